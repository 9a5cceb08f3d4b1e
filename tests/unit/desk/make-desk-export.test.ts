import { beforeEach, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { entryOf } from '../../../hub/channel/list/entry.ts';
import { publicationOf } from '../../../utils/desk/publication.ts';
import type { Decision } from '../../../utils/desk/decision.ts';
import type { LogEntry } from '../../../utils/desk/decision-log.ts';
import { DeskExportSchema, type DeskExport } from '../../../utils/desk/desk-export.ts';
import { makeDeskExport, deskExportCsv } from '../../../utils/desk/make-desk-export.ts';
import { computeLogState, type LogState } from '../../../utils/desk/log-state.ts';
import { INDICATOR_KEY, newTeam, type Moderator } from './moderator.ts';

let [ana, ben]: Moderator[] = [];
beforeEach(async () => {
  [ana, ben] = await newTeam(2);
});
const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;
const standing = (log: readonly LogEntry[]): LogState => computeLogState(log, new Set([ana!.key, ben!.key]));
const seenIn = (seen: 'private' | 'public' | 'both' | 'none'): Partial<Decision> => ({
  indicators: [{ kind: 'telegram', value: 'bad_recruiter', seen }],
});
const both = async (change: Partial<Decision>): Promise<LogEntry[]> => [
  await ana!.decide({ at: at(1), ...change }),
  await ben!.decide({ at: at(2), ...change }),
];
const release = (log: readonly LogEntry[], today: string): ReturnType<typeof publicationOf> =>
  publicationOf(standing(log).indicators.get(INDICATOR_KEY)!, today);

describe('the canary rule', () => {
  test('what stands in public is published at once', async () => {
    expect(release(await both(seenIn('public')), '2026-11-02')).toMatchObject({ state: 'due', source: 'public' });
  });

  test('an indicator from private messages only waits for a confirmation, for ever if none comes', async () => {
    const log = await both(seenIn('private'));
    expect(release(log, '2036-11-02')).toEqual({ state: 'held', why: 'private-only' });
    expect(makeDeskExport(standing(log), '2036-11-02').listings).toEqual([]);
  });

  test.each(['confirm-public', 'confirm-sources'] as const)('%s releases it after its random days', async (action) => {
    const log = await both(seenIn('private'));
    log.push(await ben!.decide({ at: at(5), action, delay: 4, note: 'seen', ...seenIn('private') }));
    expect(release(log, '2026-11-08')).toEqual({ state: 'waiting', until: '2026-11-09' });
    expect(release(log, '2026-11-09')).toMatchObject({ state: 'due', source: 'confirmed', notBefore: '2026-11-09' });
    const [listing] = makeDeskExport(standing(log), '2026-11-10').listings;
    expect(listing).toMatchObject({ source: 'confirmed', not_before: '2026-11-09', listed_on: '2026-11-09' });
  });

  test.each(['withdraw', 'accept'] as const)(
    '%s takes a hasty confirmation back: another listing is held again',
    async (action) => {
      const log = await both(seenIn('private'));
      log.push(
        await ben!.decide({ at: at(5), action: 'confirm-public', delay: 4, note: 'seen', ...seenIn('private') }),
      );
      log.push(await ana!.decide({ at: at(6), action, note: 'it was another account', ...seenIn('private') }));
      log.push(
        await ana!.decide({ at: at(7), ...seenIn('private') }),
        await ben!.decide({ at: at(8), ...seenIn('private') }),
      );
      expect(release(log, '2036-11-02')).toEqual({ state: 'held', why: 'private-only' });
      log.push(await ben!.decide({ at: at(9), action: 'confirm-sources', delay: 4, note: 'x', ...seenIn('private') }));
      expect(release(log, '2026-11-13')).toMatchObject({ state: 'due', notBefore: '2026-11-13' });
    },
  );

  test('what is held stays held when one person lists it once more, with a public report', async () => {
    const log = await both(seenIn('private'));
    log.push(await ana!.decide({ at: at(20), evidence: 'case 8', ...seenIn('public') }));
    expect(release(log, '2026-11-20')).toEqual({ state: 'held', why: 'private-only' });
  });

  test('what is published keeps its day when a private report of it is listed, too', async () => {
    const log = await both(seenIn('public'));
    log.push(await ana!.decide({ at: at(20), evidence: 'case 9', ...seenIn('private') }));
    const [listing] = makeDeskExport(standing(log), '2026-11-30').listings;
    expect(listing).toMatchObject({ source: 'public', listed_on: '2026-11-02', evidence: 'case 9' });
  });

  test('a public sighting beside the message still waits the random days, so that the day shows nothing', async () => {
    expect(release(await both({ ...seenIn('both'), delay: 7 }), '2026-11-08')).toMatchObject({ until: '2026-11-09' });
  });

  test('an indicator that no report has is held until somebody confirms it', async () => {
    const log = await both(seenIn('none'));
    expect(release(log, '2026-11-30')).toEqual({ state: 'held', why: 'no-source' });
    log.push(await ana!.decide({ at: at(3), action: 'confirm-public', ...seenIn('none') }));
    expect(release(log, '2026-11-03')).toMatchObject({ state: 'due', source: 'confirmed' });
  });
});

describe('the file for the publisher’s tool', () => {
  const outcomes = [{ report: '1'.repeat(32), hash: 'c'.repeat(64) }];

  test('is of its form, and a listing of two people is in it', async () => {
    const file = makeDeskExport(standing(await both(seenIn('public'))), '2026-11-03');
    expect(v.parse(DeskExportSchema, file)).toEqual(file);
    expect(file.listings).toHaveLength(1);
    expect(file.listings[0]?.approved_by).toEqual([ana!.key, ben!.key]);
    expect(deskExportCsv(file).split('\n')[1]).toBe('telegram,bad_recruiter,trafficking,case 7,2026-11-02,,public,');
  });

  test('holds references that the publisher’s tool takes, whatever was typed', async () => {
    const evidenceAfter = async (...references: string[]): Promise<string | undefined> => {
      [ana, ben] = await newTeam(2);
      const log: LogEntry[] = [];
      for (const [index, evidence] of references.entries())
        log.push(await [ana!, ben!][index % 2]!.decide({ at: at(1 + index), evidence }));
      const [listing] = makeDeskExport(standing(log), '2026-11-30').listings;
      const cells = {
        kind: 'telegram',
        value: 'bad_recruiter',
        category: 'trafficking',
        evidence: listing?.evidence ?? '',
      };
      expect(entryOf(cells, Date.parse(at(30)))).toMatchObject({ value: 'bad_recruiter' });
      return listing?.evidence;
    };
    expect(await evidenceAfter('case 7', 'case 7')).toBe('case 7');
    const thai = 'คดี'.repeat(100);
    expect(await evidenceAfter(thai, thai)).toMatch(/^(?:คดี){55}(?:ค|คด)?…$/u);
    // One moderator alone, about what is listed already.
    expect(await evidenceAfter('case 7', 'case 7', 'case\n8\u0000')).toBe('case 8');
    expect(await evidenceAfter('case 7', 'case 7', '\u0000\ud800')).toBe('case 7');
  });

  test('names a listing whose dispute is under review, with its day', async () => {
    const log = await both(seenIn('public'));
    log.push(await ana!.decide({ at: at(4), action: 'take-up', reports: [] }));
    const file = makeDeskExport(standing(log), '2026-11-05');
    expect(v.parse(DeskExportSchema, file)).toEqual(file);
    expect(file.listings[0]?.disputed_since).toBe('2026-11-04');
    expect(file.disputed).toEqual([{ kind: 'telegram', value: 'bad_recruiter', on: '2026-11-04' }]);
    expect(file.statistics.disputes).toEqual({ underReview: 1, accepted: 0, upheld: 0 });
    expect(deskExportCsv(file).split('\n')[1]).toContain(',2026-11-02,2026-11-04,public,');
  });

  test('names a withdrawal with its day, and the listing no more', async () => {
    const log = await both(seenIn('public'));
    log.push(await ben!.decide({ at: at(6), action: 'withdraw', reports: [] }));
    const file = makeDeskExport(standing(log), '2026-11-07');
    expect(file.withdrawals).toEqual([{ kind: 'telegram', value: 'bad_recruiter', on: '2026-11-06' }]);
    expect(file.listings).toEqual([]);
  });

  test('names a withdrawal whatever approval came before or after it, until two people list again', async () => {
    const log = await both(seenIn('public'));
    log.push(await ben!.decide({ at: at(6), action: 'withdraw', reports: [] }), await ben!.decide({ at: at(7) }));
    const file = (): DeskExport => makeDeskExport(standing(log), '2026-11-09');
    const expected = [{ kind: 'telegram', value: 'bad_recruiter', on: '2026-11-06' }];
    expect([file().withdrawals, file().listings]).toEqual([expected, []]);
    // Ben replaced his first decision: his approval does not count any more, and the published list has the name.
    log.push(await ben!.decide({ at: at(2), note: 'another first decision' }, []));
    expect(file().withdrawals).toEqual(expected);
    [ana, ben] = await newTeam(2);
    log.splice(0, log.length, await ana!.decide({ at: at(5), action: 'accept' }), ...(await both(seenIn('public'))));
    expect([file().withdrawals, file().listings.length]).toEqual([[], 1]);
  });

  test('names no withdrawal of what one person proposed, and the first day of what was withdrawn twice', async () => {
    const log = [await ana!.decide({ at: at(1) })];
    expect(makeDeskExport(standing(log), '2026-11-09').withdrawals).toEqual([]);
    log.push(await ben!.decide({ at: at(2) }));
    for (const day of [3, 8]) log.push(await ana!.decide({ at: at(day), action: 'withdraw' }));
    expect(makeDeskExport(standing(log), '2026-11-09').withdrawals).toMatchObject([{ on: '2026-11-03' }]);
  });

  test.each([
    ['case 7, page 2', '"case 7, page 2"'],
    ['line\nbreak', '"line\nbreak"'],
    ['line\rbreak', '"line\rbreak"'],
    ['the "boss" is', '"the ""boss"" is"'],
  ])('keeps the evidence %j in one cell', async (evidence, cell) => {
    const made = makeDeskExport(standing(await both(seenIn('public'))), '2026-11-03');
    const listings = made.listings.map((listing) => ({ ...listing, evidence }));
    expect(deskExportCsv({ ...made, listings })).toContain(`,${cell},2026-11-02,`);
  });

  test.each([
    ['reject', 'not-listed'],
    ['watch', 'watched'],
    ['need-more', 'more-needed'],
    ['take-up', 'under-review'],
    ['accept', 'dispute-accepted'],
    ['uphold', 'dispute-upheld'],
    ['withdraw', 'read'],
  ] as const)('tells a reporter the outcome of %s: %s', async (action, outcome) => {
    const file = makeDeskExport(standing([await ana!.decide({ action, outcomes })]), '2026-11-20');
    expect(Object.values(file.outcomes.outcomes)).toEqual([{ outcome, on: '2026-11-20' }]);
  });

  test('a report with the published hash of another cannot change what its reporter is told', async () => {
    const copied = [{ report: '2'.repeat(32), hash: 'c'.repeat(64) }];
    const log = [await ana!.decide({ action: 'need-more', outcomes })];
    log.push(await ana!.decide({ action: 'reject', reports: ['2'.repeat(32)], outcomes: copied }));
    const answered = (): unknown => makeDeskExport(standing(log), '2026-11-20').outcomes.outcomes['c'.repeat(64)];
    expect(answered()).toMatchObject({ outcome: 'more-needed' });
    log.push(await ana!.decide({ action: 'watch', outcomes }));
    log.push(await ana!.decide({ action: 'reject', reports: ['2'.repeat(32)], outcomes: copied }));
    expect(answered()).toMatchObject({ outcome: 'watched' });
  });

  test('an outcome never shows more than the list does', async () => {
    const log = await both({ ...seenIn('private'), outcomes });
    const mentioned = (today: string): unknown =>
      makeDeskExport(standing(log), today).outcomes.outcomes['c'.repeat(64)];
    expect(mentioned('2026-11-20')).toEqual({ outcome: 'read', on: '2026-11-02' });
    log.push(await ben!.decide({ at: at(5), action: 'confirm-public', delay: 4, reports: [], ...seenIn('private') }));
    expect(mentioned('2026-11-08')).toEqual({ outcome: 'read', on: '2026-11-02' });
    expect(mentioned('2026-11-09')).toEqual({ outcome: 'listed', on: '2026-11-09' });
  });

  test('a reporter sees one person’s listing as "read"', async () => {
    const file = makeDeskExport(standing([await ana!.decide({ outcomes })]), '2026-11-20');
    expect(Object.values(file.outcomes.outcomes)).toEqual([{ outcome: 'read', on: '2026-11-20' }]);
  });

  test('statistics count what was decided and how long it took', async () => {
    const log = await both(seenIn('public'));
    log.push(
      await ana!.decide({
        at: at(20),
        action: 'reject',
        indicators: [],
        reports: ['2'.repeat(32)],
        arrivedOn: '2026-11-10',
      }),
    );
    log.push(await ana!.decide({ at: at(21), action: 'withdraw', reports: [] }));
    const other = {
      indicators: [{ kind: 'telegram', value: 'other_recruiter', seen: 'public' } as const],
      reports: [],
    };
    log.push(await ana!.decide({ at: at(21), ...other }));
    const { statistics } = makeDeskExport(standing(log), '2026-11-22');
    expect(statistics).toMatchObject({ listed: 0, withdrawn: 1, reports: { decided: 2, notListed: 1, listed: 1 } });
    expect(statistics.daysToDecide).toEqual({ median: 10, ninthTenth: 10 });
  });

  test('the days end with the first decision on a report, whatever is decided on it later', async () => {
    const log = [await ana!.decide({ at: at(3), arrivedOn: '2026-11-01', ...seenIn('public') })];
    log.push(await ben!.decide({ at: at(9), arrivedOn: '2026-11-01', ...seenIn('public') }));
    log.push(await ana!.decide({ at: at(28), action: 'withdraw', arrivedOn: null, ...seenIn('public') }));
    expect(makeDeskExport(standing(log), '2026-11-29').statistics.daysToDecide).toEqual({ median: 2, ninthTenth: 2 });
  });
});
