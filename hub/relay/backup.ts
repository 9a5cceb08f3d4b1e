/** `hub -- relay backup`: copies the store while the relay runs. */
import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { printError } from '../print.ts';
import { requireOption } from './options.ts';
import { SQLITE_FILE } from './sqlite-file.ts';
import { SqliteStore } from './sqlite-store.ts';

/** Runs `relay backup`. */
export async function backupStore(out: string, values: { data?: string }): Promise<void> {
  const [folder, file] = [requireOption(values, 'data'), out];
  if (!existsSync(join(folder, SQLITE_FILE))) throw new Error(`there is no relay store in ${folder}`);
  if (existsSync(file)) throw new Error(`${file} exists; it is not overwritten`);
  if (!existsSync(dirname(file))) throw new Error(`there is no folder ${dirname(file)}`);
  const part = `${file}.part`;
  const store = new SqliteStore(folder);
  try {
    // Nobody else may read it while it grows.
    await rm(part, { force: true });
    await writeFile(part, '', { mode: 0o600, flag: 'wx' });
    await store.backup(part);
    await rename(part, file);
  } finally {
    await store.close();
    await rm(part, { force: true });
  }
  printError(`Copied to ${file}`);
}
