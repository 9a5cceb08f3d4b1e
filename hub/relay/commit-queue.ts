/** Changes that are committed together. A commit syncs the disk, which takes most of the time of a request. */

/** Under load a commit waits this long for more changes, milliseconds. A single change does not wait. */
const COMMIT_DELAY_MS = 4;

interface PendingChange {
  apply: () => unknown;
  resolve: (result: never) => void;
  reject: (error: unknown) => void;
}

/** Applies changes in one transaction. @returns the result of each, once all are durable; throws when none is */
export type Commit = (changes: readonly (() => unknown)[]) => unknown[];

export class CommitQueue {
  readonly #commit: Commit;
  #pending: PendingChange[] = [];
  /** Changes in the last commit. */
  #lastBatchSize = 0;

  constructor(commit: Commit) {
    this.#commit = commit;
  }

  /** Applies a change in the next commit; resolves with its result once it is durable. */
  async add<T>(apply: () => T): Promise<T> {
    return await new Promise<T>((resolve, reject) => {
      if (this.#pending.length === 0) this.#schedule();
      this.#pending.push({ apply, resolve, reject });
    });
  }

  #schedule(): void {
    if (this.#lastBatchSize > 1) setTimeout(() => this.flush(), COMMIT_DELAY_MS);
    else setImmediate(() => this.flush());
  }

  /** Commits what is pending now. */
  flush(): void {
    const batch = this.#pending;
    this.#pending = [];
    if (batch.length === 0) return;
    this.#lastBatchSize = batch.length;
    try {
      const results = this.#commit(batch.map(({ apply }) => apply));
      batch.forEach(({ resolve }, index) => resolve(results[index] as never));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
