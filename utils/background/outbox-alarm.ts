/** Wakes the background for waiting reports, also after the worker or the browser ended. */
import type { Browser } from 'webextension-polyfill';

const ALARM_NAME = 'outbox';

/** @param flush sends the reports that are due and sets the next alarm */
export function startOutboxAlarm(browser: Pick<Browser, 'alarms' | 'runtime'>, flush: () => Promise<unknown>): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM_NAME) void flush();
  });
  // A worker that ended between storing and sending a report has set no alarm.
  browser.runtime.onStartup.addListener(() => void flush());
  void flush();
}

/** @param time milliseconds since 1970; null clears the alarm */
export async function armOutboxAlarm(alarms: Browser['alarms'], time: number | null): Promise<void> {
  if (time === null) await alarms.clear(ALARM_NAME);
  else await alarms.create(ALARM_NAME, { when: time });
}
