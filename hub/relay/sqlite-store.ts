/**
 * The relay's store as one SQLite file. In WAL mode with `synchronous=FULL` each commit syncs the log. Requests that arrive
 * together share one commit, because the sync takes most of the time. Deleted bytes are overwritten (`secure_delete`). The
 * log, which still holds them, is emptied at most `TRUNCATE_DELAY_MS` later and at each start. On a full disk that waits.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync, type StatementSync } from 'node:sqlite';
import { makeFolder } from '../make-folder.ts';
import type { ClockRecord } from './clock-record.ts';
import { hashSecret } from './hash-secret.ts';
import { MIGRATIONS } from './migrations.ts';
import { watchFiles } from './store-files.ts';
import type { AddResult, NewReport, RelayStore, StoredReport, StoredToken, Usage } from './relay-store.ts';

export const SQLITE_FILE = 'relay.sqlite';
/** Under load a commit waits this long for more requests, milliseconds. A single request does not wait. */
const COMMIT_DELAY_MS = 4;
/** How long deletions wait to empty the log together, milliseconds. */
const TRUNCATE_DELAY_MS = 200;
/** How long the next attempt waits when the log could not be emptied, milliseconds. */
const TRUNCATE_RETRY_MS = 5_000;
/** New reports are refused when they would leave less of the disk, bytes. A deletion first needs room in the log. */
const MIN_FREE_BYTES = 64 * 1024 ** 2;
/** How long a statement waits for another process, milliseconds. */
const BUSY_TIMEOUT_MS = 5_000;
/** Expired reports deleted in one commit, and keys forgotten; other requests run between two commits. */
const EXPIRED_PER_COMMIT = 20;
const KEYS_PER_COMMIT = 50;
const BACKUP_PAGES_PER_STEP = 1_000;

/** One change that waits for the next commit. */
interface PendingChange {
  apply: () => unknown;
  resolve: (result: never) => void;
  reject: (error: unknown) => void;
}

export class SqliteStore implements RelayStore {
  readonly #folder: string;
  readonly #minFreeBytes: number;
  readonly #db: DatabaseSync;
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  /** Changes when another process wrote to the store. */
  readonly #dataVersion: StatementSync;
  /** Sizes of the store, its log and the log's index. Throws when they were moved or deleted. */
  readonly #checkFiles: () => number[];
  /** Counted at the start and when another process wrote, else kept up by the difference of each change. */
  #usage: Usage;
  #countedVersion: unknown;
  #pending: PendingChange[] = [];
  /** Changes in the last commit. */
  #lastBatchSize = 0;
  /** What `freeBytesOf` gave for this commit, less what was added since. */
  #freeBytes = 0;
  #truncation: NodeJS.Timeout | null = null;
  #isTruncationFailing = false;

  /**
   * Opens the store of a folder, or creates it. Several processes may have it open. Throws when it cannot be opened.
   * @param minFreeBytes free bytes of the disk below which new reports are refused
   */
  constructor(folder: string, minFreeBytes = MIN_FREE_BYTES) {
    this.#folder = folder;
    this.#minFreeBytes = minFreeBytes;
    makeFolder(folder, 0o700);
    const file = join(folder, SQLITE_FILE);
    this.#db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    chmodSync(file, 0o600);
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
    // Writing the log back syncs the whole file: each 32 MiB instead of each 4.
    this.#db.exec('PRAGMA wal_autocheckpoint = 8000;');
    this.#migrate(file);
    this.#truncateLogNow();
    this.#find = this.#db.prepare('SELECT sealed FROM reports WHERE key_hash = ?');
    this.#insert = this.#db.prepare(
      'INSERT INTO reports (id, key_hash, arrived_on, size, sealed, withdraw_hash) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#dataVersion = this.#db.prepare('PRAGMA data_version');
    this.#checkFiles = watchFiles([file, `${file}-wal`, `${file}-shm`]);
    this.#countedVersion = this.#readDataVersion();
    this.#usage = this.#countUsage();
  }

  #readDataVersion(): unknown {
    return this.#dataVersion.get()?.['data_version'];
  }

  #migrate(file: string): void {
    this.#transaction(() => {
      const version = Number(this.#db.prepare('PRAGMA user_version').get()?.['user_version']);
      if (version > MIGRATIONS.length) throw new Error(`${file} was written by a newer relay (format ${version})`);
      // On a full disk not even the same version could be written.
      if (version === MIGRATIONS.length) return;
      for (const step of MIGRATIONS.slice(version)) this.#db.exec(step);
      this.#db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    });
  }

  #countUsage(): Usage {
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

  /** Applies a change in the next commit; resolves with its result once it is durable. */
  async #change<T>(apply: () => T): Promise<T> {
    return await new Promise<T>((resolve, reject) => {
      if (this.#pending.length === 0) this.#scheduleCommit();
      this.#pending.push({ apply, resolve, reject });
    });
  }

  #scheduleCommit(): void {
    if (this.#lastBatchSize > 1) setTimeout(() => this.#commitBatch(), COMMIT_DELAY_MS);
    else setImmediate(() => this.#commitBatch());
  }

  #commitBatch(): void {
    const batch = this.#pending;
    this.#pending = [];
    if (batch.length === 0) return;
    this.#lastBatchSize = batch.length;
    const before = this.#usage;
    try {
      const results = this.#applyTogether(batch);
      batch.forEach(({ resolve }, index) => resolve(results[index] as never));
    } catch (error) {
      this.#usage = before;
      for (const { reject } of batch) reject(error);
    }
  }

  #applyTogether(batch: readonly PendingChange[]): unknown[] {
    const before = this.#usage;
    const run = (): unknown[] => {
      this.#usage = before;
      const [, logBytes = 0] = this.#checkFiles();
      this.#freeBytes = freeBytesOf(this.#folder) - logBytes;
      let version: unknown;
      const results = this.#transaction(() => {
        version = this.#readDataVersion();
        if (version !== this.#countedVersion) this.#usage = this.#countUsage();
        return batch.map(({ apply }) => apply());
      });
      this.#countedVersion = version;
      return results;
    };
    try {
      return run();
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      // The log may hold the room that is needed.
      this.#truncateLog();
      return run();
    }
  }

  async add(report: NewReport, day: string, capacityBytes: number): Promise<AddResult> {
    return await this.#change(() => this.#insertOne(report, day, capacityBytes));
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
    while ((await this.#change(() => this.#db.prepare(keys).run(deletedBefore).changes)) > 0);
    const some = `id IN (SELECT id FROM reports WHERE arrived_on < ? AND deleted_on IS NULL LIMIT ${EXPIRED_PER_COMMIT})`;
    while ((await this.#delete(some, arrivedBefore, day)) > 0);
  }

  /** Deletes the bytes of the reports that match and keeps their keys' hashes. @returns how many there were */
  async #delete(condition: string, value: string | Uint8Array, day: string, isWithdrawal = false): Promise<number> {
    const update = `UPDATE reports SET sealed = NULL, withdraw_hash = NULL, deleted_on = ?, withdrawn = ?
      WHERE ${condition} AND deleted_on IS NULL RETURNING size`;
    const count = await this.#change(() => {
      const rows = this.#db.prepare(update).all(day, isWithdrawal ? 1 : 0, value);
      const bytes = rows.reduce((sum, row) => sum + Number(row['size']), 0);
      this.#usage = { bytes: this.#usage.bytes - bytes, reports: this.#usage.reports - rows.length };
      return rows.length;
    });
    if (count > 0) this.#truncateLogSoon();
    return count;
  }

  #truncateLogSoon(delayMs = TRUNCATE_DELAY_MS): void {
    this.#truncation ??= setTimeout(() => {
      this.#truncation = null;
      this.#truncateLogNow();
    }, delayMs);
  }

  /** Empties the log; tries again later while another process reads the store, or when the disk is full. */
  #truncateLogNow(): void {
    try {
      if (!this.#truncateLog()) this.#truncateLogSoon();
      this.#isTruncationFailing = false;
    } catch (error) {
      if (!this.#isTruncationFailing) {
        console.error(`relay: the log could not be emptied, is the disk full? (${(error as Error).message})`);
      }
      this.#isTruncationFailing = true;
      this.#truncateLogSoon(TRUNCATE_RETRY_MS);
    }
  }

  /** Writes the log back and empties it. False while another process reads the store (a backup): this one does not wait. */
  #truncateLog(): boolean {
    this.#db.exec('PRAGMA busy_timeout = 0');
    try {
      return this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] !== 1;
    } finally {
      this.#db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    }
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
    await this.#change(() =>
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
    this.#commitBatch();
    if (this.#truncation !== null) clearTimeout(this.#truncation);
    // Closing the last connection writes the log back.
    this.#db.close();
  }
}

/** SQLite's result code for a disk without room. */
const SQLITE_FULL = 13;

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_FULL;
}

/** Bytes of a store's disk that are left. When its log is written back, the file may grow by as much as the log holds. */
function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
