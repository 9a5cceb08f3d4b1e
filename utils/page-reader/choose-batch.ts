/** Chooses which of the waiting posts are sent to the worker next, in one request. */
import type { JobPost } from '../model/job-post.ts';
import { allowanceDelay, type JudgeAllowance } from './judge-allowance.ts';

const MAX_BATCH_POSTS = 50;
/** Highest cost of a batch of several posts. A longer post is sent alone, so that short ones do not wait for its verdict. */
const MAX_BATCH_COST_UNITS = 200_000;

export interface WaitingPost {
  post: JobPost;
  isUrgent: boolean;
  cost: number;
  failures: number;
  /** Of equally urgent posts with as many failures, the one with the lowest value is sent first. Milliseconds. */
  turn: number;
  /** Earliest time of the next request, by the clock of `performance.now()`, milliseconds. */
  notBefore: number;
}

/** Milliseconds until a post may be requested. */
export function waitOf({ cost, notBefore }: WaitingPost, allowance: JudgeAllowance): number {
  return Math.max(0, notBefore - performance.now(), allowanceDelay(allowance, cost));
}

/** The next batch, which is taken from the allowance; empty when every post must wait. */
export function chooseBatch(waiting: Iterable<WaitingPost>, allowance: JudgeAllowance): WaitingPost[] {
  const inOrder = [...waiting].toSorted(
    (a, b) => Number(b.isUrgent) - Number(a.isUrgent) || a.failures - b.failures || a.turn - b.turn,
  );
  const batch: WaitingPost[] = [];
  let failures = 0;
  let units = 0;
  for (const waitingPost of inOrder) {
    // A long post that must wait holds up no others.
    if (waitOf(waitingPost, allowance) > 0) continue;
    if (batch.length > 0 && units + waitingPost.cost > Math.min(MAX_BATCH_COST_UNITS, allowance.units)) continue;
    // After a failure the batch is halved: one refused post must not block the others.
    failures = Math.max(failures, waitingPost.failures);
    const maxPosts = Math.min(Math.max(1, MAX_BATCH_POSTS >> failures), Math.floor(allowance.posts));
    if (batch.length >= maxPosts) break;
    batch.push(waitingPost);
    units += waitingPost.cost;
  }
  allowance.posts -= batch.length;
  allowance.units -= units;
  return batch;
}
