/** Finds and reads the post elements that the adapters of an address define. */
import * as dom from '../dom/form-safe-dom.ts';
import type { AlternativeTexts, Layout, SiteAdapter } from '../sites/adapter.ts';
import { layoutsAt, readPost, rootsOf } from '../sites/layout-reader.ts';
import { wordlessPictures } from '../sites/wordless-pictures.ts';
import { splitSelectorList } from '../sites/split-selector-list.ts';
import type { PostOnPage } from '../sites/post-on-page.ts';

export interface PostRoots {
  /** Post elements at or under `scope`; for each layout the outermost only. */
  findIn(scope: ParentNode): Element[];
  /** Whether `findIn` could find anything; much cheaper. */
  hasAny(scope: Element): boolean;
  /** The outermost post element that contains this element or is it; null when there is none. */
  enclosing(element: Element): Element | null;
  /** The post, read by the first layout that can. Null when the element is not a post or not filled yet. */
  read(element: Element): PostOnPage | null;
  /** Pictures of a post with hardly a word. @param post as `read` gave it */
  pictures(element: Element, post: PostOnPage | null): Element[];
}

/** One layout of one adapter that applies at the address. */
interface Candidate {
  site: string;
  alternativeTexts: AlternativeTexts | undefined;
  layout: Layout;
  selectors: string[];
}

export function createPostRoots(adapters: readonly SiteAdapter[], url: string): PostRoots {
  const candidates = adapters.flatMap(({ id, alternativeTexts, layouts }): Candidate[] =>
    layoutsAt(layouts, url)
      .filter(({ root }) => isValidSelector(root))
      .map((layout) => ({ site: id, alternativeTexts, layout, selectors: splitSelectorList(layout.root) })),
  );
  const anyRoot = candidates.map(({ layout }) => layout.root).join(',');
  const candidatesOf = new WeakMap<Element, Candidate[]>();
  return {
    findIn(scope) {
      const found = new Set<Element>();
      for (const candidate of candidates) {
        // Testing selectors one by one is cheap for the browser; only a match justifies the full search.
        const hasMatch =
          candidate.selectors.some((css) => dom.querySelector(scope, css) !== null) ||
          (dom.nodeType(scope) === 1 && dom.matches(scope as Element, candidate.layout.root));
        if (!hasMatch) continue;
        for (const element of rootsOf(candidate.layout, scope)) {
          const before = candidatesOf.get(element);
          if (before === undefined) candidatesOf.set(element, [candidate]);
          else if (!before.includes(candidate)) before.push(candidate);
          found.add(element);
        }
      }
      return [...found];
    },
    hasAny: (scope) =>
      anyRoot !== '' &&
      (dom.matches(scope, anyRoot) ||
        (dom.firstElementChild(scope) !== null && dom.querySelector(scope, anyRoot) !== null)),
    enclosing(element) {
      if (anyRoot === '') return null;
      let found: Element | null = null;
      for (let node: Element | null = element; node !== null;) {
        const post: Element | null = dom.closest(node, anyRoot);
        found = post ?? found;
        node = post === null ? null : dom.parentElement(post);
      }
      return found;
    },
    read(element) {
      for (const { site, alternativeTexts, layout } of candidatesOf.get(element) ?? []) {
        const post = readPost(layout, element, { site, url, alternativeTexts });
        if (post !== null) return post;
      }
      return null;
    },
    pictures(element, post) {
      const candidates = candidatesOf.get(element) ?? [];
      return candidates.flatMap(({ layout, alternativeTexts }) =>
        wordlessPictures(layout, element, post?.post ?? null, alternativeTexts),
      );
    },
  };
}

/** Whether the browser can parse the selector. One that it cannot parse must not invalidate the others. */
function isValidSelector(css: string): boolean {
  try {
    document.createDocumentFragment().querySelector(css);
    return true;
  } catch {
    return false;
  }
}
