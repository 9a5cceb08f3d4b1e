/**
 * A browser that ends by itself fails the test in which it ended, also at a second attempt, and no other: the next test
 * gets a new one.
 */
import { afterEach, beforeEach } from 'vitest';
import type { Driver } from './driver.ts';
import { OPEN_BROWSERS } from './open-browsers.ts';

/** Ids of the tests in which a browser ended. */
const failed = new Set<string>();
/** Browsers whose end a test has failed for. */
const reported = new Set<Driver>();

const ended = (): Driver[] => [...OPEN_BROWSERS].filter((driver) => driver.hasEnded());

function failFor(drivers: readonly Driver[], moment: string): void {
  if (drivers.length > 0) throw new Error(`The browser ended by itself ${moment}: ${drivers[0]?.name}`);
}

beforeEach(async ({ task }) => {
  const before = ended().filter((driver) => !reported.has(driver));
  for (const driver of ended()) await driver.restart();
  reported.clear();
  if (failed.has(task.id)) throw new Error('The browser ended by itself at the first attempt.');
  failFor(before, 'before this test');
});

afterEach(({ task }) => {
  const during = ended();
  if (during.length > 0) failed.add(task.id);
  for (const driver of during) reported.add(driver);
  failFor(during, 'in this test');
});
