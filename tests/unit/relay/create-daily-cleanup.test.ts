import { afterEach, expect, it, vi } from 'vitest';
import { createDailyCleanup, dayBefore } from '../../../hub/relay/create-daily-cleanup.ts';
import type { RelayStore } from '../../../hub/relay/relay-store.ts';

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
    store: { deleteExpired } as unknown as RelayStore,
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
