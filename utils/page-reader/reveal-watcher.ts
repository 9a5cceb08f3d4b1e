/**
 * Reports parts of a page that were hidden when they were read, once a reader sees them. "Read more" may change nothing but
 * an attribute or a class, and those are not observed.
 */
import * as dom from '../dom/form-safe-dom.ts';
import { sampleOf } from '../dom/random-sample.ts';
import { isHiddenByMarkup, UNDRAWN_TAGS } from '../dom/hidden-by-markup.ts';
import { hasWords } from '../dom/read-text.ts';

export interface RevealWatcher {
  /** Watches what is hidden in `scope` now. It may compute styles. */
  watch(scope: ParentNode): void;
  stop(): void;
}

/** What readers of text leave out while it is hidden, see `hidden-by-markup.ts`. */
const HIDDEN_TAGS = [...UNDRAWN_TAGS, 'CODE'].join().toLowerCase();
const HIDDEN_PARTS = `[hidden], [style*="display" i], :is(${HIDDEN_TAGS}):not(head > *)`;
/** A part with fewer letters is not watched, unless such parts have as many together. */
const MIN_LETTERS = 20;
/** Parts that are looked at, and that are watched; of more a random sample. */
const MAX_LOOKED = 5000;
const MAX_PARTS_PER_SCOPE = 200;
const MAX_PARTS = 1000;

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
  const unwatchedParts = (scope: ParentNode): Element[] => {
    const parts = sampleOf(dom.querySelectorAll(scope, HIDDEN_PARTS), MAX_LOOKED).filter(
      (part) => !watched.has(part) && isHiddenByMarkup(part) && hasWords(part, 1),
    );
    const long = parts.filter((part) => hasWords(part, MIN_LETTERS));
    const short = parts.filter((part) => !long.includes(part));
    // A page may hide its words one by one.
    const letters = short.reduce((sum, part) => sum + dom.textContent(part).trim().length, 0);
    return letters < MIN_LETTERS ? long : parts;
  };
  return {
    watch(scope) {
      if (watched.size >= MAX_PARTS) for (const part of watched) if (!dom.isConnected(part)) forget(part);
      for (const part of chooseParts(unwatchedParts(scope))) {
        if (watched.size >= MAX_PARTS) break;
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

/** All parts where they are few. Else those with the most letters, as a lure needs many, and a sample of the others. */
function chooseParts(parts: readonly Element[]): readonly Element[] {
  if (parts.length <= MAX_PARTS_PER_SCOPE) return parts;
  const letters = new Map(parts.map((part) => [part, dom.textContent(part).trim().length]));
  const longestFirst = parts.toSorted((a, b) => letters.get(b)! - letters.get(a)!);
  const half = MAX_PARTS_PER_SCOPE / 2;
  return [...longestFirst.slice(0, half), ...sampleOf(longestFirst.slice(half), half)];
}
