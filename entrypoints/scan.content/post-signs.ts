/** The signs of posts at one address: what the site's adapters take for a post, or the words of jobs on an unknown site. */
import { ask } from '../../utils/messaging/content.ts';
import { addressOf } from '../../utils/page/address.ts';
import { createWordLook, gatherWords, sampleWords, type WordLook } from '../../utils/page/page-words.ts';
import { hasWords } from '../../utils/page/read-text.ts';
import type { SiteSigns } from '../../utils/sites/site-signs.ts';

/** A known site with fewer letters than this shows nothing: it has not been filled. */
const EMPTY = 40;
/** Fewer letters that came are no post yet; of more, so many are kept until the words are here. */
const LEAST_WORDS = 60;
const MOST_WAITING = 20_000;

export interface PostSigns {
  /** In the page as it stands. @param anew it may have changed unseen */
  areInPage(anew: boolean): Promise<boolean>;
  /** In elements that came or changed. */
  areIn(elements: readonly Element[]): boolean;
}

/** @param found called when signs are seen after `areIn` has said that there are none */
export function createPostSigns(document: Document, site: SiteSigns, found: () => void): PostSigns {
  return site.adapter === null ? byWords(document, found) : byRoots(document, site.roots);
}

/** Whether a page without posts is a wall, or one that should show some. */
export function couldNotRead(document: Document, { adapter, expected, walls, titles }: SiteSigns): boolean {
  if (expected) return true;
  const title = document.title.trim().toLowerCase();
  if (titles.some((start) => title.startsWith(start))) return true;
  if (holdsAny(document, walls)) return true;
  return adapter !== null && document.body !== null && !hasWords(document.body, EMPTY);
}

function byRoots(document: Document, roots: readonly string[]): PostSigns {
  let any: string | null = null;
  let hasChanged = true;
  return {
    async areInPage(anew) {
      if (!hasChanged && !anew) return false;
      hasChanged = false;
      return holdsAny(document, roots);
    },
    areIn(elements) {
      hasChanged = true;
      const css = (any ??= roots.filter((root) => holds(document.createDocumentFragment(), root) !== null).join());
      return (
        css !== '' &&
        elements.some(
          (element) =>
            element.matches(css) || (element.firstElementChild !== null && element.querySelector(css) !== null),
        )
      );
    },
  };
}

/** The first look is the background's; only a page that goes on changing gets the words. */
function byWords(document: Document, found: () => void): PostSigns {
  let words: WordLook | null = null;
  let isAsked = false;
  let isFirst = true;
  let hasChanged = true;
  /** What came while the words are on their way. */
  let waiting = '';

  const bringWords = async (): Promise<void> => {
    if (isAsked) return;
    isAsked = true;
    const list = await ask('words.get', null);
    isAsked = list !== null;
    if (list === null) return;
    words = createWordLook(list);
    if (words.inSample(waiting)) found();
    waiting = '';
  };
  return {
    async areInPage(anew) {
      if (!hasChanged && !anew) return false;
      hasChanged = false;
      const page = gatherWords(document, addressOf(document));
      if (page.declared) return true;
      if (isFirst) {
        const answer = await ask('words.look', page);
        isFirst = answer === null;
        return answer?.worth === true;
      }
      await bringWords();
      return words?.inPage(page) ?? false;
    },
    areIn(elements) {
      hasChanged = true;
      const some = sampleWords(elements);
      if (words !== null) return words.inSample(some);
      waiting = (waiting + some).slice(-MOST_WAITING);
      if (waiting.length >= LEAST_WORDS) void bringWords();
      return false;
    },
  };
}

/** One by one: of a list the browser tries each at each element; of one it mostly knows at once that none is there. */
function holdsAny(scope: ParentNode, selectors: readonly string[]): boolean {
  return selectors.some((css) => holds(scope, css) === true);
}

/** Null where this browser cannot read the selector: it matches nothing, and must not spoil the others. */
function holds(scope: ParentNode, css: string): boolean | null {
  try {
    return scope.querySelector(css) !== null;
  } catch {
    return null;
  }
}
