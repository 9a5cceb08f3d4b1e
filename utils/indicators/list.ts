/** One publisher's list of indicators: opened from its targets, and asked. */
import type { Hit, Mention } from '../model/indicator.ts';
import { FormatError } from './format-error.ts';
import { hashInto, hashText } from './hash.ts';
import { listingAt, openListings, type ByteSource, type Listings } from './listings.ts';
import { indexOf, openSet, type IndicatorSet } from './set.ts';
import { decodeWithdrawals, type Withdrawals } from './withdrawals.ts';

/** Names of the targets that make a list. */
export const HASHES = 'indicators.hashes';
export const LISTINGS = 'indicators.listings';
export const WITHDRAWN = 'withdrawn.json';

export interface IndicatorList {
  set: IndicatorSet;
  listings: Listings;
  withdrawn: Withdrawals;
}

/**
 * From the set as `buildSet` made it (kept as it is between starts, so that nothing is decoded again) and the listings
 * where they lie; `withdrawn`: the target of that name, where there is one. All are read at the same time.
 * Throws a FormatError when they are not those of one list.
 */
export async function openList(
  set: ArrayBuffer | Promise<ArrayBuffer>,
  listings: ByteSource,
  withdrawn: Uint8Array | null | Promise<Uint8Array | null>,
): Promise<IndicatorList> {
  const [buffer, opened, taken] = await Promise.all([set, openListings(listings), withdrawn]);
  const list = {
    set: openSet(buffer),
    listings: opened,
    withdrawn: taken === null ? new Map() : decodeWithdrawals(taken),
  };
  if (list.set.count !== list.listings.count) {
    throw new FormatError(`list: ${list.set.count} hashes but ${list.listings.count} listings`);
  }
  return list;
}

/** Entries that count: what was removed since is left out. */
export function entriesOf({ set, withdrawn }: IndicatorList): number {
  let gone = 0;
  for (const [text, { as }] of withdrawn) {
    const hash = Uint32Array.of(Number.parseInt(text.slice(0, 8), 16), Number.parseInt(text.slice(8), 16));
    if (as === 'removed' && indexOf(set, hash) >= 0) gone++;
  }
  return set.count - gone;
}

/** What the list says of the mentions, in their order; expired entries too, as what they mean is the engine's to say. */
export async function lookup(list: IndicatorList, mentions: readonly Mention[]): Promise<Hit[]> {
  const hash = new Uint32Array(2);
  const hits: Hit[] = [];
  for (const mention of mentions) {
    hashInto(hash, mention);
    const index = indexOf(list.set, hash);
    if (index < 0) continue;
    const withdrawal = list.withdrawn.get(hashText(hash));
    if (withdrawal?.as === 'removed') continue;
    const listing = await listingAt(list.listings, index);
    // The older day stands: a dispute does not become younger by being said twice.
    if (withdrawal !== undefined) listing.disputedSince ??= withdrawal.on;
    hits.push({ mention, listing });
  }
  return hits;
}
