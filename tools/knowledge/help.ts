/** Compiles `knowledge/help/*.yaml` into `help.json`. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

export async function compileHelp(folder: string): Promise<Record<string, Uint8Array>> {
  const names = (await readdir(join(folder, 'help'))).filter((name) => name.endsWith('.yaml')).sort();
  const help = await Promise.all(
    names.map(async (name) => parse(await readFile(join(folder, 'help', name), 'utf8')) as unknown),
  );
  return { 'help.json': new TextEncoder().encode(JSON.stringify(help)) };
}
