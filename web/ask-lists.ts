/** Asks the list worker for verdicts over a port. Without an answer in time, the text alone is judged. */
import type { Analysis } from '../utils/detect/analysis.ts';
import type { JobPost } from '../utils/model/job-post.ts';
import type { Verdict } from '../utils/model/verdict.ts';
import type { VerdictsRequest, VerdictsResponse } from './list-messages.ts';

/** Resolves with the verdicts in order, or null when the lists did not answer in time. */
export type AskLists = (posts: readonly JobPost[], analyses: readonly Analysis[]) => Promise<Verdict[] | null>;

const TIMEOUT_MS = 4_000;

export function createAskLists(port: MessagePort): AskLists {
  const pending = new Map<number, (verdicts: Verdict[] | null) => void>();
  let lastId = 0;
  port.addEventListener('message', ({ data }: MessageEvent<VerdictsResponse>) => {
    pending.get(data.id)?.('verdicts' in data ? data.verdicts : null);
    pending.delete(data.id);
  });
  port.start();
  return (posts, analyses) =>
    new Promise((resolve) => {
      const id = ++lastId;
      pending.set(id, resolve);
      setTimeout(() => {
        pending.delete(id);
        resolve(null);
      }, TIMEOUT_MS);
      const request: VerdictsRequest = { id, posts, analyses };
      port.postMessage(request);
    });
}
