/** The table of answers as CSV (RFC 4180) for a spreadsheet. Ids and languages come from strangers. */
import { stringify } from 'csv-stringify/browser/esm/sync';
import type { FeedbackRow } from './feedback-table.ts';

const COLUMNS = ['reason', 'language', 'right', 'wrong', 'unsure'] as const;

/** Cells that a spreadsheet would run as formulas are escaped with an apostrophe. */
export function feedbackCsv(rows: readonly FeedbackRow[]): string {
  return stringify([...rows], { header: true, columns: [...COLUMNS], escape_formulas: true });
}
