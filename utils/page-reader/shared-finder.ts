/** How the scanner gets the finder for unknown pages, which is put into a frame only where no adapter reads it. */
import type { FindGeneric } from '../sites/find-generic.ts';

const KEY = Symbol.for('joblantern.finder');

export function setSharedFinder(finder: FindGeneric): void {
  (globalThis as Record<symbol, unknown>)[KEY] = finder;
}

export function getSharedFinder(): FindGeneric | null {
  return ((globalThis as Record<symbol, unknown>)[KEY] as FindGeneric | undefined) ?? null;
}
