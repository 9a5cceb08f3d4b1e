/** As on sites nobody described: the bars of `npm run -s sites -- --measure`, on the fixtures alone. */
import { describe, expect, it } from 'vitest';
import { readSites } from '../../../tools/knowledge/sites.ts';
import { measureWithoutPosts, measureWithoutAdapters } from '../../../tools/sites/measure.ts';

const sites = await readSites('knowledge');

describe('the general finder without adapters', () => {
  it('finds main posts and cards', { timeout: 120_000 }, () => {
    const { details, cards } = measureWithoutAdapters(sites, false);
    expect(details.of).toBeGreaterThan(25);
    expect(details.title / details.of).toBeGreaterThanOrEqual(0.9);
    expect(cards.of).toBeGreaterThan(30);
    expect(cards.title / cards.of).toBeGreaterThanOrEqual(0.7);
  });

  it('finds nothing on pages without posts and gives the right status', { timeout: 120_000 }, () => {
    expect(measureWithoutPosts(sites).wrong).toEqual([]);
  });
});
