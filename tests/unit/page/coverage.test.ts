import { expect, test } from 'vitest';
import { CLEAR_AFTER, COVERED_AFTER, createCoverage } from '../../../utils/page/coverage.ts';

test('a menu that passes is no cover', () => {
  const coverage = createCoverage();
  for (let round = 0; round < 20; round++) {
    for (let look = 0; look < COVERED_AFTER - 1; look++) coverage.look(true);
    expect(coverage.isCovered()).toBe(false);
    coverage.look(false);
  }
});

test('what stays over us is', () => {
  const coverage = createCoverage();
  for (let look = 0; look < COVERED_AFTER; look++) coverage.look(true);
  expect(coverage.isCovered()).toBe(true);
});

test('a page that is above and below in turn keeps counting as a cover', () => {
  const coverage = createCoverage();
  for (let look = 0; look < COVERED_AFTER; look++) coverage.look(true);
  for (let round = 0; round < 20; round++) {
    for (let look = 0; look < CLEAR_AFTER - 1; look++) coverage.look(false);
    coverage.look(true);
    expect(coverage.isCovered()).toBe(true);
  }
  for (let look = 0; look < CLEAR_AFTER; look++) coverage.look(false);
  expect(coverage.isCovered()).toBe(false);
});
