/**
 * Tabs whose pages the reader took back access to. Browsers leave our scripts in such a page, and these ask again when
 * its address changes: they stay paused until the tab loads another page.
 */
import type { StorageArea } from '../storage/settings.ts';

export interface RevokedTabs {
  has(tabId: number): Promise<boolean>;
  add(tabId: number): Promise<void>;
  remove(tabId: number): Promise<void>;
}

const STORAGE_KEY = 'revoked-tabs';

/** @param session `storage.session`: the worker ends while the page stays open */
export function createRevokedTabs(session: StorageArea): RevokedTabs {
  let loading: Promise<Set<number>> | null = null;
  const load = async (): Promise<Set<number>> => {
    const stored = await session.get(STORAGE_KEY).catch((): Record<string, unknown> => ({}));
    return new Set(stored[STORAGE_KEY] as number[] | undefined);
  };
  const tabs = (): Promise<Set<number>> => (loading ??= load());
  const save = async (ids: Set<number>): Promise<void> =>
    session.set({ [STORAGE_KEY]: [...ids] }).catch(() => undefined);
  return {
    has: async (tabId) => (await tabs()).has(tabId),
    async add(tabId) {
      await save((await tabs()).add(tabId));
    },
    async remove(tabId) {
      const ids = await tabs();
      if (ids.delete(tabId)) await save(ids);
    },
  };
}
