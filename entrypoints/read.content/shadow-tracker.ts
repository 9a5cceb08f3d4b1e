/** The shadow roots of one page: found when the page is read and where it changes, and watched from then on. */
import type { PageChanges } from '../../utils/page-reader/observe-changes.ts';
import { flattenShadowRoots } from '../../utils/dom/flatten-shadow-roots.ts';
import { shadowRootsIn } from '../../utils/dom/shadow-roots.ts';
import type { FindGeneric } from '../../utils/sites/find-generic.ts';
import type { PostOnPage } from '../../utils/sites/post-on-page.ts';

export interface ShadowTracker {
  /** All of the page, those known before too. */
  all(): ShadowRoot[];
  /** Roots not known before: in the whole page, or under these elements. */
  find(elements?: readonly Element[]): ShadowRoot[];
  /** What changed may hold new roots; they are looked for at the next whole search. */
  noteChanges(changes: PageChanges): void;
  /** The finder, made to read the words in shadow roots where they stand. */
  withShadowRoots(finder: FindGeneric): FindGeneric;
}

/** Elements under which roots are looked for at once; past this at the next whole search. */
const MAX_ELEMENTS = 400;
/** Words in roots that make a copy worth while, UTF-16 units. */
const MIN_UNITS = 80;

export function createShadowTracker(document: Document, watch: (root: ShadowRoot) => void): ShadowTracker {
  const known = new WeakSet<ShadowRoot>();
  let hasWords = false;

  const register = (roots: readonly ShadowRoot[]): ShadowRoot[] => {
    const added = roots.filter((root) => !known.has(root));
    for (const root of roots) {
      known.add(root);
      // Watching one twice is watching it once; after a rest all of them have to be watched again.
      watch(root);
    }
    hasWords ||= roots.some((root) => (root.textContent ?? '').length >= MIN_UNITS);
    return added;
  };
  return {
    all() {
      const roots = shadowRootsIn(document);
      register(roots);
      return roots;
    },
    find: (elements) =>
      register(
        elements === undefined
          ? shadowRootsIn(document)
          : elements.slice(0, MAX_ELEMENTS).flatMap((e) => shadowRootsIn(e)),
      ),
    noteChanges(changes) {
      // Words may come into a root later.
      hasWords ||= changes.elements.some((element) => 'host' in element.getRootNode());
    },
    withShadowRoots: (finder) => (knowledge, page, url) => {
      register(shadowRootsIn(document));
      if (!hasWords) return finder(knowledge, page, url);
      const flatDocument = flattenShadowRoots(page);
      const { readMore: _more, ...found } = finder(knowledge, flatDocument.document, url);
      const posts = found.posts.flatMap((post): PostOnPage[] => {
        const element = flatDocument.originalOf(post.element);
        return element === null ? [] : [{ ...post, element, anchor: flatDocument.originalOf(post.anchor) ?? element }];
      });
      return { ...found, posts };
    },
  };
}
