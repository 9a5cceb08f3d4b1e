/** `storage.local` as a map that keeps structured clones, as browsers do. */
import type { ProblemArea } from '../../../utils/background/problems.ts';
import type { Area } from '../../../utils/storage/settings.ts';

export function memoryArea(initial: Record<string, unknown> = {}): Area &
  ProblemArea & {
    kept: Record<string, unknown>;
  } {
  const kept = structuredClone(initial);
  return {
    kept,
    get: async (key) => (key in kept ? { [key]: structuredClone(kept[key]) } : {}),
    set: async (values) => void Object.assign(kept, structuredClone(values)),
    remove: async (key) => void delete kept[key],
  };
}
