/**
 * Measures what a first visit to the check page loads before it can judge a text, in gzip bytes. Other languages'
 * messages and phrases and other scripts' parts of the text model are loaded when needed. So are icons, the map, the
 * page for disputes, and what reads pictures.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The text model for Latin letters takes 0.79 MB of it, and the largest of the other scripts' 0.32. */
export const MAX_FIRST_LOAD_BYTES = 1_800_000;

const OTHER_MESSAGES = /^messages\/(?!en\.json)/u;
const OTHER_PHRASES = /^knowledge\/lexicon-(?!en\.bin)/u;
const OTHER_SCRIPTS = /^knowledge\/model-(?!latin\.bin)/u;
const LOADED_LATER = new RegExp(
  `${OTHER_MESSAGES.source}|${OTHER_PHRASES.source}|${OTHER_SCRIPTS.source}|` +
    String.raw`^(?:icons\/|pictures\/|assets\/(?:picture-worker|list-worker|start-lists|ListsView|dispute)-|dispute\.html$)|` +
    String.raw`^(?:assets\/[^/]*\.png|map\.json|_headers)`,
  'u',
);

/** Counts English and the largest other language with phrases of two, Latin letters and the largest other script group. */
export async function firstLoad(folder: string): Promise<{ bytes: number; files: number }> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length));
  const size = async (name: string): Promise<number> => gzipSync(await readFile(join(folder, name))).length;
  const first = await Promise.all(names.filter((name) => !LOADED_LATER.test(name)).map(size));
  const largest = async (group: RegExp, count: number): Promise<number[]> =>
    (await Promise.all(names.filter((name) => group.test(name)).map(size))).sort((a, b) => b - a).slice(0, count);
  const others = [
    ...(await largest(OTHER_MESSAGES, 1)),
    ...(await largest(OTHER_PHRASES, 2)),
    ...(await largest(OTHER_SCRIPTS, 1)),
  ];
  const all = [...first, ...others];
  return { bytes: all.reduce((sum, one) => sum + one, 0), files: all.length };
}
