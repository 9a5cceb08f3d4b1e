/**
 * What of ours the reader can really see, and since when. A page may slide something over a button to steal a click, or
 * draw a later popover over a warning; IntersectionObserver's second version sees both. Where it does not exist
 * (Firefox), only something of the page's in the top layer can lie over us.
 */
export interface VisibilityTracker {
  /** `still`: where it stood counts too; it takes no click soon after it was moved. */
  track(element: Element, still: boolean): void;
  untrack(element: Element): void;
  /** Milliseconds for which the element has been in view, uncovered and in its place; 0 when it is not. */
  visibleForMs(element: Element): number;
  /** Something of ours was drawn or moved: look again soon. */
  recheckSoon(): void;
  /** In view, but something lies over it. */
  isCovered(element: Element): boolean;
  stop(): void;
}

interface TrackedElement {
  inView: boolean;
  /** Null where the browser does not say. */
  isUnobstructed: boolean | null;
  visibleSince: number;
  /** Where it stood when last looked at; null where that does not matter. */
  position: Position | null;
}

interface Position {
  x: number;
  y: number;
  width: number;
}

/** Pixels by which a place may differ and be the same. */
const POSITION_TOLERANCE_PX = 3;

/** Least time between two looks that the second version allows, milliseconds. */
const OBSERVER_DELAY_MS = 100;
/** The browser looks only when it draws a frame, and it might draw none for long. Milliseconds. */
const RECHECK_MS = 120;

/** @param host our host, which lies in the top layer too */
export function createVisibilityTracker(document: Document, host: Element, now: () => number): VisibilityTracker {
  const tracked = new Map<Element, TrackedElement>();
  /** Some browsers offer the second version and never report anything as visible: then it counts for nothing. */
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
      const began = entry.isIntersecting && (!before.inView || (clear === true && before.isUnobstructed !== true));
      tracked.set(entry.target, {
        ...before,
        inView: entry.isIntersecting,
        isUnobstructed: clear,
        visibleSince: began ? now() : before.visibleSince,
      });
    }
  }, options);

  const isPageOnTopLayer = (): boolean =>
    [...document.querySelectorAll(':popover-open, :modal, :fullscreen')].some((element) => element !== host);
  const isUnobstructed = (view: TrackedElement): boolean =>
    isSupported && view.isUnobstructed !== null ? view.isUnobstructed : !isPageOnTopLayer();

  /** A page that moves us under the pointer gets no click: who aimed at something else meant that. */
  const checkPosition = (element: Element, view: TrackedElement): void => {
    if (view.position === null) return;
    const { x, y, width } = element.getBoundingClientRect();
    const { position: place } = view;
    if (Math.max(Math.abs(x - place.x), Math.abs(y - place.y), Math.abs(width - place.width)) <= POSITION_TOLERANCE_PX)
      return;
    view.position = { x, y, width };
    view.visibleSince = now();
  };

  return {
    track(element, mustStayInPlace) {
      if (tracked.has(element)) return;
      const place = mustStayInPlace ? element.getBoundingClientRect() : null;
      tracked.set(element, { inView: false, isUnobstructed: null, visibleSince: now(), position: place });
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
      return view.inView && isUnobstructed(view) ? now() - view.visibleSince : 0;
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
      return view !== undefined && view.inView && !isUnobstructed(view);
    },
    stop() {
      clearTimeout(recheckTimer);
      observer.disconnect();
    },
  };
}
