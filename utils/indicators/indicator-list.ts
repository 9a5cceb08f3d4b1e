/** One publisher's list of indicators: opened from its targets, and asked. */
import type { ListingMatch, Mention } from '../model/indicator.ts';
import { FormatError } from './format-error.ts';
import { hashInto, hashText } from './hash.ts';
import { listingAt, openListings, type ByteSource, type Listings } from './listings.ts';
import { openStoredSet, type StoredIndicatorSet } from './stored-indicator-set.ts';
import { decodeWithdrawals, type Withdrawals } from './withdrawals.ts';

/** Names of the targets that make a list. */
export const HASHES_TARGET = 'indicators.hashes';
export const LISTINGS_TARGET = 'indicators.listings';
export const WITHDRAWN_TARGET = 'withdrawn.json';

export interface IndicatorList {
  set: StoredIndicatorSet;
  /** What is said of the entries, and what was taken back since: read when it is first asked for, and kept. */
  listings(): Promise<ListingsAndWithdrawals>;
}

interface ListingsAndWithdrawals {
  listings: Listings;
  withdrawals: Withdrawals;
}

/**
 * From the set as `buildSet` made it (kept as it is between starts, so that nothing is decoded again) and the listings,
 * where they lie; `readWithdrawn`: reads the target of that name, where there is one. A worker that has to answer at once waits for
 * the set alone. Throws a FormatError, as `said` does, when they are not those of one list.
 */
export async function openList(
  set: ByteSource,
  listings: ByteSource,
  readWithdrawn: () => Promise<Uint8Array | null>,
): Promise<IndicatorList> {
  const stored = await openStoredSet(set);
  let reading: Promise<ListingsAndWithdrawals> | null = null;
  const read = async (): Promise<ListingsAndWithdrawals> => {
    const [opened, withdrawnBytes] = await Promise.all([openListings(listings), readWithdrawn()]);
    if (stored.count !== opened.count) {
      throw new FormatError(`list: ${stored.count} hashes but ${opened.count} listings`);
    }
    return { listings: opened, withdrawals: withdrawnBytes === null ? new Map() : decodeWithdrawals(withdrawnBytes) };
  };
  return { set: stored, listings: () => (reading ??= read()) };
}

/** Entries that count: what was removed since is left out. */
export async function countEntries({ set, listings }: IndicatorList): Promise<number> {
  let gone = 0;
  for (const [text, { as }] of (await listings()).withdrawals) {
    const hash = Uint32Array.of(Number.parseInt(text.slice(0, 8), 16), Number.parseInt(text.slice(8), 16));
    if (as === 'removed' && (await set.indexOf(hash)) >= 0) gone++;
  }
  return set.count - gone;
}

/** What the list says of the mentions, in their order; expired entries too, as what they mean is the engine's to say. */
export async function lookUp(
  { set, listings: said }: IndicatorList,
  mentions: readonly Mention[],
): Promise<ListingMatch[]> {
  const hash = new Uint32Array(2);
  const hits: ListingMatch[] = [];
  for (const mention of mentions) {
    hashInto(hash, mention);
    const found = set.indexOf(hash);
    const index = typeof found === 'number' ? found : await found;
    if (index < 0) continue;
    const { listings, withdrawals } = await said();
    const withdrawal = withdrawals.get(hashText(hash));
    if (withdrawal?.as === 'removed') continue;
    const listing = await listingAt(listings, index);
    // The older day stands: a dispute does not become younger by being said twice.
    if (withdrawal !== undefined) listing.disputedSince ??= withdrawal.on;
    hits.push({ mention, listing });
  }
  return hits;
}
