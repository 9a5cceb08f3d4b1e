/** Starts the judge worker, and sends it texts to check. */
import type { CheckResult } from '../utils/check/check-text.ts';

export interface JudgeRequest {
  id: number;
  text: string;
  own: string | null;
}
export type JudgeResponse = { id: number; result: CheckResult } | { id: number; error: string };

export interface SiteJudge {
  check(text: string, own: string | null): Promise<CheckResult>;
  /** From now on posts are looked up in the lists behind this port, too. */
  connectLists(port: MessagePort): void;
}

export function startJudge(): SiteJudge {
  const worker = new Worker(new URL('./judge-worker.ts', import.meta.url), { type: 'module' });
  const pending = new Map<number, { resolve: (result: CheckResult) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<JudgeResponse>) => {
    const request = pending.get(data.id);
    pending.delete(data.id);
    if ('result' in data) request?.resolve(data.result);
    else request?.reject(new Error(data.error));
  });
  worker.addEventListener('error', () => {
    for (const { reject } of pending.values()) reject(new Error('the worker could not start'));
    pending.clear();
  });
  return {
    check: (text, own) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        pending.set(id, { resolve, reject });
        worker.postMessage({ id, text, own } satisfies JudgeRequest, {});
      }),
    connectLists: (port) => worker.postMessage('lists', [port]),
  };
}
