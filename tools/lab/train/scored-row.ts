/** Rows with their held-out log-odds, and the bars by which thresholds are chosen. */
import type { Row } from '../../eval/rows.ts';

export interface ScoredRow {
  row: Row;
  /** Held-out log-odds of evidence, without a prior of the place, less what talk without a word of work needs. */
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

export const isOwn = ({ set }: Row): boolean => set === 'own';
export const isHarmful = ({ label }: Row): boolean => label === 'lure' || label === 'job-scam';
/** Real sets of texts that offer no work and hold other spam. */
export const holdsSpam = ({ set }: Row): boolean => /nonjobspam|fbs-sms|mudou-sms|vn-sms/u.test(set);

/** What at most this share of the values reaches. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return -Infinity;
  const sorted = [...values].sort((a, b) => b - a);
  return (sorted[Math.floor(sorted.length * share)] ?? -10) + 0.005;
}
