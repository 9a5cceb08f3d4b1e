/** Deletes what a relay must not keep any longer, once a day. */
import { KEY_RETENTION_DAYS, type RelayStore } from './relay-store.ts';

export interface DailyCleanupOptions {
  store: RelayStore;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Days after which a report that nobody fetched is deleted. */
  retainDays: number;
}

const DAY_MS = 86_400_000;

/** Day `days` days before a time, UTC, `YYYY-MM-DD`. @param time milliseconds since the epoch */
export function dayBefore(time: number, days: number): string {
  return new Date(time - days * DAY_MS).toISOString().slice(0, 10);
}

/** Returns a function to call with each request. It never rejects; after a failure the next call tries again. */
export function createDailyCleanup({ store, now, retainDays }: DailyCleanupOptions): () => Promise<void> {
  let lastDay = '';
  return async () => {
    const time = now();
    const today = dayBefore(time, 0);
    if (lastDay === today) return;
    const before = lastDay;
    lastDay = today;
    try {
      await store.deleteExpired(dayBefore(time, KEY_RETENTION_DAYS), dayBefore(time, retainDays), today);
    } catch (error) {
      lastDay = before;
      console.error(`relay: old reports could not be deleted (${error instanceof Error ? error.name : 'unknown'})`);
    }
  };
}
