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
  const pending = new Map<number, { resolve: (result: CheckResult) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let worker: Worker | null = null;
  /** The worker has answered, so its script was loaded. */
  let answers = false;
  /** Kept until then: a worker whose script cannot be loaded would take the port along. */
  let lists: MessagePort | null = null;

  function start(): Worker {
    const started = new Worker(new URL('./judge-worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<JudgeResponse>) => {
      answers = true;
      passLists(started);
      const request = pending.get(data.id);
      pending.delete(data.id);
      if ('result' in data) request?.resolve(data.result);
      else request?.reject(new Error(data.error));
    });
    started.addEventListener('error', () => {
      for (const { reject } of pending.values()) reject(new Error('the worker could not start'));
      pending.clear();
      // No worker runs without its script, so the next text starts another.
      if (!answers) worker = null;
    });
    return started;
  }

  function passLists(to: Worker): void {
    if (lists !== null) to.postMessage('lists', [lists]);
    lists = null;
  }

  return {
    check: (text, own) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        pending.set(id, { resolve, reject });
        worker ??= start();
        worker.postMessage({ id, text, own } satisfies JudgeRequest, {});
      }),
    connectLists(port) {
      lists = port;
      if (answers && worker !== null) passLists(worker);
    },
  };
}
