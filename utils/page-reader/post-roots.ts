/** Where an address's adapters see posts: under an element, around it, and how each is read. */
import type { Layout, SiteAdapter } from '../sites/adapter.ts';
import { layoutsAt, readPost, rootsOf } from '../sites/layout-reader.ts';
import { splitSelectorList } from '../sites/split-selector-list.ts';
import type { PostOnPage } from '../sites/post-on-page.ts';

export interface PostRoots {
  /** Elements of posts under `scope` and `scope` itself, outermost only within each layout. */
  findIn(scope: ParentNode): Element[];
  /** Whether `in` could find anything; much cheaper. */
  hasAny(scope: Element): boolean;
  /** The outermost element around this one, or it itself, that a layout takes for a post. */
  enclosing(element: Element): Element | null;
  /** By the first layout that can; null when the element is no post, or is not filled yet. */
  read(element: Element): PostOnPage | null;
}

export function createPostRoots(adapters: readonly SiteAdapter[], url: string): PostRoots {
  const candidates = adapters.flatMap(({ id, layouts }) =>
    layoutsAt(layouts, url)
      .filter(({ root }) => isReadable(root))
      .map((layout) => ({ site: id, layout, selectors: splitSelectorList(layout.root) })),
  );
  const anyRoot = candidates.map(({ layout }) => layout.root).join(',');
  const candidatesOf = new WeakMap<Element, { site: string; layout: Layout }[]>();
  return {
    findIn(scope) {
      const found = new Set<Element>();
      for (const way of candidates) {
        // One by one most selectors cost next to nothing; only what a list finds is worth asking for by all of it.
        const hasMatch =
          way.selectors.some((css) => scope.querySelector(css) !== null) ||
          (scope.nodeType === 1 && (scope as Element).matches(way.layout.root));
        if (!hasMatch) continue;
        for (const element of rootsOf(way.layout, scope)) {
          const before = candidatesOf.get(element);
          if (before === undefined) candidatesOf.set(element, [way]);
          else if (!before.includes(way)) before.push(way);
          found.add(element);
        }
      }
      return [...found];
    },
    hasAny: (scope) =>
      anyRoot !== '' &&
      (scope.matches(anyRoot) || (scope.firstElementChild !== null && scope.querySelector(anyRoot) !== null)),
    enclosing(element) {
      if (anyRoot === '') return null;
      let found: Element | null = null;
      for (let post = element.closest(anyRoot); post !== null; post = post.parentElement?.closest(anyRoot) ?? null) {
        found = post;
      }
      return found;
    },
    read(element) {
      for (const { site, layout } of candidatesOf.get(element) ?? []) {
        const post = readPost(layout, element, { site, url });
        if (post !== null) return post;
      }
      return null;
    },
  };
}

/** A selector that this browser cannot read matches nothing, and must not spoil the others. */
function isReadable(css: string): boolean {
  try {
    document.createDocumentFragment().querySelector(css);
    return true;
  } catch {
    return false;
  }
}
