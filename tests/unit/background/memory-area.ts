/** A `storage.local` in memory that stores structured clones, as browsers do. */
import type { RemovableStorageArea } from '../../../utils/background/channel-problems.ts';
import type { StorageArea } from '../../../utils/storage/settings.ts';

export function memoryArea(initial: Record<string, unknown> = {}): StorageArea &
  RemovableStorageArea & {
    stored: Record<string, unknown>;
  } {
  const kept = structuredClone(initial);
  return {
    stored: kept,
    get: async (key) => (key in kept ? { [key]: structuredClone(kept[key]) } : {}),
    set: async (values) => void Object.assign(kept, structuredClone(values)),
    remove: async (key) => void delete kept[key],
  };
}
