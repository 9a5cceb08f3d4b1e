/** The readers' answers to "Was this right?", counted by reason and language of the post. */
import type { FeedbackAnswer } from '../report/feedback-answer.ts';
import type { DeskReport } from './queue.ts';

export interface FeedbackRow extends Record<FeedbackAnswer, number> {
  /** Id of the reason that was shown; '' for verdicts without a reason. */
  reason: string;
  /** BCP 47, as the sender's engine found it. */
  language: string;
}

/** @returns one row for each reason and language; those with most answers `wrong` first */
export function feedbackTable(reports: Iterable<DeskReport>): FeedbackRow[] {
  const rows = new Map<string, FeedbackRow>();
  for (const { facts } of reports) {
    if (facts.feedback === undefined) continue;
    const { answer, language, reasons } = facts.feedback;
    for (const reason of reasons.length === 0 ? [''] : reasons) {
      const key = JSON.stringify([reason, language]);
      const row = rows.get(key) ?? { reason, language, right: 0, wrong: 0, unsure: 0 };
      row[answer] += 1;
      rows.set(key, row);
    }
  }
  return [...rows.values()].sort(
    (a, b) =>
      b.wrong - a.wrong ||
      b.unsure - a.unsure ||
      b.right - a.right ||
      `${a.reason} ${a.language}`.localeCompare(`${b.reason} ${b.language}`, 'en'),
  );
}
