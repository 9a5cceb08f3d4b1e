/** Deletes what a relay must not keep any longer, once a day, when its clock can be trusted. */
import { DAY_MS } from '../../utils/indicators/day-number.ts';
import { uptime as secondsSinceBoot } from 'node:os';
import { EARLIEST_DAY, recordDay, STEADY_DAYS } from './clock-record.ts';
import type { FailureLog } from './failure-log.ts';
import { KEY_RETENTION_DAYS, type RelayStore } from './relay-store.ts';

export interface DailyCleanupOptions {
  store: RelayStore;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Days after which a report that nobody fetched is deleted. */
  retainDays: number;
  /** Milliseconds since the machine's start, also while it slept. No time server can change them. */
  uptime?: () => number;
  /** Default: every failure is printed. */
  logFailure?: FailureLog;
}

/** How far the clock may move away from the uptime, milliseconds. */
const MAX_DRIFT_MS = DAY_MS;

/** Day `days` days before a time, UTC, `YYYY-MM-DD`. @param time milliseconds since the epoch */
export function dayBefore(time: number, days: number): string {
  return new Date(time - days * DAY_MS).toISOString().slice(0, 10);
}

/** Returns a function to call with each request. It never rejects; after a failure the next call tries again. */
export function createDailyCleanup({
  store,
  now,
  retainDays,
  uptime = () => secondsSinceBoot() * 1000,
  logFailure = (line) => console.error(`relay: ${line}`),
}: DailyCleanupOptions): () => Promise<void> {
  let lastDay = '';
  /** A clock and an uptime that belong together. Days that come faster than time passes are jumps, however small. */
  let agreed = { time: now(), uptime: uptime() };
  let hasJumped = false;
  /** Days follow one another, or two of them would be counted as one. */
  let running = Promise.resolve();
  async function cleanUp(time: number, today: string): Promise<void> {
    try {
      const steady = await isSteady(store, today, hasJumped);
      hasJumped = false;
      if (!steady) return;
      await store.deleteExpired(dayBefore(time, KEY_RETENTION_DAYS), dayBefore(time, retainDays), today);
    } catch (error) {
      if (lastDay === today) lastDay = '';
      logFailure(`old reports could not be deleted (${error instanceof Error ? error.name : 'unknown'})`);
    }
  }
  return async () => {
    const time = now();
    const today = dayBefore(time, 0);
    if (lastDay !== today) {
      lastDay = today;
      const current = { time, uptime: uptime() };
      if (Math.abs(time - agreed.time - (current.uptime - agreed.uptime)) > MAX_DRIFT_MS) {
        agreed = current;
        hasJumped = true;
      }
      running = running.then(() => cleanUp(time, today));
    }
    await running;
  };
}

/** Records the day. False when the clock is not set, or jumped some days ago. @param hasJumped since the day before */
async function isSteady(store: RelayStore, today: string, hasJumped: boolean): Promise<boolean> {
  if (today < EARLIEST_DAY) {
    console.error(`relay: the clock says ${today}; set it. Until then no reports are taken or deleted by age`);
    return false;
  }
  const before = await store.clockRecord();
  const record = recordDay(hasJumped ? null : before, today);
  await store.saveClockRecord(record);
  if (before !== null && record.steadyDays === 0 && before.day !== today) {
    console.error(
      `relay: the last day was ${before.day} and now it is ${today}; set the clock if that is wrong. ` +
        `Nothing is deleted by age until ${STEADY_DAYS} more days passed one by one`,
    );
  }
  return record.steadyDays === STEADY_DAYS;
}
