/** When the list is asked for: at install, at browser start, and about every six hours, spread so that installs do not ask at once. */
import type { Browser } from 'webextension-polyfill';

const ALARM_NAME = 'sync';
/** Minutes between two syncs, before jitter. */
export const SYNC_PERIOD_MINUTES = 360;

/** Minutes until the next sync. @param random 0..1 */
export function syncDelayMinutes(random: number): number {
  return SYNC_PERIOD_MINUTES * (0.75 + random / 2);
}

export interface SyncAlarmDeps {
  browser: Pick<Browser, 'alarms' | 'runtime'>;
  sync(): Promise<unknown>;
  /** 0..1 */
  random(): number;
}

export function startSyncAlarm({ browser, sync, random }: SyncAlarmDeps): void {
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
  // A browser may lose alarms at an update: a worker that starts without one arms it.
  void browser.alarms.get(ALARM_NAME).then((alarm) => (alarm === undefined ? schedule() : undefined));
}
