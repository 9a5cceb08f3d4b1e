/** Files that two people changed in a repository: where git could not merge them, it writes both and marks between them. */

const MARK = /^(?:<{7}|>{7})(?: |\r?$)/mu;

/** Says so, with the line of the first mark, from 1; null for a text without marks. */
export function mergeConflictOf(text: string, name: string): string | null {
  const at = text.search(MARK);
  if (at === -1) return null;
  const line = text.slice(0, at).split('\n').length;
  return `${name}: line ${line}: two people changed this file, and git could not merge it (<<<<<<<, =======, >>>>>>>).`;
}

/** For a table that people write. */
export const KEEP_BOTH = 'Keep the rows of both and delete the three marks. Nothing was changed.';
