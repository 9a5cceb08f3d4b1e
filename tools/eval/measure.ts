/** What `eval` says of judged rows: one object, printed as JSON or as tables. */
import {
  calibration,
  groupBy,
  isAlert,
  isDanger,
  recallAtOnePercent,
  share,
  signalPrecision,
  type Bin,
  type Judged,
  type Share,
  type SignalPrecision,
} from './wilson-share.ts';

export interface Recall {
  name: string;
  caution: Share;
  danger: Share;
}

export interface FalseAlarms {
  set: string;
  label: string;
  alerted: Share;
  danger: Share;
}

export interface Measures {
  lures: Recall;
  jobScams: Recall;
  luresByLanguage: Recall[];
  jobScamsByLanguage: Recall[];
  byTactic: Recall[];
  byBatch: Recall[];
  falseAlarms: FalseAlarms[];
  honestPooled: FalseAlarms;
  /** EMSCAD: frauds above what 1 % of its legit rows pass. */
  emscad: (Share & { threshold: number }) | null;
  calibration: Bin[];
  signals: SignalPrecision[];
}

/** Sets by language: our own corpus and other written rows. */
const isWritten = ({ row }: Judged): boolean => row.set === 'own' || row.set === 'written';

/** Real honest advertisements that are pooled for the false-alarm bar. */
const HONEST_SETS = new Set(['emscad', 'indeed500_en', 'jobstreet_my_sg_id', 'jobthai_th', 'hh_ru_kz']);

function recall(name: string, list: readonly Judged[]): Recall {
  return { name, caution: share(list, isAlert), danger: share(list, isDanger) };
}

function alarms(set: string, label: string, list: readonly Judged[]): FalseAlarms {
  return { set, label, alerted: share(list, isAlert), danger: share(list, isDanger) };
}

export function measure(all: readonly Judged[]): Measures {
  const written = all.filter(isWritten);
  const of = (label: string, list: readonly Judged[] = written): Judged[] =>
    list.filter(({ row }) => row.label === label);
  const honest = all.filter(({ row }) => row.label === 'legit' && HONEST_SETS.has(row.set));
  const emscad = all.filter(({ row }) => row.set === 'emscad');
  const quiet = all.filter(({ row }) => row.label === 'legit' || row.label === 'warning');
  return {
    lures: recall('all', of('lure')),
    jobScams: recall('all', of('job-scam')),
    luresByLanguage: groupBy(of('lure'), ({ row }) => row.lang).map(([name, list]) => recall(name, list)),
    jobScamsByLanguage: groupBy(of('job-scam'), ({ row }) => row.lang).map(([name, list]) => recall(name, list)),
    byTactic: groupBy([...of('lure'), ...of('job-scam')], ({ row }) => `${row.label}: ${row.tactic}`).map(
      ([name, list]) => recall(name, list),
    ),
    byBatch: groupBy(of('lure'), ({ row }) => row.group).map(([name, list]) => recall(name, list)),
    falseAlarms: groupBy(quiet, ({ row }) => `${row.set}\t${row.label}`).map(([name, list]) => {
      const [set = '', label = ''] = name.split('\t');
      return alarms(set, label, list);
    }),
    honestPooled: alarms('real honest ads', 'legit', honest),
    emscad: emscad.length === 0 ? null : recallAtOnePercent(of('job-scam', emscad), of('legit', emscad)),
    calibration: calibration(written),
    signals: signalPrecision(all),
  };
}

/** The rows that went most wrong: missed lures and scams by lowest score, false alarms by highest. */
export function worstErrors(all: readonly Judged[], most: number): { missed: Judged[]; falseAlarms: Judged[] } {
  const bad = ({ row }: Judged): boolean => row.label === 'lure' || row.label === 'job-scam';
  return {
    missed: all
      .filter((judged) => isWritten(judged) && bad(judged) && !isAlert(judged))
      .sort((a, b) => a.verdict.score - b.verdict.score)
      .slice(0, most),
    falseAlarms: all
      .filter((judged) => !bad(judged) && isAlert(judged))
      .sort((a, b) => b.verdict.score - a.verdict.score)
      .slice(0, most),
  };
}
