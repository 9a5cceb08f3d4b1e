/**
 * The posts now on the page, by element, with their verdicts. On an endless feed only the newest unflagged posts are kept in
 * full. Of older ones only the element is kept.
 */
import * as dom from '../dom/form-safe-dom.ts';
import { parentAcrossShadow } from '../dom/shadow-roots.ts';
import type { JudgedPost } from '../contracts/page-summary.ts';
import { EMPTY_POST } from '../model/empty-post.ts';
import type { JobPost } from '../model/job-post.ts';
import type { Level, Verdict } from '../model/verdict.ts';
import type { PostOnPage } from '../sites/post-on-page.ts';
import { isTranslation, languageOf } from './is-translation.ts';
import { sharesPassage } from './shares-passage.ts';
import type { Finding } from './overlay-state.ts';

export interface StoredPost {
  site: string;
  element: Element;
  anchor: Element;
  isComplete: boolean;
  /** The words of a page outside of its posts. Only danger is shown, and it counts as a post only then. */
  isRestOfPage: boolean;
  /** Such words in footers, dialogs and the like: only a clear lure is shown. */
  isSidePart: boolean;
  /** As read last; null for an older post that was judged `none` and discarded. */
  post: JobPost | null;
  /** The post without invisible words; null when all words are visible. The more severe verdict of the two counts. */
  visiblePost: JobPost | null;
  /** Hash of the element's text when it was read. */
  textHash: number;
  /** The last verdict, with the version of the post it belongs to. */
  judged: JudgedPost | null;
  judgedAt: number;
  /** The first of the judged versions in a row that say partly the same. */
  firstSimilarPost: JobPost | null;
  /** The language that the page named then. */
  language: string;
  /** The document that the element was read in: a page may move it into another one. */
  document: Document;
  /** Versions read before `post` and not judged yet. A page that keeps rewriting its post is judged by these. */
  earlierVersions: JobPost[];
}

export interface PostStore {
  /** The number of posts. */
  size(): number;
  /** The number of those that have had a verdict. */
  judgedSize(): number;
  get(element: Element): StoredPost | undefined;
  /** Removes all posts except those of these elements. */
  retain(elements: ReadonlySet<Element>): void;
  /** The post found first. */
  first(): StoredPost | undefined;
  /** All entries, as read last; discarded posts are empty. The rest of a page is a post where it is flagged. */
  posts(): PostOnPage[];
  /** Posts with a verdict: all flagged ones, and the newest of the others. Without the rest of a page that is none. */
  judged(): Finding[];
  /** Posts with a verdict above `none`. */
  flagged(): Finding[];
  count(level: Level): number;
  upsert(found: PostOnPage, textHash: number, visiblePost?: JobPost | null): void;
  remove(element: Element): void;
  /** Applies new verdicts. @returns whether to call it again after `WARNING_HOLD_MS` */
  applyVerdicts(verdictOf: (id: string) => Verdict | undefined, now: number): boolean;
  /**
   * Flagged posts of which words that were not seen may make a milder one: those judged without such words, and the rest
   * of a page.
   */
  flaggedWithUnseenWords(): Pick<StoredPost, 'element' | 'isRestOfPage' | 'judged'>[];
  /** The next verdict on a post counts before `WARNING_HOLD_MS` are over: its words are the same, and more of them are seen. */
  endHold(element: Element): void;
  /** Marks every post as unjudged. @returns posts to judge again, and elements to read again first */
  invalidate(): { posts: JobPost[]; elements: Element[] };
  /** The post element that contains this element or is it; null when there is none. */
  enclosing(element: Element): Element | null;
  /** Drops posts that left the page: flagged ones at once, the others every `SWEEP_INTERVAL_MS`. */
  prune(now: number): void;
  clear(): void;
}

/** Number of posts kept; the oldest are dropped first. */
const MAX_POSTS = 20_000;
/** Number of unflagged posts kept in full. */
const MAX_FULL_POSTS = 300;
const MAX_EARLIER_VERSIONS = 4;
/** Time between two checks of all posts, milliseconds. */
const SWEEP_INTERVAL_MS = 3000;
/** How long a warning stays after the page puts milder words into the same post, milliseconds. */
export const WARNING_HOLD_MS = 10_000;

/** Smallest score of a lure in a footer, a dialog and the like. */
const MIN_SIDE_SCORE = 0.9;

/** Replaces a post whose words were discarded. */
const DISCARDED_POST: JobPost = { ...EMPTY_POST, kind: 'card' };

/** Feeds put the next post into the element of a former one. Posts of people have no title; one person writes many. */
const isSamePost = (a: JobPost, b: JobPost): boolean =>
  a.title === b.title && a.poster === b.poster && a.url === b.url && (a.title !== '' || sharesPassage(a.text, b.text));

export function createPostStore(): PostStore {
  const entries = new Map<Element, StoredPost>();
  const unjudged = new Set<StoredPost>();
  const flagged = new Set<StoredPost>();
  /** Posts judged `none` that are still kept in full. */
  const unflagged = new Set<StoredPost>();
  /** Entries that are the rest of a page. One that is not flagged is silent: it counts as no post. */
  const rest = new Set<StoredPost>();
  let sweptAt = 0;

  const drop = (entry: StoredPost): void => {
    entries.delete(entry.element);
    unjudged.delete(entry);
    flagged.delete(entry);
    unflagged.delete(entry);
    rest.delete(entry);
  };
  const isSilentRest = (entry: StoredPost): boolean => rest.has(entry) && !flagged.has(entry);
  const setVerdict = (entry: StoredPost, found: JudgedPost, now: number): void => {
    const { verdict } = found;
    const judged: JudgedPost = isTooWeak(entry, verdict) ? { ...found, verdict: { ...verdict, level: 'none' } } : found;
    if (entry.judged === null || !sharesPassage(entry.judged.post.text, judged.post.text))
      entry.firstSimilarPost = judged.post;
    entry.judged = judged;
    entry.judgedAt = now;
    entry.language = languageOf(entry.element);
    flagged.delete(entry);
    unflagged.delete(entry);
    (judged.verdict.level === 'none' ? unflagged : flagged).add(entry);
  };
  /** @returns whether the post must be checked again later */
  const applyVerdict = (entry: StoredPost, verdictOf: (id: string) => Verdict | undefined, now: number): boolean => {
    const { post, judged } = entry;
    if (post === null) return false;
    const fullVerdict = verdictOf(post.id);
    const visibleVerdict = entry.visiblePost === null ? undefined : verdictOf(entry.visiblePost.id);
    const isAnswered = fullVerdict !== undefined && (entry.visiblePost === null || visibleVerdict !== undefined);
    const isVisibleWorse =
      visibleVerdict !== undefined && fullVerdict !== undefined && rank(visibleVerdict) > rank(fullVerdict);
    const verdict = isVisibleWorse ? visibleVerdict : fullVerdict;
    if (!isAnswered || verdict === undefined) {
      const earlier = entry.earlierVersions.findLast(({ id }) => verdictOf(id) !== undefined);
      if (earlier !== undefined && earlier.id !== judged?.post.id) {
        setVerdict(entry, { post: earlier, verdict: verdictOf(earlier.id)! }, now);
      }
      return false;
    }
    const isMilder = judged !== null && rank(judged.verdict) > rank(verdict);
    if (
      isMilder &&
      judged.post.id !== post.id &&
      isSamePost(judged.post, post) &&
      // Sites change title and address first, and load the text of the next post afterwards.
      isSamePost(entry.firstSimilarPost ?? judged.post, post) &&
      judged.post.id !== entry.visiblePost?.id &&
      now - entry.judgedAt < WARNING_HOLD_MS
    )
      return true;
    unjudged.delete(entry);
    entry.earlierVersions = [];
    if (isMilder && judged.post.id !== post.id && isTranslation(entry.element, entry.language, judged.post, post))
      return false;
    setVerdict(entry, { post: isVisibleWorse ? entry.visiblePost! : post, verdict }, now);
    return false;
  };
  const findings = (from: Iterable<StoredPost>): Finding[] => {
    const found: Finding[] = [];
    for (const { judged, element, anchor } of from) if (judged !== null) found.push({ ...judged, element, anchor });
    return found;
  };

  const size = (): number => entries.size - [...rest].filter(isSilentRest).length;
  return {
    size,
    // The words of older posts were discarded after their verdict.
    judgedSize: () =>
      size() -
      [...unjudged].filter((entry) => entry.judged === null && entry.post !== null && !isSilentRest(entry)).length,
    get: (element) => entries.get(element),
    retain(elements) {
      for (const entry of entries.values()) if (!elements.has(entry.element)) drop(entry);
    },
    first: () => entries.values().next().value,
    posts: () =>
      [...entries.values()].map((entry) => ({
        post: entry.post ?? DISCARDED_POST,
        element: entry.element,
        anchor: entry.anchor,
        isComplete: entry.isComplete && !isSilentRest(entry),
        isRestOfPage: isSilentRest(entry),
      })),
    judged: () => findings([...entries.values()].filter((entry) => !isSilentRest(entry))),
    flagged: () => findings(flagged),
    count(level) {
      let count = 0;
      for (const { judged } of flagged) if (judged?.verdict.level === level) count++;
      return count;
    },
    upsert(
      { post, element, anchor, isComplete, isRestOfPage = false, isSidePart = false },
      textHash,
      visiblePost = null,
    ) {
      const existing = entries.get(element);
      if (existing !== undefined) {
        if (existing.post !== null && existing.post.id !== post.id && unjudged.has(existing)) {
          existing.earlierVersions = [...existing.earlierVersions, existing.post].slice(-MAX_EARLIER_VERSIONS);
        }
        Object.assign(existing, {
          anchor,
          isComplete,
          isRestOfPage,
          isSidePart,
          post,
          visiblePost,
          textHash,
          site: post.site,
        });
        unjudged.add(existing);
        if (isRestOfPage) rest.add(existing);
        else rest.delete(existing);
        return;
      }
      const entry: StoredPost = {
        site: post.site,
        element,
        anchor,
        isComplete,
        isRestOfPage,
        isSidePart,
        post,
        visiblePost,
        textHash,
        judged: null,
        judgedAt: 0,
        firstSimilarPost: null,
        language: '',
        document: dom.ownerDocument(element),
        earlierVersions: [],
      };
      entries.set(element, entry);
      unjudged.add(entry);
      if (isRestOfPage) rest.add(entry);
      for (const oldest of entries.values()) {
        if (entries.size <= MAX_POSTS) break;
        drop(oldest);
      }
    },
    remove(element) {
      const entry = entries.get(element);
      if (entry !== undefined) drop(entry);
    },
    applyVerdicts(verdictOf, now) {
      let mustCallAgain = false;
      for (const entry of unjudged) mustCallAgain = applyVerdict(entry, verdictOf, now) || mustCallAgain;
      for (const entry of unflagged) {
        if (unflagged.size <= MAX_FULL_POSTS) break;
        unflagged.delete(entry);
        Object.assign(entry, { post: null, visiblePost: null, judged: null, firstSimilarPost: null });
      }
      return mustCallAgain;
    },
    flaggedWithUnseenWords: () =>
      [...flagged].filter(
        ({ isRestOfPage, judged, visiblePost }) =>
          isRestOfPage || (judged !== null && judged.post.id === visiblePost?.id),
      ),
    endHold(element) {
      const entry = entries.get(element);
      if (entry !== undefined) entry.judgedAt = Number.NEGATIVE_INFINITY;
    },
    invalidate() {
      const posts: JobPost[] = [];
      const elements: Element[] = [];
      for (const entry of entries.values()) {
        if (entry.post === null) elements.push(entry.element);
        else {
          unjudged.add(entry);
          posts.push(entry.post);
          if (entry.visiblePost !== null) posts.push(entry.visiblePost);
        }
      }
      return { posts, elements };
    },
    enclosing(element) {
      let node: Element | null = element;
      while (node !== null && !entries.has(node)) node = parentAcrossShadow(node);
      return node;
    },
    prune(now) {
      const isSweep = now - sweptAt >= SWEEP_INTERVAL_MS;
      if (isSweep) sweptAt = now;
      for (const entry of isSweep ? entries.values() : flagged) if (!isOnPage(entry)) drop(entry);
    },
    clear() {
      entries.clear();
      unjudged.clear();
      flagged.clear();
      unflagged.clear();
      rest.clear();
    },
  };
}

function isOnPage({ element, document }: StoredPost): boolean {
  return dom.isConnected(element) && dom.ownerDocument(element) === document;
}

/** Footers tell where to write, and that somebody is hiring. */
function isTooWeak({ isRestOfPage, isSidePart }: StoredPost, { level, kind, score }: Verdict): boolean {
  if (!isRestOfPage || level === 'none') return false;
  return level === 'caution' || (isSidePart && kind !== 'listed' && (kind !== 'lure' || score < MIN_SIDE_SCORE));
}

function rank({ level }: Verdict): number {
  return level === 'danger' ? 2 : level === 'caution' ? 1 : 0;
}
