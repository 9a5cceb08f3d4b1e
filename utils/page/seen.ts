/**
 * What of ours the reader can really see, and since when. A page may slide something over a button to steal a click, or
 * draw a later popover over a warning; IntersectionObserver's second version sees both. Where it does not exist
 * (Firefox), only something of the page's in the top layer can lie over us.
 */
export interface Seen {
  watch(element: Element): void;
  unwatch(element: Element): void;
  /** Milliseconds for which the element has been in view and uncovered; 0 when it is not. */
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
}

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
      views.set(entry.target, { inView: entry.isIntersecting, clear, since: began ? now() : before.since });
    }
  }, options);

  const isForeignAbove = (): boolean =>
    [...document.querySelectorAll(':popover-open, :modal, :fullscreen')].some((element) => element !== ours);
  const isClear = (view: View): boolean => (works && view.clear !== null ? view.clear : !isForeignAbove());

  return {
    watch(element) {
      if (views.has(element)) return;
      views.set(element, { inView: false, clear: null, since: now() });
      observer.observe(element);
    },
    unwatch(element) {
      views.delete(element);
      observer.unobserve(element);
    },
    seenFor(element) {
      const view = views.get(element);
      return view !== undefined && view.inView && isClear(view) ? now() - view.since : 0;
    },
    nudge() {
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
