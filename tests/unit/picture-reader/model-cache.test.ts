import { describe, expect, it } from 'vitest';
import { createModelCache, MODEL_CACHE } from '../../../utils/picture-reader/model-cache.ts';

function cachesWith(models: Record<string, string[]>) {
  const made: string[] = [];
  const storage = {
    has: async (name: string) => name in models,
    async open(name: string) {
      made.push(name);
      return { keys: async () => (models[name] ?? []).map((url) => ({ url })) };
    },
    delete: async (name: string) => delete models[name],
  } as unknown as CacheStorage;
  return { cache: createModelCache(storage), made };
}

describe('createModelCache', () => {
  it('names the models that are kept, and deletes them all', async () => {
    const { cache } = cachesWith({ [MODEL_CACHE]: ['https://list.example/pictures/tha.traineddata.gz'], other: ['x'] });
    expect(await cache.codes()).toEqual(['tha']);
    await cache.clear();
    expect(await cache.codes()).toEqual([]);
  });

  it('makes no cache to look into it', async () => {
    const { cache, made } = cachesWith({});
    expect(await cache.codes()).toEqual([]);
    expect(made).toEqual([]);
  });
});
