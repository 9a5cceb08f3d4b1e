/** Rows with their held-out log-odds, and the bars by which thresholds are chosen. */
import type { Row } from '../../eval/rows.ts';

export interface ScoredRow {
  row: Row;
  /** Held-out log-odds of evidence, without a prior of the place, less what talk without a word of work needs. */
  odds: number;
  /** The post offers work, states a hard fact and does not warn: danger depends on the odds alone. */
  mayBeDanger: boolean;
  /** How short it is, 0 to 1: 1 for a line of few words. */
  shortness: number;
  /** Held-out log-odds of harm of the text model. */
  harm: number;
}

export interface Bar {
  name: string;
  /** Whether the bar is about this row. */
  includes(row: Row): boolean;
  /** Share of such rows that may reach caution, and danger. */
  caution: number;
  danger: number;
}

export const isOwn = ({ set }: Row): boolean => set === 'own';
export const isHarmful = ({ label }: Row): boolean => label === 'lure' || label === 'job-scam';
/** Real sets of texts that offer no work and hold other spam. */
export const isOtherSpam = ({ set }: Row): boolean => /nonjobspam|fbs-sms|mudou-sms|vn-sms/u.test(set);

/** Clusters of near-duplicates as the real sets name them. */
const CLUSTER = /^g[0-9a-f]{12}$/u;

/** The first row of each cluster of near-duplicates: a message that was sent a hundred times is one mistake. */
export function firstOfClusters(rows: readonly ScoredRow[]): ScoredRow[] {
  const seen = new Set<string>();
  return rows.filter(({ row: { set, group } }) => {
    const isRepeat = CLUSTER.test(group) && seen.has(`${set} ${group}`);
    seen.add(`${set} ${group}`);
    return !isRepeat;
  });
}

/** What at most this share of the values reaches. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return -Infinity;
  const sorted = [...values].sort((a, b) => b - a);
  return (sorted[Math.floor(sorted.length * share)] ?? -10) + 0.005;
}
