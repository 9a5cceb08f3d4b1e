/**
 * What of ours the reader can really see, and since when. A page may slide something over a button to steal a click, or
 * draw a later popover over a warning; IntersectionObserver's second version sees both. Where it does not exist
 * (Firefox), only something of the page's in the top layer can lie over us.
 */
export interface Seen {
  /** `still`: where it stood counts too; it takes no click soon after it was moved. */
  watch(element: Element, still: boolean): void;
  unwatch(element: Element): void;
  /** Milliseconds for which the element has been in view, uncovered and in its place; 0 when it is not. */
  seenFor(element: Element): number;
  /** Something of ours was drawn or moved: look again soon. */
  nudge(): void;
  /** In view, but something lies over it. */
  isCovered(element: Element): boolean;
  stop(): void;
}

interface View {
  inView: boolean;
  /** Null where the browser does not say. */
  clear: boolean | null;
  since: number;
  /** Where it stood when last looked at; null where that does not matter. */
  place: Place | null;
}

interface Place {
  x: number;
  y: number;
  width: number;
}

/** Pixels by which a place may differ and be the same. */
const SLACK = 3;

/** Least time between two looks that the second version allows, milliseconds. */
const DELAY = 100;
/** The browser looks only when it draws a frame, and it might draw none for long. Milliseconds. */
const NEXT_LOOK = 120;

/** @param ours our host, which lies in the top layer too */
export function createSeen(document: Document, ours: Element, now: () => number): Seen {
  const views = new Map<Element, View>();
  /** Some browsers offer the second version and never report anything as visible: then it counts for nothing. */
  let works = false;
  let nudging: ReturnType<typeof setTimeout> | undefined;
  const options = { threshold: [0, 0.5, 1], trackVisibility: true, delay: DELAY };
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const before = views.get(entry.target);
      if (before === undefined) continue;
      const { isVisible } = entry as IntersectionObserverEntry & { isVisible?: boolean };
      if (isVisible === true) works = true;
      const clear = isVisible ?? null;
      const began = entry.isIntersecting && (!before.inView || (clear === true && before.clear !== true));
      views.set(entry.target, { ...before, inView: entry.isIntersecting, clear, since: began ? now() : before.since });
    }
  }, options);

  const isForeignAbove = (): boolean =>
    [...document.querySelectorAll(':popover-open, :modal, :fullscreen')].some((element) => element !== ours);
  const isClear = (view: View): boolean => (works && view.clear !== null ? view.clear : !isForeignAbove());

  /** A page that moves us under the pointer gets no click: who aimed at something else meant that. */
  const stand = (element: Element, view: View): void => {
    if (view.place === null) return;
    const { x, y, width } = element.getBoundingClientRect();
    const { place } = view;
    if (Math.max(Math.abs(x - place.x), Math.abs(y - place.y), Math.abs(width - place.width)) <= SLACK) return;
    view.place = { x, y, width };
    view.since = now();
  };

  return {
    watch(element, still) {
      if (views.has(element)) return;
      const place = still ? element.getBoundingClientRect() : null;
      views.set(element, { inView: false, clear: null, since: now(), place });
      observer.observe(element);
    },
    unwatch(element) {
      views.delete(element);
      observer.unobserve(element);
    },
    seenFor(element) {
      const view = views.get(element);
      if (view === undefined) return 0;
      stand(element, view);
      return view.inView && isClear(view) ? now() - view.since : 0;
    },
    nudge() {
      for (const [element, view] of views) stand(element, view);
      nudging ??= setTimeout(() => {
        nudging = undefined;
        document.defaultView?.requestAnimationFrame(() => undefined);
      }, NEXT_LOOK);
    },
    isCovered(element) {
      const view = views.get(element);
      return view !== undefined && view.inView && !isClear(view);
    },
    stop() {
      clearTimeout(nudging);
      observer.disconnect();
    },
  };
}
