/** Shares the general finder with the page controller. The finder is injected only where no adapter reads the page. */
import type { FindGeneric } from '../sites/find-generic.ts';

const KEY = Symbol.for('joblantern.finder');

export function setSharedFinder(finder: FindGeneric): void {
  (globalThis as Record<symbol, unknown>)[KEY] = finder;
}

export function getSharedFinder(): FindGeneric | null {
  return ((globalThis as Record<symbol, unknown>)[KEY] as FindGeneric | undefined) ?? null;
}
