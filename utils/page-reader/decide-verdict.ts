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

export interface VerdictDecision {
  /** The verdict to record; null keeps the recorded one. */
  judged: JudgedPost | null;
  /** Whether the version read last is decided, so that no other verdict is awaited. */
  isFinal: boolean;
  /** Whether a warning is held although milder words replaced it: decide again after `WARNING_HOLD_MS`. */
  isHeld: boolean;
}

/** How long a warning stays after the page puts milder words into the same post, milliseconds. */
export const WARNING_HOLD_MS = 10_000;

/** Smallest score of a lure in a footer, a dialog and the like. */
const MIN_SIDE_SCORE = 0.9;

const WAITING: VerdictDecision = { judged: null, isFinal: false, isHeld: false };
const HELD: VerdictDecision = { judged: null, isFinal: false, isHeld: true };
const UNCHANGED: VerdictDecision = { judged: null, isFinal: true, isHeld: false };

/** @param now by the clock of `performance.now()`, milliseconds */
export function decideVerdict(entry: StoredPost, verdictOf: VerdictSource, now: number): VerdictDecision {
  const { post, judged: before } = entry;
  if (post === null) return WAITING;
  const next = severestReading(post, entry.visiblePost, verdictOf);
  if (next === null) {
    const earlier = latestEarlierVersion(entry, verdictOf);
    return earlier === null ? WAITING : { ...WAITING, judged: withoutWeakWarning(entry, earlier) };
  }
  if (before !== null && before.post.id !== post.id && rank(before.verdict) > rank(next.verdict)) {
    if (shouldHold(entry, before, post, now)) return HELD;
    if (isTranslation(entry.element, entry.language, before.post, post)) return UNCHANGED;
  }
  return { judged: withoutWeakWarning(entry, next), isFinal: true, isHeld: false };
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

/** The newest earlier version with a verdict; null when there is none, or when it is recorded already. */
function latestEarlierVersion({ earlierVersions, judged }: StoredPost, verdictOf: VerdictSource): JudgedPost | null {
  const post = earlierVersions.findLast(({ id }) => verdictOf(id) !== undefined);
  return post === undefined || post.id === judged?.post.id ? null : { post, verdict: verdictOf(post.id)! };
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

/** Outside of posts only danger is shown, in side parts only a clear lure. Footers tell where to write, and that somebody is hiring. */
function withoutWeakWarning({ isRestOfPage, isSidePart }: StoredPost, { post, verdict }: JudgedPost): JudgedPost {
  const { level, kind, score } = verdict;
  const isTooWeak =
    isRestOfPage &&
    (level === 'caution' ||
      (level === 'danger' && isSidePart && kind !== 'listed' && (kind !== 'lure' || score < MIN_SIDE_SCORE)));
  return { post, verdict: isTooWeak ? { ...verdict, level: 'none' } : verdict };
}

function rank({ level }: Verdict): number {
  return level === 'danger' ? 2 : level === 'caution' ? 1 : 0;
}
