/**
 * Tracks how long each part of the overlay has been visible and uncovered. A page may move something over a button to
 * steal a click, or draw a popover over a warning. IntersectionObserver v2 (`trackVisibility`) detects both. Without it
 * (Firefox) the page's open popover, modal or fullscreen element counts as covering it, until it is moved above.
 */
export interface VisibilityTracker {
  /** @param mustStayInPlace whether a change of position restarts the visible time */
  track(element: Element, mustStayInPlace: boolean): void;
  untrack(element: Element): void;
  /** Milliseconds since the element is in view, uncovered and in place; 0 when it is not. */
  visibleForMs(element: Element): number;
  /** Restarts the visible time: the element says something else now. */
  restart(element: Element): void;
  /** Checks positions now and visibility soon, after the overlay was drawn or moved. */
  recheckSoon(): void;
  /** Whether the element is in view and covered. */
  isCovered(element: Element): boolean;
  /** Whether a tracked element is out of view. */
  isOutOfView(element: Element): boolean;
  stop(): void;
}

interface TrackedElement {
  isInView: boolean;
  /** Null where the browser does not report it. */
  isUnobstructed: boolean | null;
  visibleSince: number;
  /** Position at the last check; null for elements that may move. */
  position: Position | null;
}

interface Position {
  x: number;
  y: number;
  width: number;
}

/** Differences up to this many pixels count as the same position. */
const POSITION_TOLERANCE_PX = 3;

/** Shortest delay that IntersectionObserver v2 allows, milliseconds. */
const OBSERVER_DELAY_MS = 100;
/** The browser updates observers only when it draws a frame; after this many milliseconds one is requested. */
const RECHECK_MS = 120;

/** @param mayBeCovered whether the page may draw something above a part, where the browser reports nothing */
export function createVisibilityTracker(
  document: Document,
  mayBeCovered: (part: Element) => boolean,
  now: () => number,
): VisibilityTracker {
  const tracked = new Map<Element, TrackedElement>();
  /** Whether the browser ever reported an element as visible: some accept v2 and never do. */
  let isSupported = false;
  let recheckTimer: ReturnType<typeof setTimeout> | undefined;
  const options = { threshold: [0, 0.5, 1], trackVisibility: true, delay: OBSERVER_DELAY_MS };
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const before = tracked.get(entry.target);
      if (before === undefined) continue;
      const { isVisible } = entry as IntersectionObserverEntry & { isVisible?: boolean };
      if (isVisible === true) isSupported = true;
      const clear = isVisible ?? null;
      const began = entry.isIntersecting && (!before.isInView || (clear === true && before.isUnobstructed !== true));
      tracked.set(entry.target, {
        ...before,
        isInView: entry.isIntersecting,
        isUnobstructed: clear,
        visibleSince: began ? now() : before.visibleSince,
      });
    }
  }, options);

  const isUnobstructed = (element: Element, view: TrackedElement): boolean =>
    isSupported && view.isUnobstructed !== null ? view.isUnobstructed : !mayBeCovered(element);

  /** Restarts the visible time after a move: a page may move the overlay under the pointer to steal a click. */
  const checkPosition = (element: Element, view: TrackedElement): void => {
    if (view.position === null) return;
    const { x, y, width } = element.getBoundingClientRect();
    const { position: before } = view;
    if (
      Math.max(Math.abs(x - before.x), Math.abs(y - before.y), Math.abs(width - before.width)) <= POSITION_TOLERANCE_PX
    )
      return;
    view.position = { x, y, width };
    view.visibleSince = now();
  };

  return {
    track(element, mustStayInPlace) {
      if (tracked.has(element)) return;
      const position = mustStayInPlace ? element.getBoundingClientRect() : null;
      tracked.set(element, { isInView: false, isUnobstructed: null, visibleSince: now(), position });
      observer.observe(element);
    },
    untrack(element) {
      tracked.delete(element);
      observer.unobserve(element);
    },
    visibleForMs(element) {
      const view = tracked.get(element);
      if (view === undefined) return 0;
      checkPosition(element, view);
      return view.isInView && isUnobstructed(element, view) ? now() - view.visibleSince : 0;
    },
    restart(element) {
      const view = tracked.get(element);
      if (view !== undefined) view.visibleSince = now();
    },
    recheckSoon() {
      for (const [element, view] of tracked) checkPosition(element, view);
      recheckTimer ??= setTimeout(() => {
        recheckTimer = undefined;
        document.defaultView?.requestAnimationFrame(() => undefined);
      }, RECHECK_MS);
    },
    isCovered(element) {
      const view = tracked.get(element);
      return view !== undefined && view.isInView && !isUnobstructed(element, view);
    },
    isOutOfView: (element) => tracked.get(element)?.isInView === false,
    stop() {
      clearTimeout(recheckTimer);
      observer.disconnect();
    },
  };
}
