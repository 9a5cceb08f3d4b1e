/**
 * The posts now on the page, by element, with their verdicts. On an endless feed only the newest unflagged posts are kept in
 * full. Of older ones only the element is kept.
 */
import type { JudgedPost } from '../contracts/page-summary.ts';
import { parentAcrossShadow } from '../dom/shadow-roots.ts';
import { EMPTY_POST } from '../model/empty-post.ts';
import type { JobPost } from '../model/job-post.ts';
import type { Level } from '../model/verdict.ts';
import type { PostOnPage } from '../sites/post-on-page.ts';
import { decideVerdict, judgedEarlierVersion, withoutWeakWarning, type VerdictSource } from './decide-verdict.ts';
import type { Finding } from './overlay-state.ts';
import { PostSets } from './post-sets.ts';
import {
  createStoredPost,
  discardWords,
  isOnPage,
  keepEarlierVersion,
  recordVerdict,
  replaceReading,
  type StoredPost,
} from './stored-post.ts';

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
  /** Applies new verdicts. @returns whether to call it again after `WARNING_HOLD_MS`: a warning is held */
  applyVerdicts(verdictOf: VerdictSource, now: number): boolean;
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

/** Number of unflagged posts kept in full. */
const MAX_FULL_POSTS = 300;
/** Time between two checks of all posts, milliseconds. */
const SWEEP_INTERVAL_MS = 3000;
/** Replaces a post whose words were discarded. */
const DISCARDED_POST: JobPost = { ...EMPTY_POST, kind: 'card' };

export function createPostStore(): PostStore {
  const sets = new PostSets();
  const { entries, unjudged, flagged, unflagged, rest } = sets;
  let sweptAt = 0;

  const setVerdict = (entry: StoredPost, found: JudgedPost, now: number): void => {
    const judged = withoutWeakWarning(entry, found);
    recordVerdict(entry, judged, now);
    flagged.delete(entry);
    unflagged.delete(entry);
    (judged.verdict.level === 'none' ? unflagged : flagged).add(entry);
  };
  /** @returns whether a warning is held, and the post must be checked again later */
  const applyVerdict = (entry: StoredPost, verdictOf: VerdictSource, now: number): boolean => {
    const decision = decideVerdict(entry, verdictOf, now);
    if (decision === 'held') return true;
    if (decision === null) {
      const earlier = judgedEarlierVersion(entry, verdictOf);
      if (earlier !== null) setVerdict(entry, earlier, now);
      return false;
    }
    unjudged.delete(entry);
    entry.earlierVersions = [];
    if (decision !== 'kept') setVerdict(entry, decision, now);
    return false;
  };
  return {
    size: () => sets.size(),
    // The words of older posts were discarded after their verdict.
    judgedSize: () =>
      sets.size() -
      [...unjudged].filter((entry) => entry.judged === null && entry.post !== null && !sets.isSilentRest(entry)).length,
    get: (element) => entries.get(element),
    retain(elements) {
      for (const entry of entries.values()) if (!elements.has(entry.element)) sets.drop(entry);
    },
    first: () => entries.values().next().value,
    posts: () => [...entries.values()].map((entry) => toPostOnPage(entry, sets.isSilentRest(entry))),
    judged: () => findingsOf([...entries.values()].filter((entry) => !sets.isSilentRest(entry))),
    flagged: () => findingsOf(flagged),
    count(level) {
      let count = 0;
      for (const { judged } of flagged) if (judged?.verdict.level === level) count++;
      return count;
    },
    upsert(found, textHash, visiblePost = null) {
      let entry = entries.get(found.element);
      if (entry === undefined) {
        entry = createStoredPost(found, textHash, visiblePost);
        sets.add(entry);
      } else {
        if (entry.post !== null && entry.post.id !== found.post.id && unjudged.has(entry))
          keepEarlierVersion(entry, entry.post);
        replaceReading(entry, found, textHash, visiblePost);
      }
      unjudged.add(entry);
      if (entry.isRestOfPage) rest.add(entry);
      else rest.delete(entry);
    },
    remove(element) {
      const entry = entries.get(element);
      if (entry !== undefined) sets.drop(entry);
    },
    applyVerdicts(verdictOf, now) {
      let mustCallAgain = false;
      for (const entry of unjudged) mustCallAgain = applyVerdict(entry, verdictOf, now) || mustCallAgain;
      for (const entry of unflagged) {
        if (unflagged.size <= MAX_FULL_POSTS) break;
        unflagged.delete(entry);
        discardWords(entry);
      }
      return mustCallAgain;
    },
    flaggedWithUnseenWords: () =>
      [...flagged].filter(
        (entry) => entry.isRestOfPage || (entry.judged !== null && entry.judged.post.id === entry.visiblePost?.id),
      ),
    endHold(element) {
      const entry = entries.get(element);
      if (entry !== undefined) entry.judgedAt = Number.NEGATIVE_INFINITY;
    },
    invalidate() {
      const all = [...entries.values()];
      const kept = all.filter((entry) => entry.post !== null);
      for (const entry of kept) unjudged.add(entry);
      return {
        posts: kept.flatMap(({ post, visiblePost }) => [post, visiblePost].filter((one) => one !== null)),
        elements: all.flatMap(({ post, element }) => (post === null ? element : [])),
      };
    },
    enclosing(element) {
      let node: Element | null = element;
      while (node !== null && !entries.has(node)) node = parentAcrossShadow(node);
      return node;
    },
    prune(now) {
      const isSweep = now - sweptAt >= SWEEP_INTERVAL_MS;
      if (isSweep) sweptAt = now;
      for (const entry of isSweep ? entries.values() : flagged) if (!isOnPage(entry)) sets.drop(entry);
    },
    clear: () => sets.clear(),
  };
}

function findingsOf(entries: Iterable<StoredPost>): Finding[] {
  return [...entries].flatMap(({ judged, element, anchor }) => (judged === null ? [] : { ...judged, element, anchor }));
}

/** @param isSilentRest the rest of a page without a warning, which counts as no post */
function toPostOnPage({ post, element, anchor, isComplete }: StoredPost, isSilentRest: boolean): PostOnPage {
  return {
    post: post ?? DISCARDED_POST,
    element,
    anchor,
    isComplete: isComplete && !isSilentRest,
    isRestOfPage: isSilentRest,
  };
}
