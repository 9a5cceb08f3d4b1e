/** How sites mark their posts: the channel's adapters when they can be read, else the package's. */
import type { FinderKnowledge, SiteAdapter, SiteKnowledge } from '../sites/adapter.ts';
import { parseSites } from '../sites/adapter-schema.ts';
import { adaptersFor, isSwitchedOff } from '../sites/adapters-for.ts';
import { asyncMemo } from '../platform/async-memo.ts';

export interface SitesDeps {
  bundledKnowledge(): Promise<Record<string, Uint8Array>>;
  publishedKnowledge(): Promise<ReadonlyMap<string, Uint8Array> | null>;
}

export interface Sites {
  /** For an address as the browser names it. `off`: the site is switched off, and nothing may read it. */
  forAddress(url: string): Promise<{ adapters: SiteAdapter[]; finder: FinderKnowledge; off: boolean }>;
  forget(): void;
}

const SITES_FILE = 'sites.json';

export function createSites(deps: SitesDeps): Sites {
  const parse = (bytes: Uint8Array | undefined): SiteKnowledge => parseSites(new TextDecoder().decode(bytes));
  const knowledge = asyncMemo(async () => {
    const published = (await deps.publishedKnowledge())?.get(SITES_FILE);
    const readBundled = async (): Promise<SiteKnowledge> => parse((await deps.bundledKnowledge())[SITES_FILE]);
    if (published === undefined) return readBundled();
    try {
      return parse(published);
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
    forget: knowledge.forget,
  };
}
