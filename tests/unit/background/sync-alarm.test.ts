/** When the extension syncs its lists. */
import { describe, expect, test, vi } from 'vitest';
import { startSyncAlarm, type SyncAlarmDeps } from '../../../utils/background/sync-alarm.ts';

const NOW = Date.UTC(2026, 10, 1);

function browserWith(alarm: object | undefined) {
  const listeners: Record<string, (...args: never[]) => void> = {};
  const on = (name: string) => ({
    addListener: (listener: (...args: never[]) => void) => (listeners[name] = listener),
  });
  const create = vi.fn(async () => undefined);
  const browser = {
    alarms: { create, get: async () => alarm, onAlarm: on('alarm') },
    runtime: { onInstalled: on('installed'), onStartup: on('startup') },
  } as unknown as SyncAlarmDeps['browser'];
  const minutes = (): number[] =>
    create.mock.calls.map((call) => (call as unknown as [string, { delayInMinutes: number }])[1].delayInMinutes);
  return { browser, listeners, create, minutes };
}

describe('startSyncAlarm', () => {
  test.each([
    [0, 270],
    [0.5, 360],
    [1, 450],
  ])(
    'asks about every six hours, spread so that installs do not ask at once (random number %f, %i minutes)',
    async (random, minutes) => {
      const deps = browserWith(undefined);
      const sync = vi.fn(async () => undefined);
      startSyncAlarm({ browser: deps.browser, sync, random: () => random, now: () => NOW });
      await vi.waitFor(() => expect(deps.create).toHaveBeenCalledOnce());
      expect(deps.minutes()).toEqual([minutes]);
      expect(sync).not.toHaveBeenCalled();
    },
  );

  test('syncs at install, at browser start and at the alarm, and sets the next alarm each time', async () => {
    const deps = browserWith({});
    const sync = vi.fn(async () => undefined);
    startSyncAlarm({ browser: deps.browser, sync, random: () => 0.5, now: () => NOW });
    for (const name of ['installed', 'startup']) deps.listeners[name]?.();
    deps.listeners['alarm']?.({ name: 'sync' } as never);
    deps.listeners['alarm']?.({ name: 'another' } as never);
    expect(sync).toHaveBeenCalledTimes(3);
    expect(deps.minutes()).toEqual([360, 360, 360]);
  });

  test.each([
    ['in time', 7, 0],
    ['set while the clock was a year ahead', 365 * 24, 1],
  ])('looks at the alarm that is set: %s', async (_name, hours, count) => {
    const get = vi.fn(async () => ({ name: 'sync', scheduledTime: NOW + hours * 3_600_000 }));
    const { browser, create } = browserWith(undefined);
    const alarms = { ...browser.alarms, get } as unknown as SyncAlarmDeps['browser']['alarms'];
    startSyncAlarm({ browser: { ...browser, alarms }, sync: async () => undefined, random: () => 0.5, now: () => NOW });
    await vi.waitFor(() => expect(get).toHaveBeenCalledOnce());
    await Promise.resolve();
    expect(create).toHaveBeenCalledTimes(count);
  });
});
