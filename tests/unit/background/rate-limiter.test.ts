import { expect, test } from 'vitest';
import { createRateLimiter } from '../../../utils/background/rate-limiter.ts';

test('a burst is allowed, then as much as comes back', () => {
  const limiter = createRateLimiter(100, 10);
  expect(limiter.take(1, 100, 0)).toBe(true);
  expect(limiter.take(1, 1, 0)).toBe(false);
  expect(limiter.take(1, 10, 1000)).toBe(true);
  expect(limiter.take(1, 1, 1000)).toBe(false);
});

test('tabs do not take from one another, and a clock set back gives nothing', () => {
  const limiter = createRateLimiter(10, 1);
  expect(limiter.take(1, 10, 5000)).toBe(true);
  expect(limiter.take(2, 10, 5000)).toBe(true);
  expect(limiter.take(1, 1, 0)).toBe(false);
  limiter.forget(1);
  expect(limiter.take(1, 10, 0)).toBe(true);
});
