/** Shares with their bounds. */
import type { Verdict } from '../../utils/model/verdict.ts';
import type { Row } from './rows.ts';

export interface Judged {
  row: Row;
  verdict: Verdict;
}

export interface Share {
  hits: number;
  of: number;
  /** 0..1; 0 where there is nothing. */
  share: number;
  /** Upper end of the 95 % Wilson interval, 0..1. */
  upper: number;
}

const Z = 1.96;

/** Wilson score interval (Wilson 1927): holds for small counts and for none. */
export function wilsonShare(hits: number, of: number): Share {
  if (of === 0) return { hits, of, share: 0, upper: 1 };
  const p = hits / of;
  const centre = p + Z ** 2 / (2 * of);
  const spread = Z * Math.sqrt((p * (1 - p)) / of + Z ** 2 / (4 * of ** 2));
  return { hits, of, share: p, upper: Math.min(1, (centre + spread) / (1 + Z ** 2 / of)) };
}

export const isAlert = ({ verdict }: Judged): boolean => verdict.level !== 'none';
export const isDanger = ({ verdict }: Judged): boolean => verdict.level === 'danger';

export function share(list: readonly Judged[], test: (judged: Judged) => boolean): Share {
  return wilsonShare(list.filter(test).length, list.length);
}

export function groupBy(list: readonly Judged[], key: (judged: Judged) => string): [string, Judged[]][] {
  const groups = new Map<string, Judged[]>();
  for (const judged of list) {
    const name = key(judged);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [judged]);
    else group.push(judged);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Share of `positive` whose score is above what 1 % of `negative` pass. */
export function recallAtOnePercent(
  positive: readonly Judged[],
  negative: readonly Judged[],
): Share & { threshold: number } {
  const scores = negative.map(({ verdict }) => verdict.score).sort((a, b) => b - a);
  const threshold = scores[Math.floor(scores.length * 0.01)] ?? 1;
  return { ...share(positive, ({ verdict }) => verdict.score > threshold), threshold };
}

export interface Bin {
  from: number;
  to: number;
  rows: number;
  meanScore: number;
  /** Share of the bin's rows that are lures or job scams. */
  bad: number;
}

/** Ten bins of score against what the rows are. */
export function calibration(list: readonly Judged[]): Bin[] {
  return Array.from({ length: 10 }, (_, index) => {
    const from = index / 10;
    const to = (index + 1) / 10;
    const rows = list.filter(({ verdict: { score } }) => score >= from && (score < to || (to === 1 && score === 1)));
    const mean = (value: (judged: Judged) => number): number =>
      rows.length === 0 ? 0 : rows.reduce((sum, judged) => sum + value(judged), 0) / rows.length;
    return {
      from,
      to,
      rows: rows.length,
      meanScore: mean(({ verdict }) => verdict.score),
      bad: mean(({ row }) => (row.label === 'lure' || row.label === 'job-scam' ? 1 : 0)),
    };
  });
}

export interface SignalPrecision {
  id: string;
  rows: number;
  bad: number;
  precision: number;
}

/** For each reason shown: how many rows show it, and how many of those are lures or job scams. */
export function signalPrecision(list: readonly Judged[]): SignalPrecision[] {
  const found = new Map<string, { rows: number; bad: number }>();
  for (const { row, verdict } of list) {
    for (const id of new Set(verdict.reasons.map((reason) => reason.id))) {
      const entry = found.get(id) ?? { rows: 0, bad: 0 };
      entry.rows += 1;
      if (row.label === 'lure' || row.label === 'job-scam') entry.bad += 1;
      found.set(id, entry);
    }
  }
  return [...found]
    .map(([id, { rows, bad }]) => ({ id, rows, bad, precision: bad / rows }))
    .sort((a, b) => b.rows - a.rows);
}
