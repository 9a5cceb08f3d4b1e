/** Part files: `writeAtomically` writes beside a file first, and a command that is killed leaves what it wrote. */
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

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
    if (!existsSync(folder)) continue;
    for (const name of await readdir(folder)) if (PART_FILE.test(name)) await rm(join(folder, name), { force: true });
  }
}
