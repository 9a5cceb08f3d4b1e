/** The desk's file at the publisher's command line: what is held back, listed, taken back, and published beside the list. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addDeskFile, parseDeskFile } from '../../../hub/channel/list/desk-file.ts';
import { runHub } from '../../../hub/run-hub.ts';
import { initChannel } from '../../../hub/channel/key-files/init-channel.ts';
import { addIndicators } from '../../../hub/channel/list/add-indicators.ts';
import { readList } from '../../../hub/channel/list/list-file.ts';
import { signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { verifyChannel } from '../../../hub/channel/host/verify-channel.ts';
import { withdrawIndicators } from '../../../hub/channel/signing/withdraw-indicators.ts';
import { Refusal } from '../../../hub/refusal.ts';
import { readWithdrawn } from '../../../hub/channel/list/withdrawn-file.ts';
import type { DeskExport } from '../../../utils/desk/desk-export.ts';
import { succeeds } from './publisher-machine.ts';
import { EXAMPLE_STATISTICS } from './example-statistics.ts';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const DAY = 86_400_000;

let dir: string;
beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'joblantern-desk-')), 'channel');
  await initChannel({ dir, publisher: 'Example Shelter', recipients: [], now: NOW - DAY });
});
afterEach(() => rm(join(dir, '..'), { recursive: true, force: true }));

const name = { kind: 'telegram', value: 'bad_recruiter' } as const;

function deskFile(change: Partial<DeskExport> = {}): DeskExport {
  return {
    format: 1,
    madeOn: '2026-11-25',
    listings: [
      {
        ...name,
        category: 'trafficking',
        evidence: 'case 7, "A"',
        listed_on: '2026-11-25',
        source: 'public',
        approved_by: [],
      },
    ],
    withdrawals: [],
    disputed: [],
    outcomes: { format: 1, outcomes: { ['c'.repeat(64)]: { outcome: 'listed', on: '2026-11-25' } } },
    statistics: EXAMPLE_STATISTICS,
    ...change,
  };
}
const values = async (): Promise<string[]> => Array.from((await readList(dir)).values(), ({ value }) => value);

describe('the desk’s file', () => {
  test('adds its listings, and signs outcomes and statistics with them', async () => {
    const text = JSON.stringify(deskFile());
    expect(await addDeskFile(parseDeskFile(text, 'x.json')!, { dir, now: NOW })).toMatchObject({ added: 1, held: [] });
    expect([...(await readList(dir)).values()]).toMatchObject([{ ...name, evidence: 'case 7, "A"' }]);
    expect((await signChannel({ dir, now: NOW })).files).toEqual(
      expect.arrayContaining(['outcomes.json', 'statistics.json']),
    );
    const more = deskFile({
      outcomes: { format: 1, outcomes: { ['d'.repeat(64)]: { outcome: 'read', on: '2026-11-26' } } },
    });
    await addDeskFile(more, { dir, now: NOW });
    expect(Object.keys(JSON.parse(await readFile(join(dir, 'outcomes.json'), 'utf8')).outcomes)).toHaveLength(2);
  });

  test('of an earlier day neither turns outcomes and statistics back nor removes what was listed since', async () => {
    const [hash, other] = ['c'.repeat(64), 'd'.repeat(64)];
    const old = deskFile({
      madeOn: '2026-11-20',
      listings: [],
      withdrawals: [{ ...name, on: '2026-11-19' }],
      outcomes: {
        format: 1,
        outcomes: { [hash]: { outcome: 'read', on: '2026-11-20' }, [other]: { outcome: 'watched', on: '2026-11-20' } },
      },
    });
    expect(await addDeskFile(deskFile(), { dir, now: NOW })).toMatchObject({ isOlder: false, removed: 0 });
    const before = await readFile(join(dir, 'statistics.json'), 'utf8');
    expect(await addDeskFile(old, { dir, now: NOW })).toMatchObject({ isOlder: true, removed: 0 });
    expect(await values()).toEqual(['bad_recruiter']);
    expect(await readFile(join(dir, 'statistics.json'), 'utf8')).toBe(before);
    expect(JSON.parse(await readFile(join(dir, 'outcomes.json'), 'utf8')).outcomes).toEqual({
      [hash]: { outcome: 'listed', on: '2026-11-25' },
      [other]: { outcome: 'watched', on: '2026-11-20' },
    });
    const file = join(dir, 'old.json');
    await writeFile(file, JSON.stringify(old));
    vi.setSystemTime(NOW);
    expect(await succeeds('add', dir, file)).toContain('A later file of the desk was added before');
    // A desk whose clock was ahead keeps no later file away.
    vi.setSystemTime(NOW - 3 * DAY);
    expect(await addDeskFile(old, { dir, now: NOW - 3 * DAY })).toMatchObject({ isOlder: false, removed: 1 });
    expect(await succeeds('add', dir, file)).toContain('0 added, 0 replaced, 0 refused.');
    vi.useRealTimers();
  });

  test('changes nothing beside outcomes that cannot be read, and names their file', async () => {
    await addDeskFile(deskFile({ listings: [] }), { dir, now: NOW });
    await writeFile(join(dir, 'outcomes.json'), '{"format":1,"outco');
    await expect(addDeskFile(deskFile(), { dir, now: NOW })).rejects.toThrow(
      /outcomes\.json cannot be read: .*\n.*Move it/u,
    );
    expect(await values()).toEqual([]);
  });

  test('leaves withdrawn what it listed before, and says so', async () => {
    await addDeskFile(deskFile(), { dir, now: NOW });
    await signChannel({ dir, now: NOW });
    await withdrawIndicators({ dir, indicators: [name], as: 'removed', now: NOW });
    const added = await addDeskFile(deskFile(), { dir, now: NOW });
    expect(added).toMatchObject({
      relisted: [],
      stillWithdrawn: ['telegram bad_recruiter (withdrawn on 2026-11-25)'],
    });
    expect((await readWithdrawn(dir)).size).toBe(1);
  });

  test('removes what the desk withdrew, and adds it again when two people list it again later', async () => {
    await addDeskFile(deskFile(), { dir, now: NOW });
    await signChannel({ dir, now: NOW });
    await withdrawIndicators({ dir, indicators: [name], as: 'removed', now: NOW });
    await addDeskFile(deskFile({ listings: [], withdrawals: [{ ...name, on: '2026-11-26' }] }), { dir, now: NOW });
    expect(await values()).toEqual([]);
    const [listing] = deskFile().listings;
    const later = deskFile({ listings: [{ ...listing!, listed_on: '2026-11-26' }] });
    expect(await addDeskFile(later, { dir, now: NOW + DAY })).toMatchObject({
      relisted: ['telegram bad_recruiter (withdrawn on 2026-11-25)'],
      stillWithdrawn: [],
    });
    expect(await values()).toEqual(['bad_recruiter']);
    expect((await readWithdrawn(dir)).size).toBe(0);
  });

  test('keeps the mark of a dispute until the desk has decided it', async () => {
    await addDeskFile(deskFile(), { dir, now: NOW });
    await signChannel({ dir, now: NOW });
    await withdrawIndicators({ dir, indicators: [name], as: 'disputed', now: NOW });
    const marks = async (): Promise<string[]> => Array.from((await readWithdrawn(dir)).values(), ({ as }) => as);
    const [listing] = deskFile().listings;
    const disputed = deskFile({ listings: [{ ...listing!, disputed_since: '2026-11-25' }] });
    await addDeskFile(disputed, { dir, now: NOW });
    expect(await marks()).toEqual(['disputed']);
    await addDeskFile(deskFile(), { dir, now: NOW });
    expect(await marks()).toEqual([]);
    await withdrawIndicators({ dir, indicators: [name], as: 'disputed', now: NOW });
    await addDeskFile(deskFile(), { dir, now: NOW });
    expect(await marks(), 'a dispute that the desk does not know').toEqual(['disputed']);
  });

  test('is added, signed and withdrawn with one key at the command line', async () => {
    const file = join(dir, 'decisions.json');
    const output: string[] = [];
    const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void output.push(line));
    const error = vi.spyOn(console, 'error').mockImplementation((line: string) => void output.push(line));
    await writeFile(file, JSON.stringify(deskFile({ madeOn: '2026-11-25' })));
    expect(await runHub(['channel', 'withdraw', dir, file])).toBe(1);
    expect(await runHub(['channel', 'add', dir, file])).toBe(0);
    expect(await runHub(['channel', 'sign', dir])).toBe(0);
    await writeFile(file, JSON.stringify(deskFile({ listings: [], withdrawals: [{ ...name, on: '2026-11-26' }] })));
    await rm(join(dir, 'keys', 'targets-1.pem'), { force: true });
    expect(await runHub(['channel', 'withdraw', dir, file]), output.join('\n')).toBe(0);
    log.mockRestore();
    error.mockRestore();
    expect(output.join('\n')).toContain('None of its indicators is on the list');
    expect(Array.from((await readWithdrawn(dir)).values(), ({ as }) => as)).toEqual(['removed']);
  });

  test('is withdrawn although list.csv no longer holds it: it is published until the next signature', async () => {
    const file = join(dir, 'decisions.json');
    const withdrawal = deskFile({ listings: [], withdrawals: [{ ...name, on: '2026-11-26' }] });
    await addDeskFile(deskFile(), { dir, now: NOW });
    await signChannel({ dir, now: Date.now() });
    await addDeskFile(withdrawal, { dir, now: NOW });
    expect(await values()).toEqual([]);
    expect((await verifyChannel(dir, Date.now())).entries).toBe(1);
    await writeFile(file, JSON.stringify(withdrawal));
    await succeeds('withdraw', dir, file);
    expect((await verifyChannel(dir, Date.now())).entries).toBe(0);
    await rm(join(dir, 'withdrawn.csv'));
    await succeeds('withdraw', dir, name.kind, name.value);
    await expect(
      withdrawIndicators({ dir, indicators: [{ ...name, value: 'nobody_hr' }], as: 'removed', now: NOW }),
    ).rejects.toThrow('is not on the list');
  });

  test('is withdrawn although a listing that it holds as disputed is withdrawn already', async () => {
    const file = join(dir, 'decisions.json');
    const other = { kind: 'telegram', value: 'worse_recruiter' } as const;
    const [listing] = deskFile().listings;
    await addDeskFile(deskFile({ listings: [listing!, { ...listing!, ...other }] }), { dir, now: NOW });
    await signChannel({ dir, now: Date.now() });
    await succeeds('withdraw', dir, name.kind, name.value);
    const desk = deskFile({
      listings: [],
      withdrawals: [{ ...other, on: '2026-11-26' }],
      disputed: [{ ...name, on: '2026-11-20' }],
    });
    await writeFile(file, JSON.stringify(desk));
    expect(await succeeds('withdraw', dir, file)).toContain('stays withdrawn: telegram bad_recruiter');
    expect((await verifyChannel(dir, Date.now())).entries).toBe(0);
    expect(Array.from((await readWithdrawn(dir)).values(), ({ as }) => as)).toEqual(['removed', 'removed']);
  });

  test('keeps the days of its decisions, however often it is withdrawn', async () => {
    const days = async (): Promise<string[]> => Array.from((await readWithdrawn(dir)).values(), ({ on }) => on);
    await addDeskFile(deskFile(), { dir, now: NOW });
    await signChannel({ dir, now: NOW });
    const withdraw = (as: 'removed' | 'disputed', now: number, on?: string): Promise<unknown> =>
      withdrawIndicators({ dir, indicators: [{ ...name, ...(on === undefined ? {} : { on }) }], as, now });
    for (const later of [0, 3]) await withdraw('disputed', NOW + later * DAY, '2026-11-24');
    expect(await days(), 'disputed since').toEqual(['2026-11-24']);
    await withdraw('disputed', NOW + 4 * DAY);
    expect(await days(), 'marked again by hand').toEqual(['2026-11-24']);
    for (const later of [4, 5]) await withdraw('removed', NOW + later * DAY, '2026-11-29');
    expect(await days(), 'withdrawn by the desk').toEqual(['2026-11-29']);
    await withdraw('removed', NOW + 5 * DAY);
    await withdraw('removed', NOW + 6 * DAY, '2026-11-29');
    expect(await days(), 'withdrawn later by hand').toEqual(['2026-11-30']);
    await withdraw('removed', NOW + 6 * DAY, '9999-12-31');
    expect(await days(), 'a day to come').toEqual(['2026-12-01']);
    await rm(join(dir, 'withdrawn.csv'));
    await withdraw('removed', NOW + 6 * DAY, '2001-01-01');
    expect(await days(), 'dated back, before its listing').toEqual(['2026-11-25']);
  });

  test('a withdrawal that ended before it was written down is not undone by the next one', async () => {
    const other = { kind: 'telegram', value: 'worse_recruiter' } as const;
    const [listing] = deskFile().listings;
    await addDeskFile(deskFile({ listings: [listing!, { ...listing!, ...other }] }), { dir, now: NOW });
    await signChannel({ dir, now: NOW });
    await withdrawIndicators({ dir, indicators: [name], as: 'disputed', now: NOW });
    const before = await readFile(join(dir, 'withdrawn.csv'));
    await withdrawIndicators({ dir, indicators: [name], as: 'removed', now: NOW });
    await writeFile(join(dir, 'withdrawn.csv'), before);
    await withdrawIndicators({ dir, indicators: [other], as: 'removed', now: NOW });
    expect((await verifyChannel(dir, NOW)).entries).toBe(0);
  });

  test('refuses other JSON with a reason, and does not take a CSV for a desk file', () => {
    expect(() => parseDeskFile('{"format":2}', 'x.json')).toThrow(Refusal);
    expect(() => parseDeskFile('{"listings":', 'x.json')).toThrow(/x\.json/u);
    expect(parseDeskFile('kind,value\n', 'x.csv')).toBeNull();
  });
});

describe('the canary rule at the publisher’s tool', () => {
  const add = async (cells: string, now = NOW): Promise<unknown> =>
    addIndicators({
      dir,
      csv: `kind,value,category,evidence,listed_on,source,not_before\ntelegram,x_recruiter,trafficking,E-1,${cells}\n`,
      now,
    });

  const refused: [string, string, RegExp][] = [
    ['from a private message alone', ',private,', /private messages only/u],
    ['without the day that its private message asks for', ',confirmed,', /needs not_before/u],
    ['of a day that would tell when it was reported', '2026-11-20,confirmed,2026-11-24', /would show/u],
    ['of an unknown source', ',hearsay,', /none of public/u],
    ['of a day that is none', ',confirmed,2026-02-30', /not a day/u],
  ];
  test.each(refused)('refuses a listing %s', async (_name, cells, words) => {
    await expect(add(cells)).rejects.toThrow(words);
    expect(await values()).toEqual([]);
  });

  test('holds an indicator back until its day, then lists it', async () => {
    const cells = '2026-11-28,confirmed,2026-11-28';
    expect(await add(cells)).toMatchObject({ added: 0, held: [expect.stringContaining('until 2026-11-28')] });
    expect(await values()).toEqual([]);
    expect(await add(cells, NOW + 3 * DAY)).toMatchObject({ added: 1, held: [] });
  });

  test('applies to the desk’s file too', async () => {
    const [listing] = deskFile().listings;
    const file = deskFile({ listings: [{ ...listing!, source: 'private' }] });
    await expect(addDeskFile(file, { dir, now: NOW })).rejects.toThrow(/private messages only/u);
    expect(await values()).toEqual([]);
  });
});
