/**
 * What the relay keeps: sealed bytes, the day they came, their size class, and a hash of the sender's idempotency key.
 * Never an address, a user agent or a time of day; reports have random ids, so that not even their order is told.
 *
 * A report is durable before `add` returns: WAL with `synchronous=FULL` syncs the log at each commit. A deleted report
 * leaves its key's hash for `REMEMBER_DAYS`, so that a sender who never heard the answer cannot add it a second time;
 * its bytes are overwritten (`secure_delete`).
 */
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';

export interface StoredReport {
  /** 32 hexadecimal digits. */
  id: string;
  /** `YYYY-MM-DD`, UTC. */
  arrivedOn: string;
  /** Length of the sealed file in bytes. */
  size: number;
}

export type Added = 'stored' | 'known' | 'conflict' | 'full';

/** Days that the hash of an idempotency key outlives its deleted report; the extension gives up sooner. */
export const REMEMBER_DAYS = 60;

const FILE = 'relay.sqlite';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS reports (
    id TEXT PRIMARY KEY,
    key_hash BLOB NOT NULL UNIQUE,
    arrived_on TEXT NOT NULL,
    size INTEGER NOT NULL,
    sealed BLOB,
    deleted_on TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS tokens (
    name TEXT PRIMARY KEY,
    hash BLOB NOT NULL,
    made_on TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  PRAGMA user_version = 1;
`;

export class RelayStore {
  readonly #db: DatabaseSync;
  /** Bytes of sealed reports held: counted once, then kept, for summing up a full store takes long. */
  #held: number;

  /** Opens, or makes, the store of a folder; several processes may have it open. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, FILE);
    this.#db = new DatabaseSync(file, { timeout: 5_000 });
    chmodSync(file, 0o600);
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
    const version = this.#db.prepare('PRAGMA user_version').get()?.['user_version'];
    if (version !== 0 && version !== 1) {
      this.#db.close();
      throw new Error(`${file} was written by a newer relay (format ${String(version)})`);
    }
    if (version === 0) this.#db.exec(SCHEMA);
    const sum = this.#db.prepare('SELECT sum(size) AS bytes FROM reports WHERE deleted_on IS NULL').get();
    this.#held = Number(sum?.['bytes'] ?? 0);
  }

  /**
   * Stores a report once per key.
   * @param day today, `YYYY-MM-DD`
   * @param capacity most bytes of sealed reports to hold
   * @returns `known` when this key's report is there, or was and is deleted; `conflict` when it was another report
   */
  add(key: string, sealed: Uint8Array, day: string, capacity: number): Added {
    const hash = createHash('sha256').update(key).digest();
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = this.#addOnce(hash, sealed, day, capacity);
      this.#db.exec('COMMIT');
      if (result === 'stored') this.#held += sealed.length;
      return result;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #addOnce(hash: Uint8Array, sealed: Uint8Array, day: string, capacity: number): Added {
    const known = this.#db.prepare('SELECT sealed FROM reports WHERE key_hash = ?').get(hash);
    if (known !== undefined) {
      const bytes = known['sealed'];
      return !(bytes instanceof Uint8Array) || Buffer.compare(bytes, sealed) === 0 ? 'known' : 'conflict';
    }
    if (this.#held + sealed.length > capacity) return 'full';
    this.#db
      .prepare('INSERT INTO reports (id, key_hash, arrived_on, size, sealed) VALUES (?, ?, ?, ?, ?)')
      .run(randomBytes(16).toString('hex'), hash, day, sealed.length, sealed);
    return 'stored';
  }

  /** Throws when the store cannot be read. */
  probe(): void {
    this.#db.prepare('SELECT 1').get();
  }

  /** Reports in order of id, beginning after `after`; at most `limit`. */
  list(after: string, limit: number): StoredReport[] {
    return this.#db
      .prepare('SELECT id, arrived_on, size FROM reports WHERE id > ? AND deleted_on IS NULL ORDER BY id LIMIT ?')
      .all(after, limit)
      .map((row) => ({ id: String(row['id']), arrivedOn: String(row['arrived_on']), size: Number(row['size']) }));
  }

  sealed(id: string): Uint8Array | null {
    const bytes = this.#db.prepare('SELECT sealed FROM reports WHERE id = ?').get(id)?.['sealed'];
    return bytes instanceof Uint8Array ? bytes : null;
  }

  /** False when there is no such report. */
  delete(id: string, day: string): boolean {
    const size = this.#db.prepare('SELECT size FROM reports WHERE id = ? AND deleted_on IS NULL').get(id)?.['size'];
    if (size === undefined) return false;
    this.#db.prepare('UPDATE reports SET sealed = NULL, deleted_on = ? WHERE id = ?').run(day, id);
    this.#held -= Number(size);
    // The log still holds the old pages until it is written back and cut.
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return true;
  }

  /** Forgets keys of reports deleted before `day`. */
  forget(day: string): void {
    this.#db.prepare('DELETE FROM reports WHERE deleted_on < ?').run(day);
  }

  /** False when the name is taken. */
  addToken(name: string, hash: Uint8Array, day: string): boolean {
    return (
      this.#db
        .prepare('INSERT INTO tokens (name, hash, made_on) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
        .run(name, hash, day).changes === 1
    );
  }

  revokeToken(name: string): boolean {
    return this.#db.prepare('DELETE FROM tokens WHERE name = ?').run(name).changes === 1;
  }

  tokens(): { name: string; hash: Uint8Array; madeOn: string }[] {
    return this.#db
      .prepare('SELECT name, hash, made_on FROM tokens ORDER BY name')
      .all()
      .map((row) => ({
        name: String(row['name']),
        hash: row['hash'] as Uint8Array,
        madeOn: String(row['made_on']),
      }));
  }

  /** Copies the store, consistent even while reports arrive. */
  async backup(file: string): Promise<void> {
    await backup(this.#db, file);
  }

  close(): void {
    this.#db.close();
  }
}
