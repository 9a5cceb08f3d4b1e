/** Order of the matches of several lists. docs/publisher/lists.md explains the rules. */
import { VERIFIED, type ListingMatch } from '../model/indicator.ts';

/** Whether a match is an allow entry, not an accusation. */
export const isAllowEntry = ({ listing }: ListingMatch): boolean => listing.category === VERIFIED;

/**
 * Merges the matches of several lists. Accusations come before allow entries, whatever their list, and undisputed
 * before disputed. Else the order is that of lists and mentions.
 * @param lists matches of each list, the brand's own first
 */
export function orderByPrecedence(lists: readonly (readonly ListingMatch[])[]): ListingMatch[] {
  return lists.flat().toSorted((a, b) => precedenceRank(a) - precedenceRank(b));
}

function precedenceRank(hit: ListingMatch): number {
  if (isAllowEntry(hit)) return 2;
  return hit.listing.disputedSince === undefined ? 0 : 1;
}
