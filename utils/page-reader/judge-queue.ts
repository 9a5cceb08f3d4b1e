/**
 * Requests verdicts in batches, once for each text. A post shown a hundred times costs one request. A page cannot
 * measure the time of one verdict by inserting posts.
 */
import type { JobPost } from '../model/job-post.ts';
import { judgingCost } from '../model/judging-cost.ts';
import type { Verdict } from '../model/verdict.ts';
import { chooseBatch, waitOf, type WaitingPost } from './choose-batch.ts';
import { fullAllowance, refillAllowance } from './judge-allowance.ts';

export interface JudgeQueue {
  /** Queues a post unless its verdict is known or requested. Urgent posts are sent first, of them short and early ones. */
  add(post: JobPost, isUrgent?: boolean): void;
  /** Number of queued posts. */
  size(): number;
  verdictOf(id: string): Verdict | undefined;
  /** Forgets all verdicts, after lists or knowledge changed. The post store keeps the old ones until new ones arrive. */
  invalidate(): void;
  /** Drops all queued posts. The next `add` starts again. */
  stop(): void;
}

/**
 * Each doubling of its cost delays the turn of a post by this time. So short posts come first, but a stream of them cannot
 * hold up a longer one for ever.
 */
const DELAY_PER_DOUBLING_MS = 1000;
/** Number of verdicts kept; the oldest is dropped first. */
const MAX_VERDICTS = 2000;
/** Time to collect a batch, milliseconds. */
const BATCH_DELAY_MS = 30;
const URGENT_DELAY_MS = 4;
const MAX_RETRIES = 6;
const FIRST_RETRY_MS = 1000;
const MAX_RETRY_MS = 60_000;
/** Time to the next request after one that failed, milliseconds, for posts that have not failed. */
const AFTER_FAILURE_MS = 500;
/** @param requestVerdicts resolves to null on failure; each post is retried up to `MAX_RETRIES` times with growing delays */
export function createJudgeQueue(
  requestVerdicts: (posts: JobPost[]) => Promise<Verdict[] | null>,
  onAnswered: () => void,
): JudgeQueue {
  const verdicts = new Map<string, Verdict>();
  const waiting = new Map<string, WaitingPost>();
  let isInFlight = false;
  const allowance = fullAllowance();
  let generation = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueAt = 0;
  /** After a failure, when the next request may be sent. */
  let pausedUntil = 0;

  const schedule = (delay: number): void => {
    if (isInFlight) return;
    const due = Math.max(performance.now() + delay, pausedUntil);
    if (timer !== undefined && due >= dueAt) return;
    clearTimeout(timer);
    dueAt = due;
    timer = setTimeout(() => void sendBatch(), due - performance.now());
  };
  const takeBatch = (): WaitingPost[] => {
    refillAllowance(allowance);
    const batch = chooseBatch(waiting.values(), allowance);
    for (const { post } of batch) waiting.delete(post.id);
    return batch;
  };
  const scheduleNext = (): void => {
    refillAllowance(allowance);
    let delay = Number.POSITIVE_INFINITY;
    for (const waitingPost of waiting.values()) delay = Math.min(delay, waitOf(waitingPost, allowance));
    if (waiting.size > 0) schedule(Math.ceil(delay));
  };
  const retryLater = (batch: readonly WaitingPost[]): void => {
    const now = performance.now();
    pausedUntil = now + AFTER_FAILURE_MS;
    for (const waitingPost of batch) {
      const failures = waitingPost.failures + 1;
      const notBefore = now + Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** waitingPost.failures);
      if (failures <= MAX_RETRIES) waiting.set(waitingPost.post.id, { ...waitingPost, failures, notBefore });
    }
  };
  const keepVerdicts = (batch: readonly WaitingPost[], answers: readonly Verdict[]): void => {
    batch.forEach(({ post }, index) => {
      const verdict = answers[index];
      // It may have been added again meanwhile.
      waiting.delete(post.id);
      if (verdict !== undefined) verdicts.set(post.id, verdict);
    });
    for (const id of verdicts.keys()) {
      if (verdicts.size <= MAX_VERDICTS) break;
      verdicts.delete(id);
    }
  };
  const sendBatch = async (): Promise<void> => {
    timer = undefined;
    const batch = takeBatch();
    if (batch.length === 0) return scheduleNext();
    const requestGeneration = generation;
    isInFlight = true;
    const answers = await requestVerdicts(batch.map(({ post }) => post));
    isInFlight = false;
    if (requestGeneration !== generation) return scheduleNext();
    if (answers === null) {
      retryLater(batch);
      return scheduleNext();
    }
    pausedUntil = 0;
    keepVerdicts(batch, answers);
    scheduleNext();
    onAnswered();
  };

  return {
    add(post, isUrgent = false) {
      const known = waiting.get(post.id);
      if (verdicts.has(post.id) || (known !== undefined && (known.isUrgent || !isUrgent))) return;
      const cost = judgingCost(post);
      const turn = performance.now() + DELAY_PER_DOUBLING_MS * Math.log2(cost);
      waiting.set(post.id, { ...(known ?? { post, cost, turn, failures: 0, notBefore: 0 }), isUrgent });
      schedule(isUrgent ? URGENT_DELAY_MS : BATCH_DELAY_MS);
    },
    size: () => waiting.size,
    verdictOf: (id) => verdicts.get(id),
    invalidate() {
      verdicts.clear();
      for (const waitingPost of waiting.values()) Object.assign(waitingPost, { failures: 0, notBefore: 0 });
      pausedUntil = 0;
      generation++;
    },
    stop() {
      generation++;
      waiting.clear();
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
