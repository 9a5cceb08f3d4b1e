/** What a web host serves must not be the folder of a channel: its keys are there. */
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Refusal } from '../../refusal.ts';

/** Throws a Refusal when `to` is inside the channel's folder, or around it. */
export async function requireSeparateFolder(dir: string, to: string): Promise<void> {
  const [from, into] = [await realPath(dir), await realPath(to)];
  if (isInside(into, from) || isInside(from, into)) {
    throw new Refusal(`${to} is inside ${dir}, or around it: keys could be published. Use a separate folder.`);
  }
}

/** The path without symbolic links, also of a folder that does not exist yet. */
async function realPath(path: string): Promise<string> {
  const whole = resolve(path);
  try {
    return await realpath(whole);
  } catch (error) {
    const parent = dirname(whole);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === whole) throw error;
    return join(await realPath(parent), basename(whole));
  }
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}${sep}`);
}
