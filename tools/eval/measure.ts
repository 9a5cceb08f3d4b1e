/** The figures of `eval`: recall of lures and scams, and alerts on harmless rows, by label and by groups. */
import { isAlert, isDanger, groupBy, share, type Judged, type Share } from './wilson-share.ts';

export interface GroupMeasure {
  label: string;
  /** `all`, or a language, family, set or writer. */
  group: string;
  rows: number;
  caution: Share;
  danger: Share;
}

export interface Measures {
  rows: number;
  byLabel: GroupMeasure[];
  byLanguage: GroupMeasure[];
  byFamily: GroupMeasure[];
  bySet: GroupMeasure[];
}

export function measure(all: readonly Judged[]): Measures {
  const by = (keyOf: (judged: Judged) => string): GroupMeasure[] =>
    groupBy(all, (judged) => `${judged.row.label}\t${keyOf(judged)}`).map(([key, list]) => {
      const [label = '', group = ''] = key.split('\t');
      return { label, group, rows: list.length, caution: share(list, isAlert), danger: share(list, isDanger) };
    });
  return {
    rows: all.length,
    byLabel: by(() => 'all'),
    byLanguage: by(({ row }) => row.lang),
    byFamily: by(({ row }) => row.tactic),
    bySet: by(({ row }) => row.set),
  };
}

/** The worst errors: missed lures and scams by lowest score, honest rows with a warning by highest. */
export function worstErrors(all: readonly Judged[], max: number): { missed: Judged[]; falseAlarms: Judged[] } {
  const isHarmful = ({ row }: Judged): boolean => row.label === 'lure' || row.label === 'job-scam';
  const score = ({ verdict }: Judged): number => verdict.score;
  return {
    missed: all
      .filter((judged) => isHarmful(judged) && !isAlert(judged))
      .sort((a, b) => score(a) - score(b))
      .slice(0, max),
    falseAlarms: all
      .filter((judged) => !isHarmful(judged) && isAlert(judged))
      .sort((a, b) => score(b) - score(a))
      .slice(0, max),
  };
}
