import { describe, expect, test } from 'vitest';
import { createRateLimiter } from '../../../utils/background/rate-limiter.ts';

describe('createRateLimiter', () => {
  test('allows a burst, then as much as is refilled', () => {
    const limiter = createRateLimiter(100, 10);
    expect(limiter.take(1, 100, 0)).toBe(true);
    expect(limiter.take(1, 1, 0)).toBe(false);
    expect(limiter.take(1, 10, 1000)).toBe(true);
    expect(limiter.take(1, 1, 1000)).toBe(false);
  });

  test('counts each tab alone, and a clock set back refills nothing', () => {
    const limiter = createRateLimiter(10, 1);
    expect(limiter.take(1, 10, 5000)).toBe(true);
    expect(limiter.take(2, 10, 5000)).toBe(true);
    expect(limiter.take(1, 1, 0)).toBe(false);
    limiter.forget(1);
    expect(limiter.take(1, 10, 0)).toBe(true);
  });
});
