/** `hub -- relay backup`: a copy of the store while the relay runs. */
import { existsSync } from 'node:fs';
import { chmod, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { requireOption, withArguments } from './arguments.ts';
import { SQLITE_FILE, SqliteStore } from './sqlite-store.ts';

const HELP = `usage: relay backup --data DIR OUT

Copies the relay's store to the file OUT, which must not exist yet; the relay may be running.
"relay restore" puts it back. A store in PostgreSQL is copied with pg_dump.`;

export async function run(args: string[]): Promise<number> {
  const options = { data: { type: 'string' } } as const;
  return await withArguments(args, { help: HELP, options, positionals: 1 }, async (values, [out]) => {
    const [folder, file] = [requireOption(values, 'data'), out as string];
    if (!existsSync(join(folder, SQLITE_FILE))) throw new Error(`there is no relay store in ${folder}`);
    if (existsSync(file)) throw new Error(`${file} exists; it is not overwritten`);
    const part = `${file}.part`;
    const store = new SqliteStore(folder);
    try {
      await store.backup(part);
      await chmod(part, 0o600);
      await rename(part, file);
    } finally {
      await store.close();
      await rm(part, { force: true });
    }
    console.error(`Copied to ${file}`);
    return 0;
  });
}
