/** Which parts of a page to read again after it changed: as little as shows every post that was touched. */
import type { Changes } from '../page/observe.ts';
import type { PageKnowledge } from './find-posts.ts';
import { layoutsAt } from './interpret.ts';

export interface Rereading {
  /** The parts to read, or the whole page when nothing less will do; no part when it is too early. */
  scopesOf(changes: Changes, url: string, now: number): Element[] | 'all';
}

/** Parts read one by one; past this the page is read once. */
const MOST_SCOPES = 60;
/** First and longest time between two readings of a whole unknown page, in milliseconds. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;

export function createRereading(knowledge: PageKnowledge): Rereading {
  let nextWhole = 0;
  let wait = FIRST_WAIT;
  return {
    scopesOf(changes, url, now) {
      if (knowledge.adapters.length === 0) {
        // Without an adapter posts are known by what surrounds them, so the whole is read, ever less often.
        if (now < nextWhole) return [];
        nextWhole = now + wait;
        wait = Math.min(LONGEST_WAIT, wait * 2);
        return 'all';
      }
      if (changes.everything) return 'all';
      const layouts = knowledge.adapters.flatMap((adapter) => layoutsAt(adapter.layouts, url));
      const scopes = new Set<Element>();
      for (const element of changes.elements) {
        scopes.add(element);
        for (const { root } of layouts) {
          const post = closest(element, root);
          if (post !== null) scopes.add(post);
        }
        if (scopes.size > MOST_SCOPES) return 'all';
      }
      return [...scopes].filter((scope) => ![...scopes].some((other) => other !== scope && other.contains(scope)));
    },
  };
}

function closest(element: Element, css: string): Element | null {
  try {
    return element.closest(css);
  } catch {
    return null;
  }
}
