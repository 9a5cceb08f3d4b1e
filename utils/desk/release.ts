/** From the log of decisions to what is published: listings that are due, names taken back, outcomes and statistics. */
import { dayNumber } from '../indicators/day-number.ts';

import { releaseOf } from './canary.ts';
import type { Outcome, Outcomes } from '../report/outcomes.ts';
import type { ReleaseFile, Statistics } from './release-file.ts';
import { nameKey, type NameStanding, type ReportStanding, type Standing } from './standing.ts';

/** @param today `YYYY-MM-DD` */
export function makeRelease(standing: Standing, today: string): ReleaseFile {
  const release: ReleaseFile = {
    format: 1,
    madeOn: today,
    listings: [],
    withdrawals: [],
    disputed: [],
    outcomes: { format: 1, outcomes: outcomesOf(standing, today) },
    statistics: statisticsOf(standing, today),
  };
  for (const name of standing.names.values()) {
    const { kind, value, category, evidence, disputedSince, withdrawnAt } = name;
    if (name.state === 'withdrawn' && withdrawnAt !== null) {
      release.withdrawals.push({ kind, value, on: withdrawnAt.slice(0, 10) });
    }
    const due = releaseOf(name, today);
    if (due.state !== 'due' || category === null) continue;
    release.listings.push({
      kind,
      value,
      category,
      evidence,
      // A name that waited is said to be listed on the day it comes out: the day of the report must not show
      listed_on: due.notBefore ?? (name.listedAt ?? today).slice(0, 10),
      ...(disputedSince === null ? {} : { disputed_since: disputedSince }),
      source: due.source,
      ...(due.notBefore === null ? {} : { not_before: due.notBefore }),
      approved_by: name.approvals.map(({ by }) => by),
    });
    if (disputedSince !== null) release.disputed.push({ kind, value, on: disputedSince });
  }
  return release;
}

/** What a name's listing waits for, of those that two people listed. */
function isWaiting(name: NameStanding, today: string): boolean {
  const { state } = releaseOf(name, today);
  return state === 'held' || state === 'waiting';
}

function outcomesOf(standing: Standing, today: string): Outcomes['outcomes'] {
  const outcomes: Outcomes['outcomes'] = {};
  for (const report of standing.reports.values()) {
    const { decision } = report;
    for (const { report: id, hash } of decision.outcomes) {
      // The last word on that report, not on those beside it
      if (standing.reports.get(id) === report) outcomes[hash] = outcomeOf(report, standing, today);
    }
  }
  return outcomes;
}

/** Never sooner than the listing itself, and with its day: an outcome must not tell what the list does not. */
function outcomeOf(
  { action, at, people, decision }: ReportStanding,
  standing: Standing,
  today: string,
): { outcome: Outcome; on: string } {
  const on = at.slice(0, 10);
  if (action !== 'list') return { outcome: SAID[action] ?? 'read', on };
  const out = decision.indicators.flatMap((each) => {
    const name = standing.names.get(nameKey(each));
    const due = name === undefined ? null : releaseOf(name, today);
    return due?.state === 'due' ? [due.notBefore ?? on] : [];
  });
  const [first] = out.toSorted();
  return people > 1 && first !== undefined
    ? { outcome: 'listed', on: first > on ? first : on }
    : { outcome: 'read', on };
}

const SAID: Partial<Record<ReportStanding['action'], Outcome>> = {
  reject: 'not-listed',
  watch: 'watched',
  'need-more': 'more-needed',
  'take-up': 'under-review',
  accept: 'dispute-accepted',
  uphold: 'dispute-upheld',
};

export function statisticsOf(standing: Standing, today: string): Statistics {
  const names = [...standing.names.values()];
  const reports = [...standing.reports.values()];
  const last = (action: ReportStanding['action']): number => reports.filter((each) => each.action === action).length;
  return {
    listed: names.filter((name) => releaseOf(name, today).state === 'due').length,
    withdrawn: names.filter(({ state }) => state === 'withdrawn').length,
    waiting: names.filter((name) => isWaiting(name, today)).length,
    reports: {
      decided: reports.length,
      listed: last('list'),
      notListed: last('reject'),
      watched: last('watch'),
      moreNeeded: last('need-more'),
    },
    disputes: {
      underReview: names.filter(({ disputedSince }) => disputedSince !== null).length,
      accepted: last('accept'),
      upheld: last('uphold'),
    },
    daysToDecide: daysToDecide(reports),
  };
}

function daysToDecide(reports: readonly ReportStanding[]): Statistics['daysToDecide'] {
  const days = reports
    .flatMap(({ at, decision: { arrivedOn } }) =>
      arrivedOn === null ? [] : [Math.max(0, dayNumber(at.slice(0, 10)) - dayNumber(arrivedOn))],
    )
    .sort((a, b) => a - b);
  if (days.length === 0) return null;
  const at = (share: number): number => days[Math.min(days.length - 1, Math.floor(share * days.length))] ?? 0;
  return { median: at(0.5), ninthTenth: at(0.9) };
}

/** As the publisher's tool takes lists: one line for each listing that is due. */
export function releaseCsv(release: ReleaseFile): string {
  const columns = [
    'kind',
    'value',
    'category',
    'evidence',
    'listed_on',
    'disputed_since',
    'source',
    'not_before',
  ] as const;
  const rows = release.listings.map((listing) => columns.map((column) => quoted(listing[column] ?? '')).join(','));
  return `${[columns.join(','), ...rows].join('\n')}\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
