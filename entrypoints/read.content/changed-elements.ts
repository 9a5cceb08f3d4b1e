/** Tells which posts a change of the page belongs to, so that only those are read again. */
import * as dom from '../../utils/dom/form-safe-dom.ts';
import { parentAcrossShadow } from '../../utils/dom/shadow-roots.ts';
import type { PostRoots } from '../../utils/page-reader/post-roots.ts';
import type { PostStore } from '../../utils/page-reader/post-store.ts';

/** Splits changed elements into posts that contain a change, and other elements that contain posts. */
export function partitionChanged(
  elements: readonly Element[],
  roots: PostRoots,
  store: PostStore,
): { elements: Element[]; posts: Element[] } {
  const posts = new Set<Element>();
  const others: Element[] = [];
  /** Cached by parent: many elements are often added to one parent. */
  const enclosing = new Map<Element | null, Element | null>();
  for (const element of elements) {
    const parent = parentAcrossShadow(element);
    if (!enclosing.has(parent)) {
      enclosing.set(parent, parent === null ? null : (store.enclosing(parent) ?? roots.enclosing(parent)));
    }
    const post = store.get(element)?.element ?? enclosing.get(parent) ?? null;
    if (post !== null) posts.add(post);
    else if (roots.hasAny(element)) others.push(element);
  }
  return { elements: others, posts: [...posts] };
}

/** The elements that are in no other of them. */
export function outermostElements(elements: readonly Element[]): Element[] {
  const all = new Set(elements);
  return elements.filter((element) => {
    for (let node = dom.parentElement(element); node !== null; node = dom.parentElement(node))
      if (all.has(node)) return false;
    return true;
  });
}
