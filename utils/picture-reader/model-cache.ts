/** The browser's cache of the models that were downloaded to read pictures. */
export const MODEL_CACHE = 'picture-models';

export interface ModelCache {
  /** Codes of the models that are kept, e.g. `tha`. */
  codes(): Promise<string[]>;
  clear(): Promise<void>;
}

export function createModelCache(storage: Pick<CacheStorage, 'has' | 'open' | 'delete'>): ModelCache {
  return {
    async codes() {
      // `open` would make an empty cache.
      if (!(await storage.has(MODEL_CACHE))) return [];
      const requests = await (await storage.open(MODEL_CACHE)).keys();
      return requests.map(({ url }) => new URL(url).pathname.split('/').at(-1)?.split('.')[0] ?? '');
    },
    async clear() {
      await storage.delete(MODEL_CACHE);
    },
  };
}
