/**
 * The relay's store as one SQLite file. Requests that arrive together share one commit, because the sync of the disk takes most of
 * the time. The log, which still holds deleted bytes, is emptied soon after each deletion and at each start. On a full disk
 * that waits.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { backup, DatabaseSync, type StatementSync } from 'node:sqlite';
import type { ClockRecord } from './clock-record.ts';
import { CommitQueue } from './commit-queue.ts';
import { hashSecret } from './hash-secret.ts';
import type { AddResult, NewReport, RelayStore, StoredReport, StoredToken, Usage } from './relay-store.ts';
import {
  BUSY_TIMEOUT_MS,
  freeBytesOf,
  isDiskFull,
  openSqliteFile,
  runTransaction,
  SQLITE_FILE,
} from './sqlite-file.ts';
import { watchFiles } from './store-files.ts';
import { WriteAheadLog } from './write-ahead-log.ts';

/** New reports are refused when they would leave less of the disk, bytes. A deletion first needs room in the log. */
const MIN_FREE_BYTES = 64 * 1024 ** 2;
/** Expired reports deleted in one commit, and keys forgotten; other requests run between two commits. */
const EXPIRED_PER_COMMIT = 20;
const KEYS_PER_COMMIT = 50;
const BACKUP_PAGES_PER_STEP = 1_000;

export class SqliteStore implements RelayStore {
  readonly #folder: string;
  readonly #minFreeBytes: number;
  readonly #db: DatabaseSync;
  readonly #log: WriteAheadLog;
  readonly #commits: CommitQueue;
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  /** Changes when another process wrote to the store. */
  readonly #dataVersion: StatementSync;
  /** Sizes of the store, its log and the log's index. Throws when they were moved or deleted. */
  readonly #checkFiles: () => number[];
  /** Counted at the start and when another process wrote, else kept up by the difference of each change. */
  #usage: Usage;
  #countedVersion: unknown;
  /** What `freeBytesOf` gave for this commit, less what was added since. */
  #freeBytes = 0;

  /**
   * Opens the store of a folder, or creates it. Several processes may have it open. Throws when it cannot be opened.
   * @param minFreeBytes free bytes of the disk below which new reports are refused
   */
  constructor(folder: string, minFreeBytes = MIN_FREE_BYTES) {
    this.#folder = folder;
    this.#minFreeBytes = minFreeBytes;
    this.#db = openSqliteFile(folder);
    this.#log = new WriteAheadLog(this.#db);
    this.#log.empty();
    this.#commits = new CommitQueue((changes) => this.#commit(changes));
    this.#find = this.#db.prepare('SELECT sealed FROM reports WHERE key_hash = ?');
    this.#insert = this.#db.prepare(
      'INSERT INTO reports (id, key_hash, arrived_on, size, sealed, withdraw_hash) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#dataVersion = this.#db.prepare('PRAGMA data_version');
    const file = join(folder, SQLITE_FILE);
    this.#checkFiles = watchFiles([file, `${file}-wal`, `${file}-shm`]);
    this.#countedVersion = this.#readDataVersion();
    this.#usage = this.#countUsage();
  }

  #readDataVersion(): unknown {
    return this.#dataVersion.get()?.['data_version'];
  }

  #countUsage(): Usage {
    const sums = 'SELECT coalesce(sum(size), 0) AS bytes, count(*) AS reports FROM reports WHERE deleted_on IS NULL';
    const row = this.#db.prepare(sums).get();
    return { bytes: Number(row?.['bytes']), reports: Number(row?.['reports']) };
  }

  /** On a full disk the log is emptied, which may hold the room that is needed, and the changes are applied again. */
  #commit(changes: readonly (() => unknown)[]): unknown[] {
    try {
      return this.#applyTogether(changes);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      this.#log.tryEmpty();
      return this.#applyTogether(changes);
    }
  }

  #applyTogether(changes: readonly (() => unknown)[]): unknown[] {
    const before = this.#usage;
    try {
      const [, logBytes = 0] = this.#checkFiles();
      this.#freeBytes = freeBytesOf(this.#folder) - logBytes;
      let version: unknown;
      const results = runTransaction(this.#db, () => {
        version = this.#readDataVersion();
        if (version !== this.#countedVersion) this.#usage = this.#countUsage();
        return changes.map((apply) => apply());
      });
      this.#countedVersion = version;
      return results;
    } catch (error) {
      this.#usage = before;
      throw error;
    }
  }

  async add(report: NewReport, day: string, capacityBytes: number): Promise<AddResult> {
    return await this.#commits.add(() => this.#insertOne(report, day, capacityBytes));
  }

  #insertOne({ key, sealed, withdrawHash }: NewReport, day: string, capacityBytes: number): AddResult {
    const hash = hashSecret(key);
    const known = this.#find.get(hash);
    if (known !== undefined) {
      const bytes = known['sealed'];
      return !(bytes instanceof Uint8Array) || Buffer.compare(bytes, sealed) === 0 ? 'known' : 'conflict';
    }
    if (this.#usage.bytes + sealed.length > capacityBytes) return 'full';
    if (this.#freeBytes - sealed.length < this.#minFreeBytes) return 'full';
    this.#freeBytes -= sealed.length;
    this.#insert.run(randomBytes(16).toString('hex'), hash, day, sealed.length, sealed, withdrawHash);
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
    return (await this.#delete('id = ?', id, day)) > 0;
  }

  async withdraw(secret: string, day: string): Promise<boolean> {
    return (await this.#delete('withdraw_hash = ?', hashSecret(secret), day, true)) > 0;
  }

  async isWithdrawn(id: string): Promise<boolean> {
    return this.#db.prepare('SELECT withdrawn FROM reports WHERE id = ?').get(id)?.['withdrawn'] === 1;
  }

  async deleteExpired(deletedBefore: string, arrivedBefore: string, day: string): Promise<void> {
    const keys = `DELETE FROM reports WHERE id IN (SELECT id FROM reports WHERE deleted_on < ? LIMIT ${KEYS_PER_COMMIT})`;
    while ((await this.#commits.add(() => this.#db.prepare(keys).run(deletedBefore).changes)) > 0);
    const some = `id IN (SELECT id FROM reports WHERE arrived_on < ? AND deleted_on IS NULL LIMIT ${EXPIRED_PER_COMMIT})`;
    while ((await this.#delete(some, arrivedBefore, day)) > 0);
  }

  /** Deletes the bytes of the reports that match and keeps their keys' hashes. @returns how many there were */
  async #delete(condition: string, value: string | Uint8Array, day: string, isWithdrawal = false): Promise<number> {
    const update = `UPDATE reports SET sealed = NULL, withdraw_hash = NULL, deleted_on = ?, withdrawn = ?
      WHERE ${condition} AND deleted_on IS NULL RETURNING size`;
    const count = await this.#commits.add(() => {
      const rows = this.#db.prepare(update).all(day, isWithdrawal ? 1 : 0, value);
      const bytes = rows.reduce((sum, row) => sum + Number(row['size']), 0);
      this.#usage = { bytes: this.#usage.bytes - bytes, reports: this.#usage.reports - rows.length };
      return rows.length;
    });
    if (count > 0) this.#log.emptySoon();
    return count;
  }

  async usage(): Promise<Usage> {
    return this.#usage;
  }

  async puzzleSecret(): Promise<Uint8Array> {
    this.#db
      .prepare("INSERT INTO settings (name, value) VALUES ('secret', ?) ON CONFLICT DO NOTHING")
      .run(randomBytes(32));
    return this.#db.prepare("SELECT value FROM settings WHERE name = 'secret'").get()?.['value'] as Uint8Array;
  }

  async clockRecord(): Promise<ClockRecord | null> {
    const value = this.#db.prepare("SELECT value FROM settings WHERE name = 'clock'").get()?.['value'];
    return value instanceof Uint8Array ? (JSON.parse(Buffer.from(value).toString()) as ClockRecord) : null;
  }

  async saveClockRecord(record: ClockRecord): Promise<void> {
    await this.#commits.add(() =>
      this.#db
        .prepare("INSERT OR REPLACE INTO settings (name, value) VALUES ('clock', ?)")
        .run(Buffer.from(JSON.stringify(record))),
    );
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
    this.#checkFiles();
    this.#db.prepare('SELECT count(*) FROM settings').get();
  }

  /**
   * Copies the store as it is now. A read transaction holds that state: else SQLite begins anew with each report that arrives, and
   * a copy of a large store never ends.
   */
  async backup(file: string): Promise<void> {
    const source = new DatabaseSync(join(this.#folder, SQLITE_FILE), { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    try {
      source.exec('BEGIN; SELECT count(*) FROM settings');
      await backup(source, file, { rate: BACKUP_PAGES_PER_STEP });
    } finally {
      source.close();
    }
  }

  /** The result of SQLite's own integrity check; `ok` when the file is sound. */
  async checkIntegrity(): Promise<string> {
    return String(this.#db.prepare('PRAGMA integrity_check').get()?.['integrity_check']);
  }

  async close(): Promise<void> {
    this.#commits.flush();
    this.#log.close();
    // Closing the last connection writes the log back.
    this.#db.close();
  }
}
