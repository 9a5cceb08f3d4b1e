/** `hub -- relay backup`: copies the store while the relay runs. */
import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isThere } from '../is-there.ts';
import { printError } from '../print.ts';
import { requireOption } from './options.ts';
import { SQLITE_FILE } from './sqlite-file.ts';
import { SqliteStore } from './sqlite-store.ts';

/** Runs `relay backup`. */
export async function backupStore(out: string, values: { data?: string }): Promise<void> {
  const [folder, file] = [requireOption(values, 'data'), out];
  if (!isThere(join(folder, SQLITE_FILE))) throw new Error(`there is no relay store in ${folder}`);
  if (isThere(file)) throw new Error(`${file} exists; it is not overwritten`);
  if (!isThere(dirname(file))) throw new Error(`there is no folder ${dirname(file)}`);
  // Of its own: two copies that are made at once would end as a half of one.
  const part = `${file}.${randomBytes(4).toString('hex')}.part`;
  const store = new SqliteStore(folder);
  try {
    // Nobody else may read it while it grows.
    await writeFile(part, '', { mode: 0o600, flag: 'wx' });
    await store.backup(part);
    if (isThere(file)) throw new Error(`${file} was made by another program meanwhile; it is not overwritten`);
    await rename(part, file);
  } finally {
    await store.close();
    await rm(part, { force: true });
  }
  printError(`Copied to ${file}`);
}
