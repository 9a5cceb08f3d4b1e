import { expect, it } from 'vitest';
import { killRelay } from '../../tools/kill-relay.ts';

it('keeps every accepted report exactly once through kills at random points', { timeout: 60_000 }, async () => {
  const figures = await killRelay(5, 20_261_125);
  expect(figures).toMatchObject({ rounds: 5, lost: 0, doubled: 0, integrity: 'ok' });
  expect(figures.stored).toBe(figures.accepted);
  expect(figures.accepted).toBeGreaterThan(5);
  expect(figures.cutOff).toBeGreaterThan(0);
});
