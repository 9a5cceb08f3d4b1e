/** One publisher's list of indicators: opening and look-up. */
import type { ListingMatch, Mention } from '../model/indicator.ts';
import { FormatError } from './format-error.ts';
import { hashInto, hashText } from './hash.ts';
import { listingAt, openListings, type ByteSource, type Listings } from './listings.ts';
import { openStoredSet, type StoredIndicatorSet } from './stored-indicator-set.ts';
import { decodeWithdrawals, type Withdrawals } from './withdrawals.ts';

/** Names of the target files of a list. */
export const HASHES_TARGET = 'indicators.hashes';
export const LISTINGS_TARGET = 'indicators.listings';
export const WITHDRAWN_TARGET = 'withdrawn.json';

export interface IndicatorList {
  set: StoredIndicatorSet;
  /** Reads listings and withdrawals once, on first use. */
  listings(): Promise<ListingsAndWithdrawals>;
}

interface ListingsAndWithdrawals {
  listings: Listings;
  withdrawals: Withdrawals;
}

/**
 * Opens a list from its stored set (as `buildSet` wrote it) and its listings. It waits for the set only, so that a starting worker
 * can answer at once. Throws a FormatError, as `listings` does, when the parts do not belong to one list.
 * @param readWithdrawn reads `withdrawn.json`; null when there is none
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

/** Returns the number of entries without removed ones. */
export async function countEntries({ set, listings }: IndicatorList): Promise<number> {
  let gone = 0;
  for (const [text, { as }] of (await listings()).withdrawals) {
    const hash = Uint32Array.of(Number.parseInt(text.slice(0, 8), 16), Number.parseInt(text.slice(8), 16));
    if (as === 'removed' && (await set.indexOf(hash)) >= 0) gone++;
  }
  return set.count - gone;
}

/** Looks up mentions, in their order. Expired entries are included: the caller decides about them. */
export async function lookUp(
  { set, listings: readListings }: IndicatorList,
  mentions: readonly Mention[],
): Promise<ListingMatch[]> {
  const hash = new Uint32Array(2);
  const hits: ListingMatch[] = [];
  for (const mention of mentions) {
    hashInto(hash, mention);
    const found = set.indexOf(hash);
    const index = typeof found === 'number' ? found : await found;
    if (index < 0) continue;
    const { listings, withdrawals } = await readListings();
    const withdrawal = withdrawals.get(hashText(hash));
    if (withdrawal?.as === 'removed') continue;
    const listing = await listingAt(listings, index);
    // The earlier day counts.
    if (withdrawal !== undefined) listing.disputedSince ??= withdrawal.on;
    hits.push({ mention, listing });
  }
  return hits;
}
