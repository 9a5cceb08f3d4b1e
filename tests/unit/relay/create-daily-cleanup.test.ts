import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDailyCleanup, dayBefore } from '../../../hub/relay/create-daily-cleanup.ts';
import type { ClockRecord } from '../../../hub/relay/clock-record.ts';
import type { RelayStore } from '../../../hub/relay/relay-store.ts';

function storeOf(record: ClockRecord | null, deleteExpired: RelayStore['deleteExpired']): RelayStore {
  let kept = record;
  const part: Pick<RelayStore, 'clockRecord' | 'saveClockRecord' | 'deleteExpired'> = {
    clockRecord: async () => await Promise.resolve(kept),
    saveClockRecord: async (changed) => await Promise.resolve(void (kept = changed)),
    deleteExpired,
  };
  return part as RelayStore;
}

afterEach(() => void vi.restoreAllMocks());

it('knows the day before a day, over months and years', () => {
  const time = Date.parse('2027-01-01T00:00:00Z');
  expect([0, 1, 32].map((days) => dayBefore(time, days))).toEqual(['2027-01-01', '2026-12-31', '2026-11-30']);
  expect(dayBefore(time - 1, 0)).toBe('2026-12-31');
});

it('deletes at the first request of a day, and again after a failure only', async () => {
  let now = Date.parse('2026-11-25T23:59:59Z');
  const calls: string[][] = [];
  let fails: unknown = null;
  const deleteExpired = async (...days: string[]): Promise<void> => {
    calls.push(days);
    if (fails !== null) throw fails;
    await Promise.resolve();
  };
  const log = vi.spyOn(console, 'error').mockReturnValue();
  const cleanUp = createDailyCleanup({
    store: storeOf({ day: '2026-11-24', steadyDays: 14 }, deleteExpired),
    now: () => now,
    retainDays: 180,
  });
  await cleanUp();
  await cleanUp();
  expect(calls).toEqual([['2026-09-26', '2026-05-29', '2026-11-25']]);
  now += 1_000;
  fails = 'no error at all';
  await cleanUp();
  fails = null;
  await cleanUp();
  await cleanUp();
  expect(calls).toHaveLength(3);
  expect(calls[2]).toEqual(['2026-09-27', '2026-05-30', '2026-11-26']);
  expect(log.mock.calls).toEqual([['relay: old reports could not be deleted (unknown)']]);
});

describe('a clock that jumps', () => {
  const log = vi.fn<(line: string) => void>();
  const deleted = vi.fn<RelayStore['deleteExpired']>();
  beforeEach(() => {
    log.mockClear();
    deleted.mockClear();
    vi.spyOn(console, 'error').mockImplementation(log);
  });
  /** The relay starts anew for each of these days: what it knows is in the store. */
  async function onDays(store: RelayStore, ...days: string[]): Promise<void> {
    for (const day of days) {
      await createDailyCleanup({ store, now: () => Date.parse(`${day}T12:00:00Z`), retainDays: 180 })();
    }
  }
  const daysAfter = (day: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => dayBefore(Date.parse(`${day}T00:00:00Z`), -1 - index));

  it('is not trusted with deletions until 14 days passed one by one', async () => {
    const store = storeOf({ day: '2026-11-24', steadyDays: 14 }, deleted);
    await onDays(store, '2027-06-13', '2027-06-13', '2026-11-25', ...daysAfter('2026-11-25', 13));
    expect(deleted).not.toHaveBeenCalled();
    expect(log.mock.calls.flat()).toEqual([
      'relay: the last day was 2026-11-24 and now it is 2027-06-13; set the clock if that is wrong. ' +
        'Nothing is deleted by age until 14 more days passed one by one',
      'relay: the last day was 2027-06-13 and now it is 2026-11-25; set the clock if that is wrong. ' +
        'Nothing is deleted by age until 14 more days passed one by one',
    ]);
    await onDays(store, '2026-12-09');
    expect(deleted.mock.calls).toEqual([['2026-10-10', '2026-06-12', '2026-12-09']]);
  });

  it('may skip a week, counts each day once, and forgets nothing while it is not set', async () => {
    const store = storeOf({ day: '2026-11-24', steadyDays: 13 }, deleted);
    await onDays(store, '2026-11-24', '1970-01-01');
    expect(deleted).not.toHaveBeenCalled();
    await onDays(store, '2026-12-01');
    expect(deleted).toHaveBeenCalledTimes(1);
    await onDays(store, '2026-12-09');
    expect(deleted).toHaveBeenCalledTimes(1);
  });

  it('does not count when it steps on faster than time passes, a few days or one at a time', async () => {
    for (const days of [7, 1]) {
      const store = storeOf({ day: '2026-11-25', steadyDays: 14 }, deleted);
      let [now, uptime] = [Date.parse('2026-11-25T12:00:00Z'), 5_000];
      const cleanUp = createDailyCleanup({ store, now: () => now, uptime: () => uptime, retainDays: 180 });
      for (let step = 0; step < 200 / days; step++) {
        now += days * 86_400_000;
        uptime += 60_000;
        await cleanUp();
      }
      const last = deleted.mock.calls.at(-1)?.[2] ?? '';
      expect(last <= '2026-11-26', `${days}: ${last}`).toBe(true);
      for (let day = 0; day < 14; day++) {
        now += 86_400_000;
        uptime += 86_400_000;
        await cleanUp();
      }
      expect(deleted.mock.calls.at(-1)?.[2]).toBe(dayBefore(now, 0));
      deleted.mockClear();
    }
  });

  it('counts as jumped, although the store could not record that at first', async () => {
    const store = storeOf({ day: '2026-11-25', steadyDays: 14 }, deleted);
    const save = store.saveClockRecord;
    let now = Date.parse('2026-11-25T12:00:00Z');
    const cleanUp = createDailyCleanup({ store, now: () => now, uptime: () => 0, retainDays: 180 });
    now += 5 * 86_400_000;
    store.saveClockRecord = () => Promise.reject(new Error('full'));
    await cleanUp();
    store.saveClockRecord = save;
    await cleanUp();
    expect(deleted).not.toHaveBeenCalled();
  });

  it('is not trusted any more once it goes back, by however little', async () => {
    const store = storeOf({ day: '2026-11-24', steadyDays: 14 }, deleted);
    await onDays(store, '2026-11-22', '2026-11-23');
    expect(deleted).not.toHaveBeenCalled();
    expect(log.mock.calls.flat()).toEqual([
      expect.stringContaining('the last day was 2026-11-24 and now it is 2026-11-22') as string,
    ]);
  });

  it('counts as not set before the first day on which a relay could run, and no day of it is recorded', async () => {
    const store = storeOf(null, deleted);
    await onDays(store, '2026-10-31');
    expect(log.mock.calls.flat()).toEqual([
      'relay: the clock says 2026-10-31; set it. Until then no reports are taken or deleted by age',
    ]);
    expect(await store.clockRecord()).toBeNull();
    await onDays(store, '2026-11-01');
    expect(await store.clockRecord()).toEqual({ day: '2026-11-01', steadyDays: 0 });
  });

  it('is silent about the first day of a new store, and deletes nothing then', async () => {
    await onDays(storeOf(null, deleted), '2026-11-25', '2026-11-26');
    expect(deleted).not.toHaveBeenCalled();
    expect(log).not.toHaveBeenCalled();
  });
});
