/** Checks batches of lines in several threads, this one among them; the results keep the order of the batches. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CheckedBatch, LineBatch, LineChecker } from './line-checker.ts';

/** Each thread keeps knowledge of its own, about 100 MB. */
const MAX_THREADS = 4;
/** Batches that lie at a thread, so that none is idle while this one checks a batch itself. */
const BATCHES_PER_THREAD = 2;

/** Starts the other threads; they load their code at once, and knowledge with their first batch. `folder`: registers, or null. */
export function startThreads(folder: string | null): CheckThread[] {
  return Array.from({ length: Math.min(MAX_THREADS, availableParallelism()) - 1 }, () => new CheckThread(folder));
}

/**
 * Stops the threads at the end.
 * @param first the first batch, already read from `others`
 * @param own checks here what comes while all threads are busy
 */
export async function* checkInThreads(
  first: LineBatch,
  others: AsyncIterable<LineBatch>,
  threads: readonly CheckThread[],
  own: () => LineChecker,
): AsyncGenerator<CheckedBatch> {
  const pending: Promise<CheckedBatch>[] = [];
  const give = (batch: LineBatch): void => {
    const [idlest] = threads.toSorted((one, other) => one.batches - other.batches);
    const isBusy = idlest === undefined || idlest.batches >= BATCHES_PER_THREAD;
    const checked = isBusy ? Promise.resolve(own().check(batch)) : idlest.check(batch);
    // A rejection is thrown where the batch is awaited, not before
    checked.catch(() => undefined);
    pending.push(checked);
  };
  try {
    give(first);
    for await (const batch of others) {
      give(batch);
      if (pending.length > (BATCHES_PER_THREAD + 1) * threads.length) yield await pending.shift()!;
    }
    for (const checked of pending) yield await checked;
  } finally {
    await stopThreads(threads);
  }
}

export async function stopThreads(threads: readonly CheckThread[]): Promise<void> {
  await Promise.all(threads.map((thread) => thread.stop()));
}

/** One worker thread; it answers batches in the order in which it got them. */
export class CheckThread {
  private readonly worker: Worker;
  private readonly waiting: { resolve: (checked: CheckedBatch) => void; reject: (error: unknown) => void }[] = [];

  constructor(folder: string | null) {
    this.worker = new Worker(new URL('line-worker.ts', import.meta.url), { workerData: folder });
    this.worker.on('message', (checked: CheckedBatch) => this.waiting.shift()?.resolve(checked));
    this.worker.on('error', (error) => {
      for (const { reject } of this.waiting.splice(0)) reject(error);
    });
  }

  /** How many batches it has not answered yet. */
  get batches(): number {
    return this.waiting.length;
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
