/** Tests whether a page may contain posts: by the adapters' post elements, or by job words on an unknown site. */
import * as dom from '../../utils/dom/form-safe-dom.ts';
import { sendMessage } from '../../utils/messaging/content-messages.ts';
import { documentAddress } from '../../utils/dom/document-address.ts';
import {
  createJobWordMatcher,
  collectPageWords,
  sampleWords,
  type JobWordMatcher,
} from '../../utils/sites/page-words.ts';
import { hasMatch, hasAnyMatch } from '../../utils/dom/has-match.ts';
import { isPdf } from '../../utils/dom/is-pdf.ts';
import { hasWords } from '../../utils/dom/read-text.ts';
import { mayHostShadowRoot, shadowRootsIn } from '../../utils/dom/shadow-roots.ts';
import type { PageChanges } from '../../utils/page-reader/observe-changes.ts';
import type { PostDetectorRules } from '../../utils/sites/post-detector-rules.ts';

/** A page of a known site with fewer letters is not filled. */
const MIN_LETTERS = 40;
/** Letters on a page that is filled enough for the general finder. */
const MIN_LAYOUT_LETTERS = 400;
/** Added text shorter than this is not a post; up to `MAX_WAITING_UNITS` are kept until the word list is loaded. */
const MIN_UNITS = 60;
const MAX_WAITING_UNITS = 20_000;

export interface PostMatcher {
  /** Tests the whole page. @param mayHaveChanged whether it may have changed unobserved */
  matchesPage(mayHaveChanged: boolean): Promise<boolean>;
  /** Tests elements that were added or changed. */
  matchesAny(elements: readonly Element[]): boolean;
}

/**
 * @param onLateMatch called when signs are found after `matchesAny` returned false
 * @param isTested whether the page was tested and has not changed since
 */
export function createPostMatcher(
  document: Document,
  site: PostDetectorRules,
  onLateMatch: () => void,
  isTested: boolean,
): PostMatcher {
  return site.adapter === null
    ? matchByWords(document, onLateMatch, isTested)
    : matchByRoots(document, site.roots, isTested);
}

/** Tests what changed: the elements, and their shadow roots. @param rules of the matcher */
export function matchesChanges(
  document: Document,
  { adapter }: PostDetectorRules,
  matcher: PostMatcher,
  { elements, hasGap }: PageChanges,
): boolean {
  return (
    matcher.matchesAny(elements) ||
    (hasGap && adapter !== null && document.body !== null && matcher.matchesAny([document.body])) ||
    elements.some((element) => mayHostShadowRoot(element) && matchesInShadow(matcher, shadowRootsIn(element)))
  );
}

/** Tests what is in these shadow roots. */
export function matchesInShadow(matcher: PostMatcher, roots: readonly ShadowRoot[]): boolean {
  return roots.some((root) => matcher.matchesAny([...root.children]));
}

/** Whether a page without posts is a wall, or should show posts. */
export function looksUnreadable(
  document: Document,
  { adapter, shouldShowPosts: expected, challengeSelectors, wallSelectors, wallTitles: titles }: PostDetectorRules,
): boolean {
  if (expected || isPdf(document)) return true;
  const title = document.title.trim().toLowerCase();
  if (titles.some((start) => title.startsWith(start))) return true;
  if (hasAnyMatch(document, challengeSelectors) || hasAnyMatch(document, wallSelectors)) return true;
  return adapter !== null && document.body !== null && !hasWords(document.body, MIN_LETTERS);
}

/** Whether a page that should show posts has text but no post element. The layout of the site may have changed. */
export function mayHaveUnknownLayout({ body }: Document, { adapter, shouldShowPosts }: PostDetectorRules): boolean {
  return adapter !== null && shouldShowPosts && body !== null && hasWords(body, MIN_LAYOUT_LETTERS);
}

function matchByRoots(document: Document, roots: readonly string[], isTested: boolean): PostMatcher {
  let anyRoot: string | null = null;
  let hasChanged = !isTested;
  return {
    async matchesPage(mayHaveChanged) {
      if (!hasChanged && !mayHaveChanged) return false;
      hasChanged = false;
      return hasAnyMatch(document, roots);
    },
    matchesAny(elements) {
      hasChanged = true;
      const css = (anyRoot ??= roots
        .filter((root) => hasMatch(document.createDocumentFragment(), root) !== null)
        .join());
      return (
        css !== '' &&
        elements.some(
          (element) =>
            dom.matches(element, css) ||
            (dom.firstElementChild(element) !== null && dom.querySelector(element, css) !== null),
        )
      );
    },
  };
}

/** The worker does the first test; the word list is loaded only on pages that keep changing. */
function matchByWords(document: Document, onLateMatch: () => void, isTested: boolean): PostMatcher {
  let matcher: JobWordMatcher | null = null;
  let isRequested = false;
  let isFirst = !isTested;
  let hasChanged = !isTested;
  /** Lines that were added before the word list is loaded, by their text without digits: counters and clocks count once. */
  const pending = new Map<string, string>();
  let pendingUnits = 0;

  const loadWords = async (): Promise<void> => {
    if (isRequested) return;
    isRequested = true;
    const list = await sendMessage('words.get', null);
    isRequested = list !== null;
    if (list === null) return;
    matcher = createJobWordMatcher(list);
    if (matcher.matchesSample([...pending.values()].join('\n'))) onLateMatch();
    pending.clear();
  };
  const keep = (text: string): void => {
    for (const line of text.split('\n')) {
      const key = line.replaceAll(/\d+/gu, '');
      if (pending.has(key)) continue;
      pending.set(key, line);
      pendingUnits += line.length;
    }
    for (const [key, line] of pending) {
      if (pendingUnits <= MAX_WAITING_UNITS) break;
      pending.delete(key);
      pendingUnits -= line.length;
    }
  };
  return {
    async matchesPage(mayHaveChanged) {
      if (!hasChanged && !mayHaveChanged) return false;
      hasChanged = false;
      const page = collectPageWords(document, documentAddress(document));
      if (page.declared) return true;
      if (isFirst) {
        const answer = await sendMessage('words.test', page);
        isFirst = answer === null;
        // Without an answer the next check requests it again.
        hasChanged ||= answer === null;
        return answer?.worth === true;
      }
      await loadWords();
      return matcher?.matchesPage(page) ?? false;
    },
    matchesAny(elements) {
      hasChanged = true;
      const sampled = sampleWords(elements);
      if (matcher !== null) return matcher.matchesSample(sampled);
      keep(sampled);
      if (pendingUnits >= MIN_UNITS) void loadWords();
      return false;
    },
  };
}
