/**
 * Measures what a first visit loads before it can judge a text, in gzip bytes. Messages of other languages, icons, the map and
 * what reads pictures are loaded later by the service worker.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const MAX_FIRST_LOAD_BYTES = 2_300_000;

const LOADED_LATER =
  /^(?:messages\/(?!en\.json)|icons\/|pictures\/|assets\/(?:picture-worker|list-worker|start-lists|ListsView)-|assets\/[^/]*\.png|map\.json|_headers)/u;

/** Counts English and the largest other language. */
export async function firstLoad(folder: string): Promise<{ bytes: number; files: number }> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length));
  const size = async (name: string): Promise<number> => gzipSync(await readFile(join(folder, name))).length;
  const first = await Promise.all(names.filter((name) => !LOADED_LATER.test(name)).map(size));
  const words = await Promise.all(names.filter((name) => /^messages\/(?!en\.json)/u.test(name)).map(size));
  const bytes = first.reduce((sum, one) => sum + one, 0) + Math.max(0, ...words);
  return { bytes, files: first.length + Math.min(1, words.length) };
}
