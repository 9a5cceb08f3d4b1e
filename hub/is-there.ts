/** Whether a file or folder is there. Node's `existsSync` says no, too, where this user may not look. */
import { statSync } from 'node:fs';

/** Codes of the system for a path at which nothing is. */
const NOTHING_THERE = new Set(['ENOENT', 'ENOTDIR']);

/** Follows symbolic links. Throws the system's error where it cannot be known, such as EACCES. */
export function isThere(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    if (NOTHING_THERE.has((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
