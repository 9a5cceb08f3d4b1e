/** Syncs at install, at browser start, and about every six hours with jitter, so that installs do not sync together. */
import type { Browser } from 'webextension-polyfill';

const ALARM_NAME = 'sync';
/** Minutes between two syncs, before jitter. */
export const SYNC_PERIOD_MINUTES = 360;

/** Minutes until the next sync: 0.75 to 1.25 of the period. @param random 0..1 */
export function syncDelayMinutes(random: number): number {
  return SYNC_PERIOD_MINUTES * (0.75 + random / 2);
}

export interface SyncAlarmDeps {
  browser: Pick<Browser, 'alarms' | 'runtime'>;
  sync(): Promise<unknown>;
  /** 0..1 */
  random(): number;
  /** Milliseconds since 1970. */
  now(): number;
}

export function startSyncAlarm({ browser, sync, random, now }: SyncAlarmDeps): void {
  const schedule = (): void => {
    void browser.alarms.create(ALARM_NAME, { delayInMinutes: syncDelayMinutes(random()) });
  };
  const run = async (): Promise<void> => {
    schedule();
    await sync();
  };
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM_NAME) void run();
  });
  browser.runtime.onInstalled.addListener(() => void run());
  browser.runtime.onStartup.addListener(() => void run());
  // The browser may drop alarms at an update. Under a clock that was ahead, it set one that is years away.
  const latest = now() + syncDelayMinutes(1) * 60_000;
  void browser.alarms
    .get(ALARM_NAME)
    .then((alarm) => (alarm === undefined || alarm.scheduledTime > latest ? schedule() : undefined));
}
