/** Compiles `knowledge/sites/*.yaml` into `sites.json`. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

export async function compileSites(folder: string): Promise<Record<string, Uint8Array>> {
  const names = (await readdir(join(folder, 'sites'))).filter((name) => name.endsWith('.yaml')).sort();
  const sites = await Promise.all(
    names.map(async (name) => parse(await readFile(join(folder, 'sites', name), 'utf8')) as unknown),
  );
  return { 'sites.json': new TextEncoder().encode(JSON.stringify(sites)) };
}
