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
  /** 0 to 1; 0 where there is nothing. */
  share: number;
  /** Ends of the 95 % Wilson interval, 0 to 1. */
  lower: number;
  upper: number;
}

const Z = 1.96;

/** Wilson score interval (Wilson 1927): holds for small counts and for none. */
export function wilsonShare(hits: number, of: number): Share {
  if (of === 0) return { hits, of, share: 0, lower: 0, upper: 1 };
  const p = hits / of;
  const centre = p + Z ** 2 / (2 * of);
  const spread = Z * Math.sqrt((p * (1 - p)) / of + Z ** 2 / (4 * of ** 2));
  const scale = 1 + Z ** 2 / of;
  return {
    hits,
    of,
    share: p,
    lower: Math.max(0, (centre - spread) / scale),
    upper: Math.min(1, (centre + spread) / scale),
  };
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
