/** `hub -- relay restore`: restores a store from its copy. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { printError } from '../print.ts';
import { requireOption } from './options.ts';
import { SQLITE_FILE, SqliteStore } from './sqlite-store.ts';

/** Runs `relay restore`. */
export async function restoreStore(file: string, values: { data?: string }): Promise<void> {
  const folder = requireOption(values, 'data');
  if (!existsSync(file)) throw new Error(`there is no file ${file}`);
  if (existsSync(join(folder, SQLITE_FILE))) throw new Error(`${folder} holds a store; it is not overwritten`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // On the same disk, so that the checked copy only needs to be renamed.
  const trial = mkdtempSync(join(folder, 'restore-'));
  try {
    copyFileSync(file, join(trial, SQLITE_FILE));
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
