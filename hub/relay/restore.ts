/** `hub -- relay restore`: restores a store from its copy. */
import { copyFileSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { refusePipeOrDevice } from '../channel/read-text-file.ts';
import { isThere } from '../is-there.ts';
import { makeFolder } from '../make-folder.ts';
import { printError } from '../print.ts';
import { requireOption } from './options.ts';
import { SQLITE_FILE } from './sqlite-file.ts';
import { SqliteStore } from './sqlite-store.ts';

/** What SQLite keeps beside a store that is in use, or was not closed. */
const LOG_FILES = [`${SQLITE_FILE}-wal`, `${SQLITE_FILE}-shm`];
const TRIAL_PREFIX = '.relay-restore-';

/** Runs `relay restore`. */
export async function restoreStore(file: string, values: { data?: string }): Promise<void> {
  const folder = requireOption(values, 'data');
  if (!isThere(file)) throw new Error(`there is no file ${file}`);
  refusePipeOrDevice(file);
  if (isThere(join(folder, SQLITE_FILE))) throw new Error(`${folder} holds a store; it is not overwritten`);
  // SQLite would write the log of another store into this one.
  const rest = LOG_FILES.find((name) => isThere(join(folder, name)));
  if (rest !== undefined) {
    throw new Error(`${join(folder, rest)} belongs to another store: move it away together with that store`);
  }
  makeFolder(folder, 0o700);
  // Of a restoration that was ended: it holds reports, and nothing else would ever delete them.
  for (const name of readdirSync(folder)) {
    if (name.startsWith(TRIAL_PREFIX)) rmSync(join(folder, name), { recursive: true, force: true });
  }
  // On the same disk, so that the checked copy only needs to be renamed.
  const trial = mkdtempSync(join(folder, TRIAL_PREFIX));
  try {
    copyFileSync(file, join(trial, SQLITE_FILE));
    requireRelayStore(join(trial, SQLITE_FILE), file);
    const held = await countCheckedReports(trial, file);
    renameSync(join(trial, SQLITE_FILE), join(folder, SQLITE_FILE));
    printError(`${held} reports restored to ${folder}`);
  } finally {
    rmSync(trial, { recursive: true, force: true });
  }
}

/** The number of reports in the store of a folder. @throws when it is damaged or no store */
async function countCheckedReports(folder: string, file: string): Promise<number> {
  let store: SqliteStore | null = null;
  try {
    store = new SqliteStore(folder);
    const result = await store.checkIntegrity();
    if (result !== 'ok') throw new Error(result);
    return (await store.usage()).reports;
  } catch (error) {
    throw new Error(`${file} is no sound copy: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  } finally {
    await store?.close();
  }
}

/** An empty file, as a full disk leaves it, is a sound database without tables. @throws when it is no relay's store */
function requireRelayStore(path: string, file: string): void {
  let tables = 0;
  try {
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      const count =
        "SELECT count(*) AS tables FROM sqlite_schema WHERE type = 'table' AND name IN ('reports', 'tokens')";
      tables = Number(database.prepare(count).get()?.['tables']);
    } finally {
      database.close();
    }
  } catch (error) {
    throw new Error(`${file} is no sound copy: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  if (tables < 2) throw new Error(`${file} is no copy of a relay's store: it is empty, or another program's`);
}
