/** A sample of `npm run kill-relay`; a browser is killed in tests/e2e/report.test.ts. */
import { expect, it } from 'vitest';
import { killDatabase } from '../../tools/lab/kill-relay/kill-database.ts';
import { killRelay } from '../../tools/lab/kill-relay/kill-relay.ts';

const WELL = { lost: 0, doubled: 0, integrity: 'ok' };

it('keeps every accepted report exactly once through kills at random points', { timeout: 60_000 }, async () => {
  const figures = await killRelay(5, 20_261_125);
  expect(figures).toMatchObject({ rounds: 5, ...WELL });
  expect(figures.stored).toBe(figures.accepted);
  expect(figures.accepted).toBeGreaterThan(5);
  expect(figures.cutOff).toBeGreaterThan(0);
});

it('keeps them also with two relays when their database or one of them is killed', { timeout: 120_000 }, async () => {
  const figures = await killDatabase(3, 20_261_125, () => undefined);
  expect(figures).toMatchObject({ rounds: 3, ...WELL });
  expect(figures?.stored).toBe(figures?.accepted);
  expect(figures?.accepted).toBeGreaterThan(5);
});
