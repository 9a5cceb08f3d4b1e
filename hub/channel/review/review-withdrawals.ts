/** Compares the withdrawals that are published with those of the next signature. A new list may undo them (TUF role `withdrawals`). */
import type { Withdrawals } from '../../../utils/indicators/withdrawals.ts';
import type { Indicator } from '../../../utils/model/indicator.ts';
import type { Entry } from '../list/entry.ts';

/** Lines that name an entry of the next list and a day. */
export interface WithdrawalReview {
  /** Withdrawn entries that readers would find listed again. */
  relisted: string[];
  /** Entries that lose the mark of a dispute. */
  undisputed: string[];
  /** Entries that are marked as disputed with this signature. */
  marked: string[];
  /** Hashes of what is withdrawn already: it leaves the list without a further change for readers. */
  off: ReadonlySet<string>;
}

const nameOf = ({ kind, value }: Indicator): string => `${kind} ${value}`;

/** One line, as `review` and `add` show it. */
export const withdrawnLine = (indicator: Indicator, on: string): string => `${nameOf(indicator)} (withdrawn on ${on})`;

/** @param entries see `entriesToSign` */
export function reviewWithdrawals(
  entries: ReadonlyMap<string, Entry>,
  published: Withdrawals,
  next: Withdrawals,
): WithdrawalReview {
  const off = new Set(Array.from(published).flatMap(([hash, { as }]) => (as === 'removed' ? [hash] : [])));
  const review: WithdrawalReview = { relisted: [], undisputed: [], marked: [], off };
  for (const [hash, { on, as }] of published) {
    const entry = entries.get(hash);
    if (entry === undefined) continue;
    const now = next.get(hash);
    if (as === 'removed') {
      review.relisted.push(withdrawnLine(entry, on));
    } else if (now === undefined && entry.disputedSince === undefined) {
      review.undisputed.push(`${nameOf(entry)} (disputed on ${on})`);
    }
  }
  for (const [hash, { on }] of next) {
    const entry = entries.get(hash);
    if (entry !== undefined && !published.has(hash)) review.marked.push(`${nameOf(entry)} (disputed on ${on})`);
  }
  return review;
}
