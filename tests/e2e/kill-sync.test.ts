/** A few of the kills that `npm run -s kill-sync` makes fifty of. */
import { describe, expect, test } from 'vitest';
import { killSyncs } from '../../tools/lab/kill-sync.ts';
import { BROWSERS } from './harness/story.ts';

describe.each(BROWSERS)('in %s', (browser) => {
  test('worker and browser are killed during syncs: one whole list is there, and the next sync completes', async () => {
    const kills = await killSyncs(browser === 'chromium' ? 7 : 3, 20_261_125, browser);
    expect(kills.wrong).toEqual([]);
    expect(kills.before + kills.after).toBe(kills.rounds);
    if (browser === 'chromium') expect(kills.cutOff).toBeGreaterThan(0);
  });
});
