import { expect, test } from 'vitest';
import {
  CLEAR_AFTER_SAMPLES,
  COVERED_AFTER_SAMPLES,
  createCoverageTracker,
} from '../../../utils/overlay/coverage-tracker.ts';

test('a menu that passes is no cover', () => {
  const coverage = createCoverageTracker();
  for (let round = 0; round < 20; round++) {
    for (let look = 0; look < COVERED_AFTER_SAMPLES - 1; look++) coverage.record(true);
    expect(coverage.isCovered()).toBe(false);
    coverage.record(false);
  }
});

test('what stays over us is', () => {
  const coverage = createCoverageTracker();
  for (let look = 0; look < COVERED_AFTER_SAMPLES; look++) coverage.record(true);
  expect(coverage.isCovered()).toBe(true);
});

test('a page that is above and below in turn keeps counting as a cover', () => {
  const coverage = createCoverageTracker();
  for (let look = 0; look < COVERED_AFTER_SAMPLES; look++) coverage.record(true);
  for (let round = 0; round < 20; round++) {
    for (let look = 0; look < CLEAR_AFTER_SAMPLES - 1; look++) coverage.record(false);
    coverage.record(true);
    expect(coverage.isCovered()).toBe(true);
  }
  for (let look = 0; look < CLEAR_AFTER_SAMPLES; look++) coverage.record(false);
  expect(coverage.isCovered()).toBe(false);
});
