/** When the list is asked for. */
import { expect, test, vi } from 'vitest';
import { startSyncAlarm, type SyncAlarmDeps } from '../../../utils/background/sync-alarm.ts';

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

test.each([
  [0, 270],
  [0.5, 360],
  [1, 450],
])('about every six hours, spread so that installs do not ask at once: %f', async (random, minutes) => {
  const world = browserWith(undefined);
  const sync = vi.fn(async () => undefined);
  startSyncAlarm({ browser: world.browser, sync, random: () => random });
  await vi.waitFor(() => expect(world.create).toHaveBeenCalledOnce());
  expect(world.minutes()).toEqual([minutes]);
  expect(sync).not.toHaveBeenCalled();
});

test('at install, at the browser’s start and at the alarm, each of which arms the next one', async () => {
  const world = browserWith({});
  const sync = vi.fn(async () => undefined);
  startSyncAlarm({ browser: world.browser, sync, random: () => 0.5 });
  for (const name of ['installed', 'startup']) world.listeners[name]?.();
  world.listeners['alarm']?.({ name: 'sync' } as never);
  world.listeners['alarm']?.({ name: 'another' } as never);
  expect(sync).toHaveBeenCalledTimes(3);
  expect(world.minutes()).toEqual([360, 360, 360]);
});
