/** Finds and observes the shadow roots of one page, when the page is read and where it changes. */
import * as dom from '../../utils/dom/form-safe-dom.ts';
import type { PageChanges } from '../../utils/page-reader/observe-changes.ts';
import { flattenShadowRoots } from '../../utils/dom/flatten-shadow-roots.ts';
import { shadowHostsIn, shadowRootsIn } from '../../utils/dom/shadow-roots.ts';
import { getOverlayState } from '../../utils/page-reader/overlay-state.ts';
import type { FindGeneric } from '../../utils/sites/find-generic.ts';
import type { PostOnPage } from '../../utils/sites/post-on-page.ts';

export interface ShadowTracker {
  /** All shadow roots of the page. */
  all(): ShadowRoot[];
  /** New shadow roots in the whole page, or under these elements. */
  find(elements?: readonly Element[]): ShadowRoot[];
  /** Records whether text appeared in a shadow root. */
  noteChanges(changes: PageChanges): void;
  /** A finder that also reads the content of shadow roots. */
  withShadowRoots(find: FindGeneric): FindGeneric;
}

/** Number of elements searched at once; the rest is found by the next search of the whole page. */
const MAX_ELEMENTS = 400;
/** Shortest text in a shadow root for which the page is flattened, UTF-16 units. */
const MIN_UNITS = 80;

export function createShadowTracker(document: Document, watch: (root: ShadowRoot) => void): ShadowTracker {
  const known = new WeakSet<ShadowRoot>();
  let hasWords = false;
  /** Elements of the page that may host a shadow root; null after a change. */
  let hosts: Element[] | null = null;

  const register = (roots: readonly ShadowRoot[]): ShadowRoot[] => {
    const added = roots.filter((root) => !known.has(root));
    for (const root of roots) {
      known.add(root);
      // Observing a root twice has no effect; after a pause all roots must be observed again.
      watch(root);
    }
    hasWords ||= roots.some((root) => (root.textContent ?? '').length >= MIN_UNITS);
    return added;
  };
  return {
    all() {
      hosts = shadowHostsIn(document);
      const roots = rootsIn(document, hosts);
      register(roots);
      return roots;
    },
    find: (elements) =>
      register(
        elements === undefined
          ? rootsIn(document, (hosts ??= shadowHostsIn(document)))
          : elements.slice(0, MAX_ELEMENTS).flatMap((element) => rootsIn(element)),
      ),
    noteChanges(changes) {
      hosts = null;
      // A root may be filled later.
      hasWords ||= changes.elements.some((element) => dom.nodeType(dom.getRootNode(element)) === 11);
    },
    withShadowRoots: (find) => (finder, page, url) => {
      register(rootsIn(document));
      if (!hasWords) return find(finder, page, url);
      const flatDocument = flattenShadowRoots(page);
      const { readMore: _more, ...found } = find(finder, flatDocument.document, url);
      const posts = found.posts.flatMap((post): PostOnPage[] => {
        const element = flatDocument.originalOf(post.element);
        return element === null ? [] : [{ ...post, element, anchor: flatDocument.originalOf(post.anchor) ?? element }];
      });
      return { ...found, posts };
    },
  };
}

/** The roots of the page: the overlay has a closed one of its own, whose words are no words of the page. */
function rootsIn(scope: ParentNode & Node, hosts?: Element[]): ShadowRoot[] {
  const own = getOverlayState()?.overlay?.host;
  return shadowRootsIn(scope, hosts).filter(({ host }) => host !== own);
}
