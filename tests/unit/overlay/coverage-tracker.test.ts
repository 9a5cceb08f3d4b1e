import { describe, expect, it } from 'vitest';
import {
  CLEAR_AFTER_SAMPLES,
  COVERED_AFTER_SAMPLES,
  createCoverageTracker,
} from '../../../utils/overlay/coverage-tracker.ts';

describe('createCoverageTracker', () => {
  it('does not count a short overlap as covered', () => {
    const coverage = createCoverageTracker();
    for (let round = 0; round < 20; round++) {
      for (let look = 0; look < COVERED_AFTER_SAMPLES - 1; look++) coverage.record(true);
      expect(coverage.isCovered()).toBe(false);
      coverage.record(false);
    }
  });

  it('counts a lasting overlap as covered', () => {
    const coverage = createCoverageTracker();
    for (let look = 0; look < COVERED_AFTER_SAMPLES; look++) coverage.record(true);
    expect(coverage.isCovered()).toBe(true);
  });

  it('stays covered while the page is above and below in turn', () => {
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
});
