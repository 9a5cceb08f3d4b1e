/** When the list is asked for: at install, at browser start, and about every six hours, spread so that installs do not ask at once. */
import type { Browser } from 'webextension-polyfill';

const NAME = 'sync';
/** Minutes between two syncs, before jitter. */
const PERIOD = 360;

export interface SyncAlarmWorld {
  browser: Pick<Browser, 'alarms' | 'runtime'>;
  sync(): Promise<unknown>;
  /** 0..1 */
  random(): number;
}

export function startSyncAlarm({ browser, sync, random }: SyncAlarmWorld): void {
  const arm = (): void => {
    void browser.alarms.create(NAME, { delayInMinutes: PERIOD * (0.75 + random() / 2) });
  };
  const run = async (): Promise<void> => {
    arm();
    await sync();
  };
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === NAME) void run();
  });
  browser.runtime.onInstalled.addListener(() => void run());
  browser.runtime.onStartup.addListener(() => void run());
  // A browser may lose alarms at an update: a worker that starts without one arms it.
  void browser.alarms.get(NAME).then((alarm) => (alarm === undefined ? arm() : undefined));
}
