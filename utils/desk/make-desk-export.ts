/** Turns the state of the log into what is published: listings that are due, withdrawals, outcomes and statistics. */
import { stringify } from 'csv-stringify/browser/esm/sync';
import { dayNumber } from '../indicators/day-number.ts';
import { WITHDRAWALS } from './decision.ts';
import { publicationOf } from './publication.ts';
import type { Outcome, Outcomes } from '../report/outcomes.ts';
import type { DeskExport, Statistics } from './desk-export.ts';
import { indicatorKey, type IndicatorState, type ReportState, type LogState } from './log-state.ts';

/** @param today `YYYY-MM-DD` */
export function makeDeskExport(logState: LogState, today: string): DeskExport {
  const deskExport: DeskExport = {
    format: 1,
    madeOn: today,
    listings: [],
    withdrawals: [],
    disputed: [],
    outcomes: { format: 1, outcomes: collectOutcomes(logState, today) },
    statistics: computeStatistics(logState, today),
  };
  for (const indicator of logState.indicators.values()) {
    const { kind, value, category, evidence, disputedSince } = indicator;
    const due = publicationOf(indicator, today);
    if (due.state !== 'due' || category === null) {
      const on = withdrawalDay(indicator);
      if (on !== null) deskExport.withdrawals.push({ kind, value, on });
      continue;
    }
    deskExport.listings.push({
      kind,
      value,
      category,
      evidence,
      // A delayed indicator gets the day of its publication, so that the day of the report does not show.
      listed_on: due.notBefore ?? (indicator.listedAt ?? today).slice(0, 10),
      ...(disputedSince === null ? {} : { disputed_since: disputedSince }),
      source: due.source,
      ...(due.notBefore === null ? {} : { not_before: due.notBefore }),
      approved_by: indicator.approvals.map(({ by }) => by),
    });
    if (disputedSince !== null) deskExport.disputed.push({ kind, value, on: disputedSince });
  }
  return deskExport;
}

/**
 * Day on which somebody last took an indicator off the list; null when nobody did. Its status does not count:
 * the published list may still have it, whatever an approval changed before or since.
 */
function withdrawalDay({ withdrawnAt, history }: IndicatorState): string | null {
  const last = history.findLast(({ decision }) => WITHDRAWALS.has(decision.action));
  return (withdrawnAt ?? last?.decision.at)?.slice(0, 10) ?? null;
}

/** Whether a listing by two people is held or waits for its day. */
function isPublicationPending(indicator: IndicatorState, today: string): boolean {
  const { state } = publicationOf(indicator, today);
  return state === 'held' || state === 'waiting';
}

function collectOutcomes(logState: LogState, today: string): Outcomes['outcomes'] {
  const outcomes: Outcomes['outcomes'] = {};
  for (const report of logState.reports.values()) {
    const { decision } = report;
    for (const { report: id, hash } of decision.outcomes) {
      // Only the last decision on that report counts. The hashes are public: of two reports with one, the later is a copy's.
      if (logState.reports.get(id) === report) outcomes[hash] ??= publishedOutcome(report, logState, today);
    }
  }
  return outcomes;
}

/** Not before the listing itself, and with its day: an outcome must not reveal more than the list does. */
function publishedOutcome(
  { action, at, approvals, decision }: ReportState,
  logState: LogState,
  today: string,
): { outcome: Outcome; on: string } {
  const on = at.slice(0, 10);
  if (action !== 'list') return { outcome: OUTCOME_OF_ACTION[action] ?? 'read', on };
  const out = decision.indicators.flatMap((each) => {
    const indicator = logState.indicators.get(indicatorKey(each));
    const due = indicator === undefined ? null : publicationOf(indicator, today);
    return due?.state === 'due' ? [due.notBefore ?? on] : [];
  });
  const [first] = out.toSorted();
  return approvals > 1 && first !== undefined
    ? { outcome: 'listed', on: first > on ? first : on }
    : { outcome: 'read', on };
}

const OUTCOME_OF_ACTION: Partial<Record<ReportState['action'], Outcome>> = {
  reject: 'not-listed',
  watch: 'watched',
  'need-more': 'more-needed',
  'take-up': 'under-review',
  accept: 'dispute-accepted',
  uphold: 'dispute-upheld',
};

export function computeStatistics(logState: LogState, today: string): Statistics {
  const indicators = [...logState.indicators.values()];
  const reports = [...logState.reports.values()];
  const last = (action: ReportState['action']): number => reports.filter((each) => each.action === action).length;
  return {
    listed: indicators.filter((indicator) => publicationOf(indicator, today).state === 'due').length,
    withdrawn: indicators.filter(({ status }) => status === 'withdrawn').length,
    waiting: indicators.filter((indicator) => isPublicationPending(indicator, today)).length,
    reports: {
      decided: reports.length,
      listed: last('list'),
      notListed: last('reject'),
      watched: last('watch'),
      moreNeeded: last('need-more'),
    },
    disputes: {
      underReview: indicators.filter(({ disputedSince }) => disputedSince !== null).length,
      accepted: last('accept'),
      upheld: last('uphold'),
    },
    daysToDecide: daysToDecide(reports),
  };
}

function daysToDecide(reports: readonly ReportState[]): Statistics['daysToDecide'] {
  const days = reports
    .flatMap(({ first: { at, arrivedOn } }) =>
      arrivedOn === null ? [] : [Math.max(0, dayNumber(at.slice(0, 10)) - dayNumber(arrivedOn))],
    )
    .sort((a, b) => a - b);
  if (days.length === 0) return null;
  const at = (share: number): number => days[Math.min(days.length - 1, Math.floor(share * days.length))] ?? 0;
  return { median: at(0.5), ninthTenth: at(0.9) };
}

const CSV_COLUMNS = [
  'kind',
  'value',
  'category',
  'evidence',
  'listed_on',
  'disputed_since',
  'source',
  'not_before',
] as const;

/** The listings that are due, as a CSV file for the publisher's tool. */
export function deskExportCsv({ listings }: DeskExport): string {
  return stringify(listings, { header: true, columns: [...CSV_COLUMNS] });
}
