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
  renew(): void;
  /** Drops what is asked for and asks no more until the next post. */
  stop(): void;
}

const MOST_IN_BATCH = 50;
/** Most UTF-16 units in a batch: browsers refuse messages of tens of megabytes. */
const MOST_UNITS = 2_000_000;
/** Verdicts remembered; the oldest goes first. */
const MOST_KNOWN = 2000;
/** Gathering time of a batch, milliseconds. */
const WAIT = 30;
const WAIT_URGENT = 4;
const RETRIES = 6;
/** What the background grants a tab, less a part for its other frames: past that it would refuse. */
const BURST = 500;
const PER_SECOND = 50;

/** @param ask null when no answer could be had; asked again later, a few times, each time later */
export function createJudgeQueue(
  ask: (posts: JobPost[]) => Promise<Verdict[] | null>,
  answered: () => void,
): JudgeQueue {
  const known = new Map<string, Verdict>();
  const urgents = new Map<string, JobPost>();
  const others = new Map<string, JobPost>();
  let failures = 0;
  let round = 0;
  let left = BURST;
  let filledAt = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueAt = 0;
  let asking = false;

  const size = (): number => urgents.size + others.size;
  const pause = (): number =>
    failures > 0 ? Math.min(60_000, 500 * 2 ** failures) : urgents.size > 0 ? WAIT_URGENT : WAIT;
  const schedule = (delay: number): void => {
    const due = performance.now() + delay;
    if (timer !== undefined && (asking || due >= dueAt)) return;
    clearTimeout(timer);
    dueAt = due;
    timer = setTimeout(() => void run(), delay);
  };
  const refill = (): void => {
    const now = performance.now();
    left = Math.min(BURST, left + ((now - filledAt) / 1000) * PER_SECOND);
    filledAt = now;
  };
  const take = (): JobPost[] => {
    refill();
    // After a failure fewer at once: one post that is refused must not keep the others back.
    const most = Math.min(Math.max(1, MOST_IN_BATCH >> failures), Math.floor(left));
    const batch: JobPost[] = [];
    let units = 0;
    for (const queue of [urgents, others]) {
      for (const [id, post] of queue) {
        units += post.text.length;
        if (batch.length >= most || (batch.length > 0 && units > MOST_UNITS)) return batch;
        batch.push(post);
        queue.delete(id);
      }
    }
    return batch;
  };
  const goOn = (): void => {
    if (size() > 0) schedule(failures > 0 ? pause() : left < 1 ? 1000 / PER_SECOND : 0);
  };
  const run = async (): Promise<void> => {
    const batch = take();
    const asked = round;
    asking = true;
    const verdicts = batch.length === 0 ? [] : await ask(batch);
    asking = false;
    timer = undefined;
    if (asked !== round) return goOn();
    if (batch.length === 0) return goOn();
    left -= batch.length;
    if (verdicts === null) {
      failures++;
      if (failures <= RETRIES) for (const post of batch) urgents.set(post.id, post);
      return goOn();
    }
    failures = 0;
    batch.forEach((post, index) => {
      const verdict = verdicts[index];
      if (verdict !== undefined) known.set(post.id, verdict);
    });
    for (const id of known.keys()) {
      if (known.size <= MOST_KNOWN) break;
      known.delete(id);
    }
    goOn();
    answered();
  };

  return {
    add(post, urgent = false) {
      if (known.has(post.id) || urgents.has(post.id)) return;
      if (urgent) others.delete(post.id);
      (urgent ? urgents : others).set(post.id, post);
      schedule(pause());
    },
    size,
    verdictOf: (id) => known.get(id),
    renew() {
      known.clear();
      failures = 0;
      round++;
    },
    stop() {
      round++;
      urgents.clear();
      others.clear();
      if (!asking) {
        clearTimeout(timer);
        timer = undefined;
      }
    },
  };
}
