/**
 * A browser that ends by itself fails the attempt in which it ended, and no other: the next one gets a new browser. Chromium
 * sometimes ends with a trap of its own on a busy machine. A test that passes at its second attempt is named at the end.
 */
import { afterEach, beforeEach } from 'vitest';
import type { Driver } from './driver.ts';
import { OPEN_BROWSERS } from './open-browsers.ts';

/** Browsers whose end a test has failed for. */
const reported = new Set<Driver>();

const ended = (): Driver[] => [...OPEN_BROWSERS].filter((driver) => driver.hasEnded());

function failFor(drivers: readonly Driver[], moment: string): void {
  if (drivers.length > 0) throw new Error(`The browser ended by itself ${moment}: ${drivers[0]?.name}`);
}

beforeEach(async () => {
  const before = ended().filter((driver) => !reported.has(driver));
  for (const driver of ended()) await driver.restart();
  reported.clear();
  failFor(before, 'before this test');
});

afterEach(() => {
  const during = ended();
  for (const driver of during) reported.add(driver);
  failFor(during, 'in this test');
});
