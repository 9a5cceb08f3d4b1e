/** Small values of the list worker in IndexedDB: a worker has no other storage. */
import { Dexie, type EntityTable } from 'dexie';
import type { RemovableStorageArea } from '../utils/background/channel-problems.ts';

interface StoredValue {
  key: string;
  value: unknown;
}

export function createIndexedDbArea(name: string): RemovableStorageArea {
  const database = new Dexie(name) as Dexie & { values: EntityTable<StoredValue, 'key'> };
  database.version(1).stores({ values: 'key' });
  return {
    async get(key) {
      const found = await database.values.get(key);
      return found === undefined ? {} : { [key]: found.value };
    },
    async set(values) {
      await database.values.bulkPut(Object.entries(values).map(([key, value]) => ({ key, value })));
    },
    remove: (key) => database.values.delete(key),
  };
}
