/**
 * Processes many elements in short slices, so that the page stays responsive. Elements in or near the window come
 * first. The others follow in idle time.
 */
import * as dom from '../dom/form-safe-dom.ts';

export interface IdleScheduler {
  /** Adds elements to the queue; those already in it keep their place. */
  add(elements: readonly Element[]): void;
  /** Number of waiting elements. */
  size(): number;
  /** Continues after `hasCapacity` returned false. */
  resume(): void;
  /** Drops all waiting elements. */
  clear(): void;
}

export interface IdleSchedulerOptions {
  /** @param isNear whether the element is in or near the window */
  process(element: Element, isNear: boolean): void;
  /** Called after each slice. */
  onSliceEnd(): void;
  /** Whether another element may be processed now. @param isNear whether it is in or near the window */
  hasCapacity(isNear: boolean): boolean;
}

/** Longest slice, and longest wait for idle time, milliseconds. */
const SLICE_MS = 6;
const MAX_IDLE_WAIT_MS = 300;
/** Up to this many elements are processed at once, in order. */
const IMMEDIATE_LIMIT = 12;
/** Distance from the window that still counts as near. */
const VIEWPORT_MARGIN = '50%';

export function createIdleScheduler({ process, onSliceEnd, hasCapacity }: IdleSchedulerOptions): IdleScheduler {
  const pending = new Set<Element>();
  const near = new Set<Element>();
  let idleCallback: number | undefined;
  let nextTask: ReturnType<typeof setTimeout> | undefined;

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting && pending.has(target)) near.add(target);
        else near.delete(target);
      }
      if (near.size > 0) run(true);
    },
    { rootMargin: VIEWPORT_MARGIN },
  );
  const forget = (element: Element): void => {
    pending.delete(element);
    near.delete(element);
    observer.unobserve(element);
  };
  const next = (isNearOnly: boolean): { element: Element; isNear: boolean } | null => {
    const isNear = near.size > 0;
    if (isNearOnly && !isNear) return null;
    const element = hasCapacity(isNear) ? (isNear ? near : pending).values().next().value : undefined;
    return element === undefined ? null : { element, isNear };
  };
  const schedule = (): void => {
    // These are in view. A task of its own for each slice lets the page respond in between.
    if (near.size > 0 && hasCapacity(true)) {
      nextTask ??= setTimeout(() => {
        nextTask = undefined;
        run(true);
      }, 0);
      return;
    }
    if (idleCallback !== undefined || pending.size === 0 || !hasCapacity(false)) return;
    idleCallback = requestIdleCallback(
      () => {
        idleCallback = undefined;
        run(false);
      },
      { timeout: MAX_IDLE_WAIT_MS },
    );
  };
  const run = (isNearOnly: boolean): void => {
    const end = performance.now() + SLICE_MS;
    let hasProcessed = false;
    for (let candidate = next(isNearOnly); candidate !== null; candidate = next(isNearOnly)) {
      forget(candidate.element);
      if (dom.isConnected(candidate.element)) {
        process(candidate.element, candidate.isNear);
        hasProcessed = true;
      }
      if (performance.now() >= end) break;
    }
    if (hasProcessed) onSliceEnd();
    schedule();
  };

  return {
    add(elements) {
      const added = elements.filter((element) => !pending.has(element));
      const isFew = pending.size + added.length <= IMMEDIATE_LIMIT;
      for (const element of added) {
        pending.add(element);
        if (isFew) near.add(element);
        else observer.observe(element);
      }
      if (isFew && pending.size > 0) run(true);
      else schedule();
    },
    size: () => pending.size,
    resume: () => (near.size > 0 ? run(true) : schedule()),
    clear() {
      for (const element of pending) observer.unobserve(element);
      pending.clear();
      near.clear();
    },
  };
}
