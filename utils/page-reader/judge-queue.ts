/**
 * Requests verdicts in batches, once for each text. A post shown a hundred times costs one request. A page cannot
 * measure the time of one verdict by inserting posts.
 */
import type { JobPost } from '../model/job-post.ts';
import type { Verdict } from '../model/verdict.ts';

export interface JudgeQueue {
  /** Queues a post unless its verdict is known or requested. Urgent posts are sent first. */
  add(post: JobPost, urgent?: boolean): void;
  /** Number of queued posts. */
  size(): number;
  verdictOf(id: string): Verdict | undefined;
  /** Forgets all verdicts, after lists or knowledge changed. The post store keeps the old ones until new ones arrive. */
  invalidate(): void;
  /** Drops all queued posts. The next `add` starts again. */
  stop(): void;
}

const MAX_BATCH_POSTS = 50;
/** UTF-16 units in a batch, at most: browsers refuse messages of tens of megabytes. */
const MAX_BATCH_UNITS = 2_000_000;
/** Number of verdicts kept; the oldest is dropped first. */
const MAX_VERDICTS = 2000;
/** Time to collect a batch, milliseconds. */
const BATCH_DELAY_MS = 30;
const URGENT_DELAY_MS = 4;
const MAX_RETRIES = 6;
/** Posts that the worker's rate limit grants a tab at once, less a share for its other frames. */
const MAX_ALLOWANCE = 500;
const ALLOWANCE_PER_SECOND = 50;

/** @param requestVerdicts resolves to null on failure; retried up to `MAX_RETRIES` times with growing delays */
export function createJudgeQueue(
  requestVerdicts: (posts: JobPost[]) => Promise<Verdict[] | null>,
  onAnswered: () => void,
): JudgeQueue {
  const verdicts = new Map<string, Verdict>();
  const urgentPosts = new Map<string, JobPost>();
  const normalPosts = new Map<string, JobPost>();
  let failures = 0;
  let generation = 0;
  let allowance = MAX_ALLOWANCE;
  let filledAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueAt = 0;
  let isInFlight = false;

  const size = (): number => urgentPosts.size + normalPosts.size;
  const delayMs = (): number =>
    failures > 0 ? Math.min(60_000, 500 * 2 ** failures) : urgentPosts.size > 0 ? URGENT_DELAY_MS : BATCH_DELAY_MS;
  const schedule = (delay: number): void => {
    const due = performance.now() + delay;
    if (timer !== undefined && (isInFlight || due >= dueAt)) return;
    clearTimeout(timer);
    dueAt = due;
    timer = setTimeout(() => void sendBatch(), delay);
  };
  const refill = (): void => {
    const now = performance.now();
    allowance = Math.min(MAX_ALLOWANCE, allowance + ((now - filledAt) / 1000) * ALLOWANCE_PER_SECOND);
    filledAt = now;
  };
  const takeBatch = (): JobPost[] => {
    refill();
    // After a failure the batch is halved: one refused post must not block the others.
    const maxPosts = Math.min(Math.max(1, MAX_BATCH_POSTS >> failures), Math.floor(allowance));
    const batch: JobPost[] = [];
    let units = 0;
    for (const queue of [urgentPosts, normalPosts]) {
      for (const [id, post] of queue) {
        units += post.text.length;
        if (batch.length >= maxPosts || (batch.length > 0 && units > MAX_BATCH_UNITS)) return batch;
        batch.push(post);
        queue.delete(id);
      }
    }
    return batch;
  };
  const scheduleNext = (): void => {
    if (size() > 0) schedule(failures > 0 ? delayMs() : allowance < 1 ? 1000 / ALLOWANCE_PER_SECOND : 0);
  };
  const sendBatch = async (): Promise<void> => {
    const batch = takeBatch();
    const requestGeneration = generation;
    isInFlight = true;
    const answers = batch.length === 0 ? [] : await requestVerdicts(batch);
    isInFlight = false;
    timer = undefined;
    if (requestGeneration !== generation) return scheduleNext();
    if (batch.length === 0) return scheduleNext();
    allowance -= batch.length;
    if (answers === null) {
      failures++;
      if (failures <= MAX_RETRIES) for (const post of batch) urgentPosts.set(post.id, post);
      return scheduleNext();
    }
    failures = 0;
    batch.forEach((post, index) => {
      const verdict = answers[index];
      if (verdict !== undefined) verdicts.set(post.id, verdict);
    });
    for (const id of verdicts.keys()) {
      if (verdicts.size <= MAX_VERDICTS) break;
      verdicts.delete(id);
    }
    scheduleNext();
    onAnswered();
  };

  return {
    add(post, urgent = false) {
      if (verdicts.has(post.id) || urgentPosts.has(post.id)) return;
      if (urgent) normalPosts.delete(post.id);
      (urgent ? urgentPosts : normalPosts).set(post.id, post);
      schedule(delayMs());
    },
    size,
    verdictOf: (id) => verdicts.get(id),
    invalidate() {
      verdicts.clear();
      failures = 0;
      generation++;
    },
    stop() {
      generation++;
      urgentPosts.clear();
      normalPosts.clear();
      if (!isInFlight) {
        clearTimeout(timer);
        timer = undefined;
      }
    },
  };
}
