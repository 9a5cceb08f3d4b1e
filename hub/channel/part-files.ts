/** Part files: `writeAtomically` writes beside a file first, and a command that is killed leaves what it wrote. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isThere } from '../is-there.ts';

const PART_FILE = /\.[0-9a-f]{32}\.part$/u;

/** @param random 128 bits in hexadecimal */
export const partFile = (path: string, random: string): string => `${path}.${random}.part`;

/**
 * Deletes the part files in a channel's folder and the folders in it: one may hold a private key. To be called while no other
 * command writes there.
 */
export async function deletePartFiles(dir: string): Promise<void> {
  for (const folder of [
    dir,
    ...['keys', 'pending', 'registers', 'public', join('public', 'targets')].map((name) => join(dir, name)),
  ]) {
    if (!isThere(folder)) continue;
    for (const name of await readdir(folder)) if (PART_FILE.test(name)) await rm(join(folder, name), { force: true });
  }
}

/** A command that runs writes each file within this time. In milliseconds. */
const MAX_PART_AGE_MS = 600_000;

/**
 * Deletes the part files that a killed command left in a folder without a lock, such as a web folder, and in its `targets/`.
 * Another command may run there, so new ones stay. @param isOurs whether the hub writes a file of this name there
 */
export async function deleteOldPartFiles(web: string, isOurs: (file: string) => boolean): Promise<void> {
  for (const below of ['', 'targets/']) {
    const folder = join(web, below);
    if (!isThere(folder)) continue;
    for (const name of await readdir(folder)) {
      if (!PART_FILE.test(name) || !isOurs(`${below}${name.replace(PART_FILE, '')}`)) continue;
      const path = join(folder, name);
      const written = (await stat(path).catch(() => null))?.mtimeMs ?? Date.now();
      if (Math.abs(Date.now() - written) > MAX_PART_AGE_MS) await rm(path, { force: true });
    }
  }
}
