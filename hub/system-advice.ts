/** What to do when the system refuses to read or write: one sentence for each of its codes. */

const NOT_ALLOWED = 'This user may not write or read there: look at the owner and the permissions of file and folder.';

/** By the system's name for what went wrong. */
const ADVICE_BY_CODE: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Make room, and run the same command again: each file is written whole or not at all.',
  EDQUOT: 'This user has no room left on the disk. Make room, and run the same command again.',
  EROFS: 'The disk can only be read. Is a memory stick locked, or the disk damaged?',
  EACCES: NOT_ALLOWED,
  EPERM: NOT_ALLOWED,
  EBUSY: 'Another program holds that file: close it there, and run the same command again.',
  ELOOP: 'Symbolic links lead in a circle there: name the folder itself.',
  ENAMETOOLONG: 'That path is longer than the system allows: use a folder with a shorter name.',
  EEXIST: 'Something else has that name already: name another one, or move it away.',
  ENOENT: 'A part of that path is not there. Look at how it is written, and whether its disk is connected.',
  EISDIR: 'A folder is where a file should be: name a file.',
  ENOTDIR: 'A file is where a folder should be: name a folder.',
};

/** Null for what is no error of the system. */
export function systemAdvice(error: unknown): string | null {
  return ADVICE_BY_CODE[(error as NodeJS.ErrnoException | null)?.code ?? ''] ?? null;
}
