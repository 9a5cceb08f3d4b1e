/** Orders the cases by urgency, with the reason of each place. */
import { dayNumber, dayText, isDay } from '../indicators/day-number.ts';
import type { Level } from '../model/verdict.ts';
import { publicationOf } from './publication.ts';
import type { Case } from './case.ts';
import type { ReportFacts } from './report-facts.ts';
import { indicatorKey, type IndicatorState, type LogState } from './log-state.ts';

export interface DeskReport {
  facts: ReportFacts;
  /** `YYYY-MM-DD`. */
  arrivedOn: string;
  viewed: boolean;
  /** The id that the relay gave it; '' when it came as a file, or is no longer there. */
  relay: string;
  /** Day on which the desk found that its sender had withdrawn it; '' where none is known. */
  goneOn: string;
}

/**
 * In the order of the queue. `second`: needs this moderator's second decision. `new`: has reports that nobody decided.
 * `held`: listed by two, needs a confirmation. `more`: needs more reports. `other`: waits for a colleague. `waiting`: waits
 * for its day.
 */
export const CASE_STATUSES = ['second', 'new', 'held', 'more', 'other', 'waiting', 'done'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

export interface QueueCase extends Case {
  status: CaseStatus;
  isDispute: boolean;
  /** A report says that somebody is held or forced to scam; these come first. */
  isUrgent: boolean;
  level: Level;
  score: number;
  title: string;
  undecided: number;
  sources: { private: number; public: number };
  /** Day on which the oldest report arrived. */
  oldest: string;
  /** For a dispute: the day by which it must be decided. */
  deadline: string | null;
}

/** Days within which a dispute must be decided. */
export const DISPUTE_DEADLINE_DAYS = 14;
const LEVELS: readonly Level[] = ['none', 'caution', 'danger'];

export interface QueueDeps {
  reports: ReadonlyMap<string, DeskReport>;
  logState: LogState;
  /** The moderator's own key. */
  ownKey: string;
  /** `YYYY-MM-DD`. */
  today: string;
}

export function buildQueue(cases: readonly Case[], deps: QueueDeps): QueueCase[] {
  return interleaveUrgent(cases.map((deskCase) => buildQueueCase(deskCase, deps)).sort(compareUrgency));
}

/** Of three new cases in a row, two may be urgent ones. */
const MAX_URGENT_IN_A_ROW = 2;

/**
 * Anybody can report that someone is held. So that a thousand such reports cannot bury the rest, one other case follows
 * each two urgent ones.
 */
function interleaveUrgent(sorted: readonly QueueCase[]): QueueCase[] {
  const isNew = ({ status }: QueueCase): boolean => status === 'new';
  const first = sorted.findIndex(isNew);
  if (first < 0) return [...sorted];
  const fresh = sorted.filter(isNew);
  const [urgent, others] = [fresh.filter((each) => each.isUrgent), fresh.filter((each) => !each.isUrgent)];
  const mixed: QueueCase[] = [];
  for (let at = 0; at < Math.max(urgent.length / MAX_URGENT_IN_A_ROW, others.length); at += 1) {
    mixed.push(...urgent.slice(at * MAX_URGENT_IN_A_ROW, (at + 1) * MAX_URGENT_IN_A_ROW), ...others.slice(at, at + 1));
  }
  return [...sorted.slice(0, first), ...mixed, ...sorted.slice(first + fresh.length)];
}

function buildQueueCase(deskCase: Case, { reports, logState, ownKey, today }: QueueDeps): QueueCase {
  const caseReports = deskCase.reports.flatMap((id) => reports.get(id) ?? []);
  const undecided = caseReports.filter(({ facts }) => !logState.reports.has(facts.id)).length;
  const worst = caseReports.reduce<ReportFacts | null>(
    (most, { facts }) => (most === null || severityRank(facts) > severityRank(most) ? facts : most),
    null,
  );
  const oldest = caseReports.reduce(
    (first, { arrivedOn }) => (arrivedOn < first ? arrivedOn : first),
    caseReports[0]?.arrivedOn ?? today,
  );
  const isDispute = caseReports.some(({ facts }) => facts.kind === 'dispute');
  const indicators = deskCase.indicators.flatMap((each) => logState.indicators.get(indicatorKey(each)) ?? []);
  return {
    ...deskCase,
    status: statusOf({
      undecided,
      indicators,
      actions: deskCase.reports.map((id) => logState.reports.get(id)?.action),
      ownKey,
      today,
    }),
    isDispute,
    isUrgent: caseReports.some(({ facts }) =>
      facts.categories.some((each) => each === 'someone-held' || each === 'forced-to-scam'),
    ),
    level: worst?.level ?? 'none',
    score: worst?.score ?? 0,
    title: worst?.title ?? '',
    undecided,
    sources: {
      private: caseReports.filter(({ facts }) => facts.source === 'private').length,
      public: caseReports.filter(({ facts }) => facts.source === 'public').length,
    },
    oldest,
    deadline: isDispute && undecided > 0 ? disputeDeadline(oldest, today) : null,
  };
}

/** Former desks stored what arrived under a clock that was not set, with its day: the days count from now. */
function disputeDeadline(arrivedOn: string, today: string): string {
  const start = [arrivedOn, today].find(isDay);
  return start === undefined ? today : dayText(dayNumber(start) + DISPUTE_DEADLINE_DAYS);
}

function statusOf({
  undecided,
  indicators,
  actions,
  ownKey,
  today,
}: {
  undecided: number;
  indicators: readonly IndicatorState[];
  actions: readonly (string | undefined)[];
  ownKey: string;
  today: string;
}): CaseStatus {
  const proposed = indicators.filter(({ status }) => status === 'proposed');
  if (proposed.some(({ approvals }) => approvals.every(({ by }) => by !== ownKey))) return 'second';
  if (undecided > 0) return 'new';
  if (proposed.length > 0) return 'other';
  const releases = indicators.map((indicator) => publicationOf(indicator, today).state);
  if (releases.includes('held')) return 'held';
  if (actions.includes('need-more')) return 'more';
  if (releases.includes('waiting')) return 'waiting';
  // A dispute that was taken up is open until it is upheld or accepted.
  return actions.includes('take-up') ? 'held' : 'done';
}

function severityRank({ level, score }: ReportFacts): number {
  return LEVELS.indexOf(level) + score;
}

function compareUrgency(a: QueueCase, b: QueueCase): number {
  return (
    CASE_STATUSES.indexOf(a.status) - CASE_STATUSES.indexOf(b.status) ||
    Number(b.isUrgent) - Number(a.isUrgent) ||
    (a.deadline ?? '9').localeCompare(b.deadline ?? '9') ||
    LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level) ||
    b.reports.length - a.reports.length ||
    // Of one day they stay in the order of arrival: a name or an id is of its sender's choice.
    (a.oldest < b.oldest ? -1 : a.oldest > b.oldest ? 1 : 0)
  );
}
