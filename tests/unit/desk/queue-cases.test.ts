/** What the queue says of a case, and which case comes before which. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { LogEntry } from '../../../utils/desk/decision-log.ts';
import type { Decision } from '../../../utils/desk/decision.ts';
import { computeLogState } from '../../../utils/desk/log-state.ts';
import { buildQueue, type DeskReport, type QueueCase } from '../../../utils/desk/queue.ts';
import type { ReportFacts } from '../../../utils/desk/report-facts.ts';
import { newTeam, type Moderator } from './moderator.ts';

const ID = '1'.repeat(32);
const INDICATOR = { kind: 'telegram', value: 'bad_recruiter' } as const;
const TODAY = '2026-11-25';

interface Case {
  id?: string;
  reports: [Partial<ReportFacts>, Partial<DeskReport>?][];
}

function reportOf(facts: Partial<ReportFacts>, report: Partial<DeskReport> = {}): DeskReport {
  return {
    facts: {
      id: ID,
      kind: 'suspicious-post',
      createdOn: TODAY,
      site: 'board.example',
      source: 'public',
      title: 'Typist',
      categories: [],
      level: 'none',
      verdictKind: null,
      score: 0,
      language: 'en',
      indicators: [INDICATOR],
      prints: [],
      outcome: null,
      ...facts,
    },
    arrivedOn: TODAY,
    viewed: false,
    relay: '',
    goneOn: '',
    ...report,
  };
}

let [ana, ben]: Moderator[] = [];
beforeEach(async () => {
  [ana, ben] = await newTeam(2);
});

function queueOf(cases: readonly Case[], log: readonly LogEntry[] = []): QueueCase[] {
  const reports = new Map<string, DeskReport>();
  const grouped = cases.map((one, at) => {
    const ids = one.reports.map(([facts, report], number) => {
      const id = facts.id ?? `${at}${number}`.padStart(32, '0');
      reports.set(id, reportOf({ ...facts, id }, report));
      return id;
    });
    return { id: one.id ?? `case ${at}`, reports: ids, indicators: [INDICATOR] };
  });
  const logState = computeLogState(log, new Set([ana!.key, ben!.key]));
  return buildQueue(grouped, { reports, logState, ownKey: ana!.key, today: TODAY });
}

const only = (one: Case, log: readonly LogEntry[] = []): QueueCase => queueOf([one], log)[0] as QueueCase;
const order = (...cases: Case[]): string =>
  queueOf(cases.map((one, at) => ({ id: String(at), ...one })))
    .map(({ id }) => id)
    .join(' ');

describe('the status of a case', () => {
  const decided: Case = { reports: [[{ id: ID }]] };
  const seen = (where: 'private' | 'public'): Partial<Decision> => ({ indicators: [{ ...INDICATOR, seen: where }] });
  const status = (log: readonly LogEntry[], one = decided): string => only(one, log).status;

  test('is new until all of its reports are decided', async () => {
    const log = [await ana!.decide({ action: 'watch' })];
    expect(status([])).toBe('new');
    expect(status(log)).toBe('done');
    expect(status(log, { reports: [[{ id: ID }], [{ id: '2'.repeat(32) }]] })).toBe('new');
    expect(only({ reports: [[{ id: ID }], [{ id: '2'.repeat(32) }]] }, log).undecided).toBe(1);
  });

  test('asks the one who did not list it for the second decision, and the other to wait', async () => {
    expect(status([await ben!.decide({})])).toBe('second');
    [ana, ben] = await newTeam(2);
    expect(status([await ana!.decide({})])).toBe('other');
  });

  test('asks for the second decision before it says that reports are new', async () => {
    expect(status([await ben!.decide({ reports: [] })])).toBe('second');
  });

  test('of a listing is done when it is published, held without a public sighting, and waiting for its day', async () => {
    const both = async (change: Partial<Decision>): Promise<LogEntry[]> => [
      await ana!.decide(change),
      await ben!.decide(change),
    ];
    expect(status(await both(seen('public')))).toBe('done');
    [ana, ben] = await newTeam(2);
    const log = await both(seen('private'));
    expect(status(log)).toBe('held');
    const at = '2026-11-24T10:00:00.000Z';
    log.push(await ana!.decide({ at, action: 'confirm-public', delay: 7, ...seen('private') }));
    expect(status(log)).toBe('waiting');
  });

  test('says that more reports are needed, and that a dispute is under review', async () => {
    expect(status([await ana!.decide({ action: 'need-more', indicators: [] })])).toBe('more');
    [ana, ben] = await newTeam(2);
    expect(status([await ana!.decide({ action: 'take-up', indicators: [] })])).toBe('held');
    [ana, ben] = await newTeam(2);
    expect(status([await ana!.decide({ action: 'reject', indicators: [] })])).toBe('done');
  });
});

describe('a case in the queue', () => {
  test('shows the level, score and title of its worst report', () => {
    const one = only({
      reports: [
        [{ level: 'caution', score: 0.9, title: 'one' }],
        [{ level: 'danger', score: 0.2, title: 'two' }],
        [{ level: 'danger', score: 0.3, title: 'three' }],
        [{ level: 'danger', score: 0.3, title: 'four' }],
      ],
    });
    expect(one).toMatchObject({ level: 'danger', score: 0.3, title: 'three' });
  });

  test('counts its sources and shows the oldest day', () => {
    const one = only({
      reports: [
        [{ source: 'private' }, { arrivedOn: '2026-11-20' }],
        [{ source: 'public' }, { arrivedOn: '2026-11-18' }],
        [{ source: 'private' }, { arrivedOn: '2026-11-24' }],
      ],
    });
    expect(one).toMatchObject({ sources: { private: 2, public: 1 }, oldest: '2026-11-18', undecided: 3 });
  });

  test('is urgent when a report says that somebody is held or forced to scam, and only then', () => {
    expect(only({ reports: [[{}], [{ categories: ['asks-money', 'someone-held'] }]] }).isUrgent).toBe(true);
    expect(only({ reports: [[{ categories: ['forced-to-scam'] }]] }).isUrgent).toBe(true);
    expect(only({ reports: [[{ categories: ['traps-people', 'other'] }]] }).isUrgent).toBe(false);
  });

  test('has 14 days for a dispute, until it is decided', async () => {
    const dispute: Case = { reports: [[{ id: ID, kind: 'dispute' }, { arrivedOn: '2026-11-20' }]] };
    expect(only(dispute)).toMatchObject({ isDispute: true, deadline: '2026-12-04' });
    const log = [await ana!.decide({ action: 'uphold' })];
    expect(only(dispute, log)).toMatchObject({ isDispute: true, deadline: null });
    expect(only({ reports: [[{}]] })).toMatchObject({ isDispute: false, deadline: null });
  });

  test('is a dispute with one among its reports, and its deadline counts from the oldest', () => {
    const mixed: Case = {
      reports: [
        [{}, { arrivedOn: '2026-11-22' }],
        [{ kind: 'dispute' }, { arrivedOn: '2026-11-24' }],
      ],
    };
    expect(only(mixed)).toMatchObject({ isDispute: true, deadline: '2026-12-06' });
  });

  test('without a report shows today and nothing else', () => {
    expect(only({ reports: [] })).toMatchObject({ level: 'none', score: 0, title: '', oldest: TODAY, undecided: 0 });
  });
});

describe('the order of the queue', () => {
  test('puts the status first, as it is listed', async () => {
    const rejected = await ana!.decide({ action: 'reject', indicators: [], reports: ['2'.repeat(32)] });
    const more = await ana!.decide({ action: 'need-more', indicators: [], reports: ['3'.repeat(32)] });
    const cases: Case[] = ['2', '3', '4'].map((digit) => ({ reports: [[{ id: digit.repeat(32) }]] }));
    expect(queueOf(cases, [rejected, more]).map(({ status }) => status)).toEqual(['new', 'more', 'done']);
  });

  test('puts the nearer deadline first, and disputes before other cases', () => {
    const dispute = (arrivedOn: string): Case => ({ reports: [[{ kind: 'dispute' }, { arrivedOn }]] });
    expect(order({ reports: [[{}]] }, dispute('2026-11-24'), dispute('2026-11-20'))).toBe('2 1 0');
  });

  test('puts the higher level first, then more reports, then the older ones; of one day as they arrived, whatever their ids', () => {
    expect(
      order({ reports: [[{ level: 'caution' }]] }, { reports: [[{}]] }, { reports: [[{ level: 'danger' }]] }),
    ).toBe('2 0 1');
    expect(order({ reports: [[{}]] }, { reports: [[{}], [{}]] })).toBe('1 0');
    const arrived = (arrivedOn: string): Case => ({ reports: [[{}, { arrivedOn }]] });
    expect(order(arrived('2026-11-24'), arrived('2026-11-20'), arrived('2026-11-22'))).toBe('1 2 0');
    expect(order({ id: 'b', reports: [[{}]] }, { id: 'a', reports: [[{}]] })).toBe('b a');
  });

  test('mixes urgent and other cases among the new ones only', async () => {
    const watched = await ana!.decide({ action: 'watch', indicators: [], reports: ['2'.repeat(32)] });
    const urgent: Partial<ReportFacts> = { categories: ['someone-held'] };
    const queue = queueOf(
      [
        { id: 'done', reports: [[{ ...urgent, id: '2'.repeat(32) }]] },
        ...['a', 'b', 'c'].map((id) => ({ id, reports: [[urgent]] satisfies Case['reports'] })),
        { id: 'other', reports: [[{}]] },
      ],
      [watched],
    );
    expect(queue.map(({ id }) => id)).toEqual(['a', 'b', 'other', 'c', 'done']);
  });
});
