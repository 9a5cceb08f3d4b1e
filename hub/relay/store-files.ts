/** Whether the files that a SQLite store has open are still the ones of its folder. */
import { statSync } from 'node:fs';

/** What was written would be gone with the relay. Its message is logged, so it quotes nothing that was sent. */
export class StoreMovedError extends Error {
  override readonly name = 'StoreMovedError';
}

/**
 * Remembers which files these paths name now. SQLite itself does not notice when one is moved or deleted: it writes on into
 * the file that nobody can open again. Returns the size of each, bytes.
 * @throws StoreMovedError when a path names another file than at first, or none
 */
export function watchFiles(paths: readonly string[]): () => number[] {
  const identityOf = (path: string): { id: string; size: number } => {
    const found = statSync(path, { throwIfNoEntry: false });
    return { id: found === undefined ? 'none' : `${found.dev}.${found.ino}`, size: found?.size ?? 0 };
  };
  const first = paths.map((path) => identityOf(path).id);
  return () =>
    paths.map((path, index) => {
      const { id, size } = identityOf(path);
      if (id !== first[index])
        throw new StoreMovedError(
          `${path} was moved or deleted while the relay runs; stop it, put the file back, start it`,
        );
      return size;
    });
}
