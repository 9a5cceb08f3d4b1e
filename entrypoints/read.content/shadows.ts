/** The shadow roots of one page: found when the page is read and where it changes, and watched from then on. */
import type { Changes } from '../../utils/page/observe.ts';
import { flatten } from '../../utils/page/flatten.ts';
import { shadowRootsIn } from '../../utils/page/shadow-roots.ts';
import type { FindGeneric } from '../../utils/sites/generic.ts';
import type { PostOnPage } from '../../utils/sites/post-on-page.ts';

export interface Shadows {
  /** All of the page, those known before too. */
  all(): ShadowRoot[];
  /** Roots not known before: in the whole page, or under these elements. */
  find(elements?: readonly Element[]): ShadowRoot[];
  /** What changed may hold new roots; they are looked for at the next whole search. */
  note(changes: Changes): void;
  /** The finder, made to read the words in shadow roots where they stand. */
  seeingThrough(finder: FindGeneric): FindGeneric;
}

/** Elements under which roots are looked for at once; past this at the next whole search. */
const MOST = 400;
/** Words in roots that make a copy worth while, UTF-16 units. */
const LEAST = 80;

export function createShadows(document: Document, watch: (root: ShadowRoot) => void): Shadows {
  const known = new WeakSet<ShadowRoot>();
  let words = false;

  const keep = (roots: readonly ShadowRoot[]): ShadowRoot[] => {
    const fresh = roots.filter((root) => !known.has(root));
    for (const root of roots) {
      known.add(root);
      // Watching one twice is watching it once; after a rest all of them have to be watched again.
      watch(root);
    }
    words ||= roots.some((root) => (root.textContent ?? '').length >= LEAST);
    return fresh;
  };
  return {
    all() {
      const roots = shadowRootsIn(document);
      keep(roots);
      return roots;
    },
    find: (elements) =>
      keep(elements === undefined ? shadowRootsIn(document) : elements.slice(0, MOST).flatMap((e) => shadowRootsIn(e))),
    note(changes) {
      // Words may come into a root later.
      words ||= changes.elements.some((element) => 'host' in element.getRootNode());
    },
    seeingThrough: (finder) => (knowledge, page, url) => {
      keep(shadowRootsIn(document));
      if (!words) return finder(knowledge, page, url);
      const flat = flatten(page);
      const { more: _more, ...found } = finder(knowledge, flat.document, url);
      const posts = found.posts.flatMap((post): PostOnPage[] => {
        const element = flat.originalOf(post.element);
        return element === null ? [] : [{ ...post, element, anchor: flat.originalOf(post.anchor) ?? element }];
      });
      return { ...found, posts };
    },
  };
}
