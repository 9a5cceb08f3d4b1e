/** A withdrawal that a clock signed which was a year ahead: its day becomes the day on which a right clock signs. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parseWithdrawn, readPublishedWithdrawals } from '../../../hub/channel/list/withdrawn-file.ts';
import { readPublishedMetadata } from '../../../hub/channel/signing/published-metadata.ts';
import { createPublisher, succeeds, type Machine } from './publisher-machine.ts';
import { EXAMPLE_STATISTICS } from './example-statistics.ts';

const DAY = 86_400_000;
const START = Date.parse('2026-11-25T10:00:00Z');
let anna: Machine;
let dir: string;

beforeEach(async () => {
  vi.useFakeTimers({ now: START, toFake: ['Date'] });
  ({ anna, dir } = await createPublisher());
  await succeeds('add', dir, await anna.csv('line,gold.hr,trafficking,E-1', 'line,silver.hr,trafficking,E-2'));
  await succeeds('sign', dir);
});
afterEach(() => void vi.useRealTimers());

const setDays = (days: number): unknown => vi.setSystemTime(START + days * DAY);

/** By value, in withdrawn.csv. */
async function storedDays(): Promise<Record<string, string>> {
  const csv = await readFile(join(dir, 'withdrawn.csv'), 'utf8');
  return Object.fromEntries(Array.from(parseWithdrawn(csv, 'withdrawn.csv').values(), ({ value, on }) => [value, on]));
}

async function publishedDays(): Promise<string[]> {
  const withdrawn = await readPublishedWithdrawals(dir, await readPublishedMetadata(dir));
  return Array.from(withdrawn.values(), ({ on }) => on);
}

async function withdrawAYearAhead(...options: string[]): Promise<void> {
  setDays(365);
  await succeeds('withdraw', dir, 'line', 'gold.hr', ...options);
  expect(await publishedDays()).toEqual(['2027-11-25']);
  setDays(1);
}

it('is dated today by the next signature of the list', async () => {
  await withdrawAYearAhead();
  await succeeds('sign', dir, '--clock-is-right');
  expect([await storedDays(), await publishedDays()]).toEqual([{ 'gold.hr': '2026-11-26' }, ['2026-11-26']]);
});

it('is dated today when a name is withdrawn, the same or another one', async () => {
  await withdrawAYearAhead();
  await succeeds('withdraw', dir, 'line', 'silver.hr', '--clock-is-right');
  expect(await storedDays()).toEqual({ 'gold.hr': '2026-11-26', 'silver.hr': '2026-11-26' });
  expect(await publishedDays()).toEqual(['2026-11-26', '2026-11-26']);
});

it('is a dispute: readers are not told of a day to come', async () => {
  await withdrawAYearAhead('--disputed');
  await succeeds('sign', dir, '--clock-is-right');
  expect(await publishedDays()).toEqual(['2026-11-26']);
});

it('keeps a day that is right, and one of tomorrow: a clock may be some hours behind', async () => {
  await succeeds('withdraw', dir, 'line', 'gold.hr');
  setDays(3);
  await succeeds('withdraw', dir, 'line', 'silver.hr');
  setDays(2);
  await succeeds('sign', dir);
  expect(await storedDays()).toEqual({ 'gold.hr': '2026-11-25', 'silver.hr': '2026-11-28' });
});

it('is never dated before a listing: that would count as the later of the two', async () => {
  const listed = await anna.file(
    'rows.csv',
    'kind,value,category,evidence,listed_on',
    'line,late.hr,trafficking,E-3,2027-05-01',
  );
  setDays(365);
  await succeeds('add', dir, listed);
  await succeeds('sign', dir);
  await succeeds('withdraw', dir, 'line', 'late.hr');
  setDays(1);
  await succeeds('sign', dir, '--clock-is-right');
  expect(await storedDays()).toEqual({ 'late.hr': '2027-05-01' });
});

it('lets the desk list the name again by what it decides after today, and by nothing it decided before', async () => {
  await withdrawAYearAhead();
  const listings = (on: string) => [
    {
      kind: 'line',
      value: 'gold.hr',
      category: 'trafficking',
      evidence: 'case 7',
      listed_on: on,
      source: 'public',
      approved_by: [],
    },
  ];
  const file = async (on: string): Promise<string> => {
    await writeFile(anna.path('desk.json'), JSON.stringify({ ...DESK_FILE, madeOn: on, listings: listings(on) }));
    return anna.path('desk.json');
  };
  expect(await succeeds('add', dir, await file('2026-11-26'))).toContain('stays withdrawn');
  expect(await storedDays()).toEqual({ 'gold.hr': '2026-11-26' });
  setDays(2);
  expect(await succeeds('add', dir, await file('2026-11-27'))).toContain('listed again: line gold.hr');
});

const DESK_FILE = {
  format: 1,
  withdrawals: [],
  disputed: [],
  outcomes: { format: 1, outcomes: {} },
  statistics: EXAMPLE_STATISTICS,
};
