/**
 * Reports parts of a page that were hidden when they were read, once a reader sees them. "Read more" may change nothing but
 * an attribute or a class, and those are not observed.
 */
import * as dom from '../dom/form-safe-dom.ts';
import { hasWords, isHidden } from '../dom/read-text.ts';

export interface RevealWatcher {
  /** Watches what is hidden in `scope` now. It may compute styles. */
  watch(scope: ParentNode): void;
  stop(): void;
}

/** What readers of text leave out while it is hidden, see `read-text.ts`. */
const HIDDEN_PARTS = '[hidden], [style*="display"]';
/** A part with fewer letters says nothing. */
const MIN_LETTERS = 20;
const MAX_PARTS_PER_SCOPE = 50;
const MAX_PARTS = 500;

/** @param onReveal called with elements that came into view */
export function createRevealWatcher(onReveal: (elements: Element[]) => void): RevealWatcher {
  const watched = new Set<Element>();
  /** Made for the first part: most pages have none. */
  let observer: IntersectionObserver | null = null;
  const forget = (element: Element): void => {
    watched.delete(element);
    observer?.unobserve(element);
  };
  const report = (entries: readonly IntersectionObserverEntry[]): void => {
    const shown = entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target);
    for (const element of shown) forget(element);
    if (shown.length > 0) onReveal(shown);
  };
  return {
    watch(scope) {
      if (watched.size >= MAX_PARTS) for (const part of watched) if (!dom.isConnected(part)) forget(part);
      const parts = dom.querySelectorAll(scope, HIDDEN_PARTS);
      for (let at = 0; at < Math.min(parts.length, MAX_PARTS_PER_SCOPE) && watched.size < MAX_PARTS; at++) {
        const part = parts[at]!;
        if (watched.has(part) || !isHidden(part) || !hasWords(part, MIN_LETTERS)) continue;
        watched.add(part);
        observer ??= new IntersectionObserver(report);
        observer.observe(part);
      }
    },
    stop() {
      observer?.disconnect();
      watched.clear();
    },
  };
}
