/**
 * Makes a folder and those around it. Node's own recursive `mkdir` never ends where the system says "no such folder" below a
 * folder that exists, as in /proc and on some mounted drives.
 */
import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** @param mode permissions of new folders, as for chmod */
export function makeFolder(folder: string, mode = 0o777): void {
  const path = resolve(folder);
  const error = tryToMake(path, mode);
  if (error === null) return;
  const parent = dirname(path);
  if (error.code !== 'ENOENT' || parent === path) throw error;
  makeFolder(parent, mode);
  const again = tryToMake(path, mode);
  if (again !== null) throw again;
}

/** Returns null when the folder is there now. */
function tryToMake(path: string, mode: number): NodeJS.ErrnoException | null {
  try {
    mkdirSync(path, { mode });
    return null;
  } catch (error) {
    // Of a folder that is there, Windows and disks that can only be read say other things than "exists".
    const isThere = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    return isThere ? null : (error as NodeJS.ErrnoException);
  }
}
