/**
 * The file of a relay's SQLite store. In WAL mode with `synchronous=FULL` each commit syncs the log. Deleted bytes are overwritten
 * (`secure_delete`); `WriteAheadLog` empties the log, which still holds them.
 */
import { chmodSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from '../make-folder.ts';
import { MIGRATIONS } from './migrations.ts';

export const SQLITE_FILE = 'relay.sqlite';
/** How long a statement waits for another process, milliseconds. */
export const BUSY_TIMEOUT_MS = 5_000;
/** SQLite's result code for a disk without room. */
const SQLITE_FULL = 13;

/** Opens the file of a folder, or creates both, and brings it to the newest format. @throws Error when it cannot be opened */
export function openSqliteFile(folder: string): DatabaseSync {
  makeFolder(folder, 0o700);
  const file = join(folder, SQLITE_FILE);
  const db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  chmodSync(file, 0o600);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
  // Writing the log back syncs the whole file: each 32 MiB instead of each 4.
  db.exec('PRAGMA wal_autocheckpoint = 8000;');
  migrate(db, file);
  return db;
}

function migrate(db: DatabaseSync, file: string): void {
  runTransaction(db, () => {
    const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version > MIGRATIONS.length) throw new Error(`${file} was written by a newer relay (format ${version})`);
    // On a full disk not even the same version could be written.
    if (version === MIGRATIONS.length) return;
    for (const step of MIGRATIONS.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  });
}

/** Commits what `run` writes, or nothing of it when it throws. */
export function runTransaction<T>(db: DatabaseSync, run: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = run();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** Whether SQLite failed because the disk has no room. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_FULL;
}

/** Bytes of a folder's disk that are left. When the log is written back, the file may grow by as much as the log holds. */
export function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
