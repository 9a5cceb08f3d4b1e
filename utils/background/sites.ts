/** How sites mark their posts: the channel's adapters when they can be read, else the package's. */
import type { FinderKnowledge, SiteAdapter, SiteKnowledge } from '../sites/adapter.ts';
import { parseSites } from '../sites/adapter-schema.ts';
import { adaptersFor } from '../sites/adapters-for.ts';
import { once } from './once.ts';

export interface SitesWorld {
  floor(): Promise<Record<string, Uint8Array>>;
  channel(): Promise<ReadonlyMap<string, Uint8Array> | null>;
}

export interface Sites {
  /** For an address as the browser names it. */
  forAddress(url: string): Promise<{ adapters: SiteAdapter[]; finder: FinderKnowledge }>;
  forget(): void;
}

const FILE = 'sites.json';

export function createSites(world: SitesWorld): Sites {
  const read = (bytes: Uint8Array | undefined): SiteKnowledge => parseSites(new TextDecoder().decode(bytes));
  const knowledge = once(async () => {
    const published = (await world.channel())?.get(FILE);
    const shipped = async (): Promise<SiteKnowledge> => read((await world.floor())[FILE]);
    if (published === undefined) return shipped();
    try {
      return read(published);
    } catch {
      return shipped();
    }
  });
  return {
    async forAddress(url) {
      const { adapters, finder } = await knowledge.get();
      const host = URL.canParse(url) ? new URL(url).hostname : '';
      return { adapters: adaptersFor(adapters, host), finder };
    },
    forget: knowledge.forget,
  };
}
