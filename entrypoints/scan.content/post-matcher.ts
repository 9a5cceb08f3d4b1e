/** The signs of posts at one address: what the site's adapters take for a post, or the words of jobs on an unknown site. */
import { sendMessage } from '../../utils/messaging/content-messages.ts';
import { documentAddress } from '../../utils/dom/document-address.ts';
import {
  createJobWordMatcher,
  collectPageWords,
  sampleWords,
  type JobWordMatcher,
} from '../../utils/sites/page-words.ts';
import { hasWords } from '../../utils/dom/read-text.ts';
import type { PostDetectorRules } from '../../utils/sites/post-detector-rules.ts';

/** A known site with fewer letters than this shows nothing: it has not been filled. */
const MIN_LETTERS = 40;
/** Fewer letters that came are no post yet; of more, so many are kept until the words are here. */
const MIN_UNITS = 60;
const MAX_WAITING_UNITS = 20_000;

export interface PostMatcher {
  /** In the page as it stands. @param anew it may have changed unseen */
  matchesPage(anew: boolean): Promise<boolean>;
  /** In elements that came or changed. */
  matchesAny(elements: readonly Element[]): boolean;
}

/** @param onLateMatch called when signs are seen after `matchesAny` has said that there are none */
export function createPostMatcher(document: Document, site: PostDetectorRules, onLateMatch: () => void): PostMatcher {
  return site.adapter === null ? matchByWords(document, onLateMatch) : matchByRoots(document, site.roots);
}

/** Whether a page without posts is a wall, or one that should show some. */
export function looksUnreadable(
  document: Document,
  { adapter, expected, wallSelectors: walls, wallTitles: titles }: PostDetectorRules,
): boolean {
  if (expected) return true;
  const title = document.title.trim().toLowerCase();
  if (titles.some((start) => title.startsWith(start))) return true;
  if (holdsAny(document, walls)) return true;
  return adapter !== null && document.body !== null && !hasWords(document.body, MIN_LETTERS);
}

function matchByRoots(document: Document, roots: readonly string[]): PostMatcher {
  let anyRoot: string | null = null;
  let hasChanged = true;
  return {
    async matchesPage(anew) {
      if (!hasChanged && !anew) return false;
      hasChanged = false;
      return holdsAny(document, roots);
    },
    matchesAny(elements) {
      hasChanged = true;
      const css = (anyRoot ??= roots.filter((root) => holds(document.createDocumentFragment(), root) !== null).join());
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
function matchByWords(document: Document, onLateMatch: () => void): PostMatcher {
  let matcher: JobWordMatcher | null = null;
  let isRequested = false;
  let isFirst = true;
  let hasChanged = true;
  /** What came while the words are on their way. */
  let waiting = '';

  const loadWords = async (): Promise<void> => {
    if (isRequested) return;
    isRequested = true;
    const list = await sendMessage('words.get', null);
    isRequested = list !== null;
    if (list === null) return;
    matcher = createJobWordMatcher(list);
    if (matcher.matchesSample(waiting)) onLateMatch();
    waiting = '';
  };
  return {
    async matchesPage(anew) {
      if (!hasChanged && !anew) return false;
      hasChanged = false;
      const page = collectPageWords(document, documentAddress(document));
      if (page.declared) return true;
      if (isFirst) {
        const answer = await sendMessage('words.look', page);
        isFirst = answer === null;
        return answer?.worth === true;
      }
      await loadWords();
      return matcher?.matchesPage(page) ?? false;
    },
    matchesAny(elements) {
      hasChanged = true;
      const sampled = sampleWords(elements);
      if (matcher !== null) return matcher.matchesSample(sampled);
      waiting = (waiting + sampled).slice(-MAX_WAITING_UNITS);
      if (waiting.length >= MIN_UNITS) void loadWords();
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
