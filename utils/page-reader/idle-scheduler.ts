/**
 * Works through many elements without getting in the page's way: those in or near the window first, the others in the
 * browser's idle time, never longer than a slice at once.
 */
export interface IdleScheduler {
  /** Puts an element on the list; one that is on it stays where it is. */
  add(elements: readonly Element[]): void;
  /** Elements that wait. */
  size(): number;
  /** Goes on where `hasCapacity` stopped it. */
  resume(): void;
  clear(): void;
  stop(): void;
}

export interface IdleSchedulerOptions {
  /** @param near it stands in or near the window */
  process(element: Element, near: boolean): void;
  /** After each slice. */
  onSliceEnd(): void;
  /** Whether more may be done now. @param near the next element is in or near the window */
  hasCapacity(near: boolean): boolean;
}

/** Milliseconds of one slice, and the longest wait for idle time on a busy page. */
const SLICE_MS = 6;
const MAX_IDLE_WAIT_MS = 300;
/** So many are simply done at once, in order. */
const IMMEDIATE_LIMIT = 12;
/** How far around the window counts as near. */
const VIEWPORT_MARGIN = '50%';

export function createIdleScheduler({
  process: work,
  onSliceEnd: done,
  hasCapacity: mayGoOn,
}: IdleSchedulerOptions): IdleScheduler {
  const waiting = new Set<Element>();
  const near = new Set<Element>();
  let idleCallback: number | undefined;
  let nextTask: ReturnType<typeof setTimeout> | undefined;

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting && waiting.has(target)) near.add(target);
        else near.delete(target);
      }
      if (near.size > 0) run(true);
    },
    { rootMargin: VIEWPORT_MARGIN },
  );
  const forget = (element: Element): void => {
    waiting.delete(element);
    near.delete(element);
    observer.unobserve(element);
  };
  const next = (nearOnly: boolean): { element: Element; isNear: boolean } | null => {
    const isNear = near.size > 0;
    if (nearOnly && !isNear) return null;
    const element = mayGoOn(isNear) ? (isNear ? near : waiting).values().next().value : undefined;
    return element === undefined ? null : { element, isNear };
  };
  const schedule = (): void => {
    // A reader looks at these now; a task between two slices lets the page answer.
    if (near.size > 0 && mayGoOn(true)) {
      nextTask ??= setTimeout(() => {
        nextTask = undefined;
        run(true);
      }, 0);
      return;
    }
    if (idleCallback !== undefined || waiting.size === 0 || !mayGoOn(false)) return;
    idleCallback = requestIdleCallback(
      () => {
        idleCallback = undefined;
        run(false);
      },
      { timeout: MAX_IDLE_WAIT_MS },
    );
  };
  const run = (nearOnly: boolean): void => {
    const end = performance.now() + SLICE_MS;
    let hasProcessed = false;
    for (let candidate = next(nearOnly); candidate !== null; candidate = next(nearOnly)) {
      forget(candidate.element);
      if (candidate.element.isConnected) {
        work(candidate.element, candidate.isNear);
        hasProcessed = true;
      }
      if (performance.now() >= end) break;
    }
    if (hasProcessed) done();
    schedule();
  };

  return {
    add(elements) {
      const added = elements.filter((element) => !waiting.has(element));
      const isFew = waiting.size + added.length <= IMMEDIATE_LIMIT;
      for (const element of added) {
        waiting.add(element);
        if (isFew) near.add(element);
        else observer.observe(element);
      }
      if (isFew && waiting.size > 0) run(true);
      else schedule();
    },
    size: () => waiting.size,
    resume: () => (near.size > 0 ? run(true) : schedule()),
    clear() {
      for (const element of waiting) observer.unobserve(element);
      waiting.clear();
      near.clear();
    },
    stop() {
      observer.disconnect();
      waiting.clear();
      near.clear();
      if (idleCallback !== undefined) cancelIdleCallback(idleCallback);
      clearTimeout(nextTask);
      idleCallback = undefined;
    },
  };
}
