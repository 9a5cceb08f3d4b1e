/**
 * Asks for verdicts in batches, once for each text: a page that shows the same post a hundred times costs one question,
 * and a page that inserts posts to time us gets no answer it can measure one by one.
 */
import type { JobPost } from '../model/job-post.ts';
import type { Verdict } from '../model/verdict.ts';

export interface JudgeQueue {
  /** Asks for this post unless its verdict is known or asked for; an urgent one is asked for before all others. */
  add(post: JobPost, urgent?: boolean): void;
  /** Posts that wait to be asked for. */
  size(): number;
  verdictOf(id: string): Verdict | undefined;
  /** The list or the knowledge changed: nothing counts as answered. What was said stands in the store until then. */
  invalidate(): void;
  /** Drops what is asked for and asks no more until the next post. */
  stop(): void;
}

const MAX_BATCH_POSTS = 50;
/** Most UTF-16 units in a batch: browsers refuse messages of tens of megabytes. */
const MAX_BATCH_UNITS = 2_000_000;
/** Verdicts remembered; the oldest goes first. */
const MAX_VERDICTS = 2000;
/** Gathering time of a batch, milliseconds. */
const BATCH_DELAY_MS = 30;
const URGENT_DELAY_MS = 4;
const MAX_RETRIES = 6;
/** What the background grants a tab, less a part for its other frames: past that it would refuse. */
const MAX_ALLOWANCE = 500;
const ALLOWANCE_PER_SECOND = 50;

/** @param requestVerdicts null when no answer could be had; asked again later, a few times, each time later */
export function createJudgeQueue(
  requestVerdicts: (posts: JobPost[]) => Promise<Verdict[] | null>,
  onAnswered: () => void,
): JudgeQueue {
  const known = new Map<string, Verdict>();
  const urgentPosts = new Map<string, JobPost>();
  const others = new Map<string, JobPost>();
  let failures = 0;
  let generation = 0;
  let allowance = MAX_ALLOWANCE;
  let filledAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueAt = 0;
  let isInFlight = false;

  const size = (): number => urgentPosts.size + others.size;
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
    // After a failure fewer at once: one post that is refused must not keep the others back.
    const maxPosts = Math.min(Math.max(1, MAX_BATCH_POSTS >> failures), Math.floor(allowance));
    const batch: JobPost[] = [];
    let units = 0;
    for (const queue of [urgentPosts, others]) {
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
    const verdicts = batch.length === 0 ? [] : await requestVerdicts(batch);
    isInFlight = false;
    timer = undefined;
    if (requestGeneration !== generation) return scheduleNext();
    if (batch.length === 0) return scheduleNext();
    allowance -= batch.length;
    if (verdicts === null) {
      failures++;
      if (failures <= MAX_RETRIES) for (const post of batch) urgentPosts.set(post.id, post);
      return scheduleNext();
    }
    failures = 0;
    batch.forEach((post, index) => {
      const verdict = verdicts[index];
      if (verdict !== undefined) known.set(post.id, verdict);
    });
    for (const id of known.keys()) {
      if (known.size <= MAX_VERDICTS) break;
      known.delete(id);
    }
    scheduleNext();
    onAnswered();
  };

  return {
    add(post, urgent = false) {
      if (known.has(post.id) || urgentPosts.has(post.id)) return;
      if (urgent) others.delete(post.id);
      (urgent ? urgentPosts : others).set(post.id, post);
      schedule(delayMs());
    },
    size,
    verdictOf: (id) => known.get(id),
    invalidate() {
      known.clear();
      failures = 0;
      generation++;
    },
    stop() {
      generation++;
      urgentPosts.clear();
      others.clear();
      if (!isInFlight) {
        clearTimeout(timer);
        timer = undefined;
      }
    },
  };
}
