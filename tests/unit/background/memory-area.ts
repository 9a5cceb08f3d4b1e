/** A `storage.local` in memory that stores structured clones, as browsers do. */
import type { RemovableStorageArea } from '../../../utils/background/channel-problems.ts';
import type { StorageArea } from '../../../utils/storage/settings.ts';

export function memoryArea(initial: Record<string, unknown> = {}): StorageArea &
  RemovableStorageArea & {
    stored: Record<string, unknown>;
  } {
  const stored = structuredClone(initial);
  return {
    stored,
    get: async (key) => (key in stored ? { [key]: structuredClone(stored[key]) } : {}),
    set: async (values) => void Object.assign(stored, structuredClone(values)),
    remove: async (key) => void delete stored[key],
  };
}
