/**
 * Asks for verdicts in batches, once for each text: a page that shows the same post a hundred times costs one question,
 * and a page that inserts posts to time us gets no answer it can measure one by one.
 */
import type { JobPost } from '../model/job-post.ts';
import type { Verdict } from '../model/verdict.ts';

export interface JudgeQueue {
  /** Asks for this post unless its verdict is known or asked for. */
  add(post: JobPost): void;
  verdictOf(id: string): Verdict | undefined;
  /** The list or the knowledge changed: what was answered stands until it is answered anew. */
  renew(): void;
  /** Drops what is asked for and asks no more until the next post. */
  stop(): void;
}

const MOST_IN_BATCH = 50;
/** Most UTF-16 units in a batch: browsers refuse messages of tens of megabytes. */
const MOST_UNITS = 2_000_000;
/** Verdicts remembered; the oldest goes first. */
const MOST_KNOWN = 5000;
const WAIT = 30;
const RETRIES = 6;

/** @param ask null when no answer could be had; asked again later, a few times, each time later */
export function createJudgeQueue(
  ask: (posts: JobPost[]) => Promise<Verdict[] | null>,
  answered: () => void,
): JudgeQueue {
  const known = new Map<string, Verdict>();
  let former = new Map<string, Verdict>();
  const queue = new Map<string, JobPost>();
  let failures = 0;
  let round = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const pause = (): number => (failures === 0 ? WAIT : Math.min(60_000, 500 * 2 ** failures));
  const schedule = (delay: number): void => {
    timer ??= setTimeout(() => void run(), delay);
  };
  const take = (): JobPost[] => {
    const batch: JobPost[] = [];
    let units = 0;
    for (const [id, post] of queue) {
      units += post.text.length;
      if (batch.length > 0 && (batch.length >= MOST_IN_BATCH || units > MOST_UNITS)) break;
      batch.push(post);
      queue.delete(id);
    }
    return batch;
  };
  const run = async (): Promise<void> => {
    const batch = take();
    const asked = round;
    const verdicts = batch.length === 0 ? [] : await ask(batch);
    timer = undefined;
    if (asked !== round) {
      if (queue.size > 0) schedule(0);
      return;
    }
    if (verdicts === null) {
      failures++;
      if (failures <= RETRIES) {
        for (const post of batch) queue.set(post.id, post);
        schedule(pause());
      }
      return;
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
    if (queue.size > 0) schedule(0);
    else former.clear();
    answered();
  };

  return {
    add(post) {
      if (known.has(post.id) || queue.has(post.id)) return;
      queue.set(post.id, post);
      schedule(pause());
    },
    verdictOf: (id) => known.get(id) ?? former.get(id),
    renew() {
      former = new Map([...former, ...known]);
      known.clear();
      failures = 0;
      round++;
    },
    stop() {
      round++;
      queue.clear();
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
