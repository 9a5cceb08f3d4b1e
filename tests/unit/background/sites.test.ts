import { describe, expect, it } from 'vitest';
import { compileSites } from '../../../tools/knowledge/sites.ts';
import { createSites } from '../../../utils/background/sites.ts';
import { parseSites } from '../../../utils/sites/adapter-schema.ts';
import type { SiteKnowledge } from '../../../utils/sites/adapter.ts';

const bundledFile = (await compileSites('knowledge'))['sites.json']!;
const bundledSites = JSON.parse(new TextDecoder().decode(bundledFile)) as SiteKnowledge;

function sitesWith(published: SiteKnowledge | string | null): ReturnType<typeof createSites> {
  const text = typeof published === 'string' ? published : JSON.stringify(published);
  const files = published === null ? null : new Map([['sites.json', new TextEncoder().encode(text)]]);
  return createSites({ bundledSites: async () => bundledFile, publishedKnowledge: async () => files });
}

async function idsAt(sites: ReturnType<typeof createSites>, url: string): Promise<string[]> {
  return (await sites.forAddress(url)).adapters.map(({ id }) => id);
}

const SEEK = 'https://my.jobstreet.com/job/1';

describe('createSites', () => {
  it('uses the bundled adapters when the channel has none', async () => {
    expect(await idsAt(sitesWith(null), SEEK)).toEqual(['seek']);
  });

  it('finds nothing to complete or refuse in the bundled file, which is not checked again', () => {
    expect(parseSites(JSON.stringify(bundledSites))).toEqual(bundledSites);
  });

  it('leaves a site to the general finder when the channel removes its adapter', async () => {
    const adapters = bundledSites.adapters.map((each) => (each.id === 'seek' ? { ...each, verified: 'none' } : each));
    const sites = sitesWith({ ...bundledSites, adapters });
    expect(await idsAt(sites, SEEK)).toEqual([]);
    expect(await idsAt(sites, 'https://www.indeed.com/jobs?q=a')).toEqual(['indeed']);
    expect((await sites.forAddress(SEEK)).finder.places.length).toBeGreaterThan(10);
  });

  it('switches a site off for the general finder too', async () => {
    const adapters = bundledSites.adapters.map((each) => (each.id === 'seek' ? { ...each, verified: 'off' } : each));
    const sites = sitesWith({ ...bundledSites, adapters });
    expect(await sites.forAddress(SEEK)).toMatchObject({ adapters: [], off: true });
    expect((await sites.forAddress('https://www.indeed.com/jobs?q=a')).off).toBe(false);
  });

  it('uses the bundled adapters when the published ones cannot be read', async () => {
    for (const text of ['', '{}', '{"adapters":[{"id":"x"}]}'])
      expect(await idsAt(sitesWith(text), SEEK)).toEqual(['seek']);
  });
});
