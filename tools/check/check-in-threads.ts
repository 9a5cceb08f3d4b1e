/** Checks batches of lines in several threads; the results keep the order of the batches. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CheckedBatch, LineBatch } from './line-checker.ts';

/** Each thread keeps knowledge of its own, about 100 MB. */
const MAX_THREADS = 4;
/** Batches that wait for a thread, so that none is idle while the input is read. */
const BATCHES_PER_THREAD = 2;

/**
 * @param first the first batch, already read from `others`
 * @param folder registers of licensed agencies, or null
 */
export async function* checkInThreads(
  first: LineBatch,
  others: AsyncIterable<LineBatch>,
  folder: string | null,
): AsyncGenerator<CheckedBatch> {
  const threads = Array.from({ length: Math.min(MAX_THREADS, availableParallelism()) }, () => new CheckThread(folder));
  const pending: Promise<CheckedBatch>[] = [];
  let next = 0;
  const send = (batch: LineBatch): void => {
    const checked = threads[next++ % threads.length]!.check(batch);
    // A rejection is thrown where the batch is awaited, not before
    checked.catch(() => undefined);
    pending.push(checked);
  };
  try {
    send(first);
    for await (const batch of others) {
      send(batch);
      if (pending.length >= BATCHES_PER_THREAD * threads.length) yield await pending.shift()!;
    }
    for (const checked of pending) yield await checked;
  } finally {
    await Promise.all(threads.map((thread) => thread.stop()));
  }
}

/** One worker thread; it answers batches in the order in which it got them. */
class CheckThread {
  private readonly worker: Worker;
  private readonly waiting: { resolve: (checked: CheckedBatch) => void; reject: (error: unknown) => void }[] = [];

  constructor(folder: string | null) {
    this.worker = new Worker(new URL('line-worker.ts', import.meta.url), { workerData: folder });
    this.worker.on('message', (checked: CheckedBatch) => this.waiting.shift()?.resolve(checked));
    this.worker.on('error', (error) => {
      for (const { reject } of this.waiting.splice(0)) reject(error);
    });
  }

  check(batch: LineBatch): Promise<CheckedBatch> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage(batch, []);
    });
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
