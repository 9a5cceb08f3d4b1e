/** Rows with their held-out log-odds, and the bars by which thresholds are chosen. */
import type { Row } from '../../eval/rows.ts';

export interface ScoredRow {
  row: Row;
  /** Held-out log-odds of evidence, without a prior of the place. */
  odds: number;
  /** The post offers work, states a hard fact and does not warn: danger depends on the odds alone. */
  mayBeDanger: boolean;
  /** How unreliable its wording is for its length, 0 to 1: 1 for a line of few words. */
  short: number;
  /** Held-out log-odds of harm of the text model. */
  harm: number;
}

export interface Bar {
  name: string;
  holds(row: Row): boolean;
  /** Share of such rows that may reach caution, and danger. */
  caution: number;
  /** The same of short texts, where it differs. */
  shortCaution?: number;
  danger: number;
}
