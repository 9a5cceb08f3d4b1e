/**
 * Works through many elements without getting in the page's way: those in or near the window first, the others in the
 * browser's idle time, never longer than a slice at once.
 */
export interface Slices {
  /** Puts an element on the list; one that is on it stays where it is. */
  add(elements: readonly Element[]): void;
  /** Elements that wait. */
  size(): number;
  /** Goes on where `mayGoOn` stopped it. */
  wake(): void;
  clear(): void;
  stop(): void;
}

export interface SliceWork {
  /** @param near it stands in or near the window */
  work(element: Element, near: boolean): void;
  /** After each slice. */
  done(): void;
  /** Whether more may be done now. @param near the next element is in or near the window */
  mayGoOn(near: boolean): boolean;
}

/** Milliseconds of one slice, and the longest wait for idle time on a busy page. */
const SLICE = 6;
const PATIENCE = 300;
/** So many are simply done at once, in order. */
const FEW = 12;
/** How far around the window counts as near. */
const AROUND = '50%';

export function createSlices({ work, done, mayGoOn }: SliceWork): Slices {
  const waiting = new Set<Element>();
  const near = new Set<Element>();
  let idle: number | undefined;
  let soon: ReturnType<typeof setTimeout> | undefined;

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting && waiting.has(target)) near.add(target);
        else near.delete(target);
      }
      if (near.size > 0) run(true);
    },
    { rootMargin: AROUND },
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
      soon ??= setTimeout(() => {
        soon = undefined;
        run(true);
      }, 0);
      return;
    }
    if (idle !== undefined || waiting.size === 0 || !mayGoOn(false)) return;
    idle = requestIdleCallback(
      () => {
        idle = undefined;
        run(false);
      },
      { timeout: PATIENCE },
    );
  };
  const run = (nearOnly: boolean): void => {
    const end = performance.now() + SLICE;
    let worked = false;
    for (let one = next(nearOnly); one !== null; one = next(nearOnly)) {
      forget(one.element);
      if (one.element.isConnected) {
        work(one.element, one.isNear);
        worked = true;
      }
      if (performance.now() >= end) break;
    }
    if (worked) done();
    schedule();
  };

  return {
    add(elements) {
      const fresh = elements.filter((element) => !waiting.has(element));
      const few = waiting.size + fresh.length <= FEW;
      for (const element of fresh) {
        waiting.add(element);
        if (few) near.add(element);
        else observer.observe(element);
      }
      if (few && waiting.size > 0) run(true);
      else schedule();
    },
    size: () => waiting.size,
    wake: () => (near.size > 0 ? run(true) : schedule()),
    clear() {
      for (const element of waiting) observer.unobserve(element);
      waiting.clear();
      near.clear();
    },
    stop() {
      observer.disconnect();
      waiting.clear();
      near.clear();
      if (idle !== undefined) cancelIdleCallback(idle);
      clearTimeout(soon);
      idle = undefined;
    },
  };
}
