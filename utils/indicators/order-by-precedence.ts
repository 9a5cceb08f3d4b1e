/** How the entries of several lists stand to each other; in words in docs/LISTS.md. */
import { VERIFIED, type ListingMatch } from '../model/indicator.ts';

/** An allow entry, and not a listing. */
export const isAllowEntry = ({ listing }: ListingMatch): boolean => listing.category === VERIFIED;

/**
 * Hits of several lists as one: listings first and allow entries last, whatever list they are from, so that no allow entry
 * hides a listing; undisputed before disputed; else in the order of the lists and of the mentions.
 * @param lists the hits of each list, the reader's own first
 */
export function orderByPrecedence(lists: readonly (readonly ListingMatch[])[]): ListingMatch[] {
  return lists.flat().toSorted((a, b) => precedenceRank(a) - precedenceRank(b));
}

function precedenceRank(hit: ListingMatch): number {
  if (isAllowEntry(hit)) return 2;
  return hit.listing.disputedSince === undefined ? 0 : 1;
}
