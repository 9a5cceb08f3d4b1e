/** Empties the log of a SQLite file, which still holds the bytes of deleted reports. */
import type { DatabaseSync } from 'node:sqlite';
import { BUSY_TIMEOUT_MS } from './sqlite-file.ts';

/** How long deletions wait to empty the log together, milliseconds. */
const EMPTY_DELAY_MS = 200;
/** How long the next attempt waits when the log could not be emptied, milliseconds. */
const RETRY_DELAY_MS = 5_000;

export class WriteAheadLog {
  readonly #db: DatabaseSync;
  #timer: NodeJS.Timeout | null = null;
  #isFailing = false;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Writes the log back and empties it. False while another process reads the store (a backup): this one does not wait. */
  tryEmpty(): boolean {
    this.#db.exec('PRAGMA busy_timeout = 0');
    try {
      return this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] !== 1;
    } finally {
      this.#db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    }
  }

  /** Never fails: tries again later while another process reads the store, or when the disk is full. */
  empty(): void {
    try {
      if (!this.tryEmpty()) this.emptySoon();
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing) {
        console.error(`relay: the log could not be emptied, is the disk full? (${(error as Error).message})`);
      }
      this.#isFailing = true;
      this.emptySoon(RETRY_DELAY_MS);
    }
  }

  /** Empties it once for all calls until then. */
  emptySoon(delayMs = EMPTY_DELAY_MS): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.empty();
    }, delayMs);
  }

  /** Call before the database is closed, which writes the log back. */
  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }
}
