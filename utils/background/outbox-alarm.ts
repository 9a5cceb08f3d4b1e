/** Wakes the background for the reports that wait, also after the worker or the browser died. */
import type { Browser } from 'webextension-polyfill';

const ALARM_NAME = 'outbox';

/** @param flush sends what is due and arms the next alarm */
export function startOutboxAlarm(browser: Pick<Browser, 'alarms' | 'runtime'>, flush: () => Promise<unknown>): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM_NAME) void flush();
  });
  // A worker that died between "saved" and "sent" armed no alarm.
  browser.runtime.onStartup.addListener(() => void flush());
  void flush();
}

/** @param time milliseconds since 1970; null: nothing waits */
export async function armOutboxAlarm(alarms: Browser['alarms'], time: number | null): Promise<void> {
  if (time === null) await alarms.clear(ALARM_NAME);
  else await alarms.create(ALARM_NAME, { when: time });
}
