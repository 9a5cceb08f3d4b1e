/**
 * Tells whether an output is up to date with its sources, by a digest of their names and bytes.
 * Stamps are in `node_modules/.cache/joblantern`; deleting node_modules removes them all.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const STAMP_FOLDER = 'node_modules/.cache/joblantern';

/** SHA-256 in hex over every file below the given paths, in order of name; `except` are paths left out. */
export async function digestOf(paths: readonly string[], except: readonly string[] = []): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) await addToDigest(path, hash, new Set(except));
  return hash.digest('hex');
}

async function addToDigest(path: string, hash: ReturnType<typeof createHash>, except: Set<string>): Promise<void> {
  if (except.has(path) || !existsSync(path)) return;
  if ((await stat(path)).isDirectory()) {
    for (const name of (await readdir(path)).sort()) await addToDigest(join(path, name), hash, except);
    return;
  }
  hash
    .update(`${path}\0`)
    .update(await readFile(path))
    .update('\0');
}

function stampFile(output: string): string {
  return join(STAMP_FOLDER, `${output.replaceAll(/[^a-z0-9-]/giu, '_')}.stamp`);
}

export async function isFresh(output: string, digest: string): Promise<boolean> {
  const file = stampFile(output);
  return existsSync(output) && existsSync(file) && (await readFile(file, 'utf8')) === digest;
}

export async function writeStamp(output: string, digest: string): Promise<void> {
  await mkdir(STAMP_FOLDER, { recursive: true });
  await writeFile(stampFile(output), digest);
}
