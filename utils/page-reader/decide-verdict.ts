/**
 * Decides which verdict counts for a post that is read again and again. A page may hide words, keep rewriting its post, or put
 * milder words into it after a warning.
 */
import type { JudgedPost } from '../contracts/page-summary.ts';
import type { JobPost } from '../model/job-post.ts';
import type { Verdict } from '../model/verdict.ts';
import { isTranslation } from './is-translation.ts';
import { sharesPassage } from './shares-passage.ts';
import type { StoredPost } from './stored-post.ts';

/** The verdict on the post with this id; undefined while there is none. */
export type VerdictSource = (id: string) => Verdict | undefined;

/**
 * The verdict to record, or null while the version read last has none. Otherwise the reason why none is recorded:
 * - `held`: a warning stays although milder words replaced it; decide again after `WARNING_HOLD_MS`.
 * - `kept`: the milder words are a translation, so the warning stays for good.
 */
export type VerdictDecision = JudgedPost | 'held' | 'kept' | null;

/** How long a warning stays after the page puts milder words into the same post, milliseconds. */
export const WARNING_HOLD_MS = 10_000;

/** Smallest score of a lure in a footer, a dialog and the like. */
const MIN_SIDE_SCORE = 0.9;

/** @param now by the clock of `performance.now()`, milliseconds */
export function decideVerdict(entry: StoredPost, verdictOf: VerdictSource, now: number): VerdictDecision {
  const { post, judged: before } = entry;
  const next = post === null ? null : severestReading(post, entry.visiblePost, verdictOf);
  if (post === null || next === null) return null;
  if (before !== null && before.post.id !== post.id && rank(before.verdict) > rank(next.verdict)) {
    if (shouldHold(entry, before, post, now)) return 'held';
    if (isTranslation(entry.element, entry.language, before.post, post)) return 'kept';
  }
  return next;
}

/**
 * The newest earlier version that has a verdict. Null when there is none, when its verdict is recorded already, and for a
 * discarded post.
 */
export function judgedEarlierVersion(entry: StoredPost, verdictOf: VerdictSource): JudgedPost | null {
  if (entry.post === null) return null;
  const post = entry.earlierVersions.findLast(({ id }) => verdictOf(id) !== undefined);
  return post === undefined || post.id === entry.judged?.post.id ? null : { post, verdict: verdictOf(post.id)! };
}

/**
 * Lowers a weak warning to `none`: outside of posts only danger is shown, in side parts only a clear lure. Footers tell where to
 * write, and that somebody is hiring.
 */
export function withoutWeakWarning({ isRestOfPage, isSidePart }: StoredPost, judged: JudgedPost): JudgedPost {
  const { level, kind, score } = judged.verdict;
  const isTooWeak =
    isRestOfPage &&
    (level === 'caution' ||
      (level === 'danger' && isSidePart && kind !== 'listed' && (kind !== 'lure' || score < MIN_SIDE_SCORE)));
  return isTooWeak ? { ...judged, verdict: { ...judged.verdict, level: 'none' } } : judged;
}

/** The more severe verdict of the post with and without its invisible words; null until both are known. */
function severestReading(post: JobPost, visiblePost: JobPost | null, verdictOf: VerdictSource): JudgedPost | null {
  const verdict = verdictOf(post.id);
  const visibleVerdict = visiblePost === null ? verdict : verdictOf(visiblePost.id);
  if (verdict === undefined || visibleVerdict === undefined) return null;
  return visiblePost !== null && rank(visibleVerdict) > rank(verdict)
    ? { post: visiblePost, verdict: visibleVerdict }
    : { post, verdict };
}

/** Whether the warning stays for now: the milder words are those of the same post, which the page changed. */
function shouldHold(
  { firstSimilarPost, visiblePost, judgedAt }: StoredPost,
  before: JudgedPost,
  post: JobPost,
  now: number,
): boolean {
  return (
    isSamePost(before.post, post) &&
    // Sites change title and address first, and load the text of the next post afterwards.
    isSamePost(firstSimilarPost ?? before.post, post) &&
    before.post.id !== visiblePost?.id &&
    now - judgedAt < WARNING_HOLD_MS
  );
}

/** Feeds put the next post into the element of a former one. Posts of people have no title; one person writes many. */
function isSamePost(a: JobPost, b: JobPost): boolean {
  return (
    a.title === b.title && a.poster === b.poster && a.url === b.url && (a.title !== '' || sharesPassage(a.text, b.text))
  );
}

function rank({ level }: Verdict): number {
  return level === 'danger' ? 2 : level === 'caution' ? 1 : 0;
}
