/** `hub -- relay restore`: a store from its copy. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { requireOption, withArguments } from './arguments.ts';
import { SQLITE_FILE, SqliteStore } from './sqlite-store.ts';

const HELP = `usage: relay restore --data DIR FILE

Puts a copy made by \`relay backup\` into DIR, where no store may lie yet, and checks it first.
Reports that were fetched and deleted after the copy was made come back; fetching them again does no harm.`;

export async function run(args: string[]): Promise<number> {
  const options = { data: { type: 'string' } } as const;
  return await withArguments(args, { help: HELP, options, positionals: 1 }, async (values, [file]) => {
    const folder = requireOption(values, 'data');
    if (!existsSync(file as string)) throw new Error(`there is no file ${file}`);
    if (existsSync(join(folder, SQLITE_FILE))) throw new Error(`${folder} holds a store; it is not overwritten`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // On the same disk, so that the checked copy only has to be renamed.
    const trial = mkdtempSync(join(folder, 'restore-'));
    try {
      copyFileSync(file as string, join(trial, SQLITE_FILE));
      const held = await countCheckedReports(trial, file as string);
      renameSync(join(trial, SQLITE_FILE), join(folder, SQLITE_FILE));
      console.error(`${held} reports restored to ${folder}`);
    } finally {
      rmSync(trial, { recursive: true, force: true });
    }
    return 0;
  });
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
