/** Which parts of a page to read again after it changed: as little as shows every post that was touched. */
import type { Changes } from '../page/observe.ts';
import type { Layout } from './adapter.ts';

/** Parts read one by one; past this the page is read once. */
const MOST_SCOPES = 60;

/** The changed elements, each with the post it stands in, outermost only; null when the whole page is less work. */
export function scopesOf(changes: Changes, postOf: (element: Element) => Element | null): Element[] | null {
  if (changes.everything) return null;
  const scopes = new Set<Element>();
  for (const element of changes.elements) {
    scopes.add(postOf(element) ?? element);
    if (scopes.size > MOST_SCOPES) return null;
  }
  return [...scopes].filter((scope) => ![...scopes].some((other) => other !== scope && other.contains(scope)));
}

/** The outermost element around this one that a layout takes for a post. */
export function postAround(layouts: readonly Layout[], element: Element): Element | null {
  let found: Element | null = null;
  for (const { root } of layouts) {
    const post = closest(element, root);
    if (post !== null && (found === null || post.contains(found))) found = post;
  }
  return found;
}

function closest(element: Element, css: string): Element | null {
  try {
    return element.closest(css);
  } catch {
    return null;
  }
}
