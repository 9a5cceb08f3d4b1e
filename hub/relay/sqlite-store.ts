/**
 * The relay's store as one SQLite file. WAL with `synchronous=FULL` syncs the log at each commit; reports that arrive
 * together share one commit, since the sync is what takes time. Deleted bytes are overwritten (`secure_delete`).
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync, type StatementSync } from 'node:sqlite';
import {
  hashSecret,
  newReportId,
  type AddResult,
  type NewReport,
  type RelayStore,
  type StoredReport,
  type StoredToken,
} from './relay-store.ts';

export const SQLITE_FILE = 'relay.sqlite';
const SCHEMA_VERSION = 2;
/** Under load a commit waits this long for more to share its sync, milliseconds; a lone report does not wait. */
const COMMIT_DELAY_MS = 4;

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
`;
/** From the first format to the second. */
const SCHEMA_2 = `
  ALTER TABLE reports ADD COLUMN withdraw_hash BLOB;
  CREATE INDEX reports_withdraw ON reports (withdraw_hash) WHERE withdraw_hash IS NOT NULL;
  CREATE INDEX reports_arrived ON reports (arrived_on) WHERE deleted_on IS NULL;
  CREATE TABLE settings (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
`;

interface PendingAdd {
  report: NewReport;
  day: string;
  capacity: number;
  resolve: (added: AddResult) => void;
  reject: (error: unknown) => void;
}

export class SqliteStore implements RelayStore {
  readonly #db: DatabaseSync;
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  /** Bytes and number of sealed reports held: counted once, then kept, for summing up a full store takes long. */
  #usage: { bytes: number; reports: number };
  #pending: PendingAdd[] = [];
  /** Reports in the last commit. */
  #lastBatchSize = 0;

  /** Opens, or makes, the store of a folder; several processes may have it open. Throws when it cannot. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, SQLITE_FILE);
    this.#db = new DatabaseSync(file, { timeout: 5_000 });
    chmodSync(file, 0o600);
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
    // Writing the log back costs a sync of the whole file: each 32 MiB instead of each 4
    this.#db.exec('PRAGMA wal_autocheckpoint = 8000;');
    this.#migrate(file);
    this.#find = this.#db.prepare('SELECT sealed FROM reports WHERE key_hash = ?');
    this.#insert = this.#db.prepare(
      'INSERT INTO reports (id, key_hash, arrived_on, size, sealed, withdraw_hash) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#usage = this.#countUsage();
  }

  #migrate(file: string): void {
    this.#transaction(() => {
      const version = Number(this.#db.prepare('PRAGMA user_version').get()?.['user_version']);
      if (version > SCHEMA_VERSION) throw new Error(`${file} was written by a newer relay (format ${version})`);
      if (version === 0) this.#db.exec(SCHEMA);
      if (version < 2) this.#db.exec(SCHEMA_2);
      this.#db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    });
  }

  #countUsage(): { bytes: number; reports: number } {
    const sums = 'SELECT coalesce(sum(size), 0) AS bytes, count(*) AS reports FROM reports WHERE deleted_on IS NULL';
    const row = this.#db.prepare(sums).get();
    return { bytes: Number(row?.['bytes']), reports: Number(row?.['reports']) };
  }

  #transaction<T>(run: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = run();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  async add(report: NewReport, day: string, capacity: number): Promise<AddResult> {
    return await new Promise<AddResult>((resolve, reject) => {
      if (this.#pending.length === 0) this.#scheduleCommit();
      this.#pending.push({ report, day, capacity, resolve, reject });
    });
  }

  #scheduleCommit(): void {
    if (this.#lastBatchSize > 1) setTimeout(() => this.#commitBatch(), COMMIT_DELAY_MS);
    else setImmediate(() => this.#commitBatch());
  }

  /** All that came since the last commit, in one. */
  #commitBatch(): void {
    const batch = this.#pending;
    this.#pending = [];
    if (batch.length === 0) return;
    this.#lastBatchSize = batch.length;
    const before = { ...this.#usage };
    try {
      const results = this.#transaction(() => batch.map((each) => this.#insertOne(each)));
      batch.forEach(({ resolve }, index) => resolve(results[index] as AddResult));
    } catch (error) {
      this.#usage = before;
      for (const { reject } of batch) reject(error);
    }
  }

  #insertOne({ report: { key, sealed, withdrawHash }, day, capacity }: PendingAdd): AddResult {
    const hash = hashSecret(key);
    const known = this.#find.get(hash);
    if (known !== undefined) {
      const bytes = known['sealed'];
      return !(bytes instanceof Uint8Array) || Buffer.compare(bytes, sealed) === 0 ? 'known' : 'conflict';
    }
    if (this.#usage.bytes + sealed.length > capacity) return 'full';
    this.#insert.run(newReportId(), hash, day, sealed.length, sealed, withdrawHash);
    this.#usage = { bytes: this.#usage.bytes + sealed.length, reports: this.#usage.reports + 1 };
    return 'stored';
  }

  async list(after: string, limit: number): Promise<StoredReport[]> {
    return this.#db
      .prepare('SELECT id, arrived_on, size FROM reports WHERE id > ? AND deleted_on IS NULL ORDER BY id LIMIT ?')
      .all(after, limit)
      .map((row) => ({ id: String(row['id']), arrivedOn: String(row['arrived_on']), size: Number(row['size']) }));
  }

  async sealed(id: string): Promise<Uint8Array | null> {
    const bytes = this.#db.prepare('SELECT sealed FROM reports WHERE id = ?').get(id)?.['sealed'];
    return bytes instanceof Uint8Array ? bytes : null;
  }

  async delete(id: string, day: string): Promise<boolean> {
    return this.#deleteWhere('id = ?', id, day);
  }

  async withdraw(secret: string, day: string): Promise<boolean> {
    return this.#deleteWhere('withdraw_hash = ?', hashSecret(secret), day);
  }

  #deleteWhere(condition: string, value: string | Uint8Array, day: string): boolean {
    const assignments = 'sealed = NULL, withdraw_hash = NULL, deleted_on = ?';
    const update = `UPDATE reports SET ${assignments} WHERE ${condition} AND deleted_on IS NULL`;
    if (this.#db.prepare(update).run(day, value).changes === 0) return false;
    this.#truncateLog();
    return true;
  }

  /** The log still holds the old pages until it is written back and cut. */
  #truncateLog(): void {
    this.#usage = this.#countUsage();
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  async deleteExpired(deletedBefore: string, arrivedBefore: string, day: string): Promise<void> {
    this.#db.prepare('DELETE FROM reports WHERE deleted_on < ?').run(deletedBefore);
    this.#deleteWhere('arrived_on < ?', arrivedBefore, day);
  }

  async usage(): Promise<{ bytes: number; reports: number }> {
    return this.#usage;
  }

  async puzzleSecret(): Promise<Uint8Array> {
    this.#db
      .prepare("INSERT INTO settings (name, value) VALUES ('secret', ?) ON CONFLICT DO NOTHING")
      .run(randomBytes(32));
    return this.#db.prepare("SELECT value FROM settings WHERE name = 'secret'").get()?.['value'] as Uint8Array;
  }

  async addToken(name: string, hash: Uint8Array, day: string): Promise<boolean> {
    const insert = 'INSERT INTO tokens (name, hash, made_on) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
    return this.#db.prepare(insert).run(name, hash, day).changes === 1;
  }

  async revokeToken(name: string): Promise<boolean> {
    return this.#db.prepare('DELETE FROM tokens WHERE name = ?').run(name).changes === 1;
  }

  async tokens(): Promise<StoredToken[]> {
    return this.#db
      .prepare('SELECT name, hash, made_on FROM tokens ORDER BY name')
      .all()
      .map((row) => ({ name: String(row['name']), hash: row['hash'] as Uint8Array, madeOn: String(row['made_on']) }));
  }

  async checkReadable(): Promise<void> {
    this.#db.prepare('SELECT 1').get();
  }

  /** Copies the store, consistent even while reports arrive. */
  async backup(file: string): Promise<void> {
    await backup(this.#db, file);
  }

  /** What SQLite's own check says; `ok` when all is well. */
  async checkIntegrity(): Promise<string> {
    return String(this.#db.prepare('PRAGMA integrity_check').get()?.['integrity_check']);
  }

  async close(): Promise<void> {
    this.#commitBatch();
    this.#db.close();
  }
}
