/** How sites mark their posts: the channel's adapters when they can be read, else the package's. */
import type { FinderKnowledge, SiteAdapter, SiteKnowledge } from '../sites/adapter.ts';
import { parseSites } from '../sites/adapter-schema.ts';
import { adaptersFor, isSwitchedOff } from '../sites/adapters-for.ts';
import { asyncMemo } from '../platform/async-memo.ts';

export interface SitesDeps {
  /** `sites.json` of the package, which the build has checked. */
  bundledSites(): Promise<Uint8Array>;
  publishedKnowledge(): Promise<ReadonlyMap<string, Uint8Array> | null>;
}

export interface Sites {
  /** For an address as the browser names it. `off`: the site is switched off, and nothing may read it. */
  forAddress(url: string): Promise<{ adapters: SiteAdapter[]; finder: FinderKnowledge; off: boolean }>;
  /** Reads the knowledge ahead of the first page, when a worker starts. */
  warmUp(): Promise<void>;
  forget(): void;
}

const SITES_FILE = 'sites.json';

export function createSites(deps: SitesDeps): Sites {
  const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  // Checked again, it would take 20 ms of each start of the worker.
  const readBundled = async (): Promise<SiteKnowledge> =>
    JSON.parse(decode(await deps.bundledSites())) as SiteKnowledge;
  const knowledge = asyncMemo(async () => {
    const published = (await deps.publishedKnowledge())?.get(SITES_FILE);
    if (published === undefined) return readBundled();
    try {
      return parseSites(decode(published));
    } catch {
      return readBundled();
    }
  });
  return {
    async forAddress(url) {
      const { adapters, finder } = await knowledge.get();
      const host = URL.canParse(url) ? new URL(url).hostname : '';
      return { adapters: adaptersFor(adapters, host), finder, off: isSwitchedOff(adapters, host) };
    },
    warmUp: async () => void (await knowledge.get()),
    forget: knowledge.forget,
  };
}
