/**
 * Measures what a first visit to the check page loads before it can judge a text, in gzip bytes. Loaded when needed are
 * messages, help texts and phrases of other languages, and the text model's parts for other scripts. So are icons, the
 * map, the page for disputes, and what reads pictures.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A visit in English with an English text. The text model for Latin letters takes 0.72 MB of it. */
export const MAX_FIRST_LOAD_BYTES = 1_300_000;
/** A visit in the largest other language, with a text that also has English and the largest other script. */
export const MAX_LARGEST_LOAD_BYTES = 1_700_000;

const OTHER_MESSAGES = /^messages\/(?!en\.json)/u;
const OTHER_HELP = /^knowledge\/help-/u;
const OTHER_PHRASES = /^knowledge\/lexicon-(?!en\.bin)/u;
const OTHER_SCRIPTS = /^knowledge\/model-(?!latin\.bin)/u;
const LOADED_LATER = new RegExp(
  `${OTHER_MESSAGES.source}|${OTHER_HELP.source}|${OTHER_PHRASES.source}|${OTHER_SCRIPTS.source}|` +
    String.raw`^(?:icons\/|pictures\/|assets\/(?:picture-worker|list-worker|start-lists|ListsView|dispute)-|dispute\.html$)|` +
    String.raw`^(?:assets\/[^/]*\.png|map\.json|_headers)`,
  'u',
);

export interface FirstLoad {
  /** Files of a visit in English. */
  files: number;
  /** Gzip bytes of these. */
  bytes: number;
  /** Gzip bytes of a visit that loads most. */
  largestBytes: number;
}

export async function firstLoad(folder: string): Promise<FirstLoad> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length));
  const size = async (name: string): Promise<number> => loadedBytes(await readFile(join(folder, name)));
  const first = await Promise.all(names.filter((name) => !LOADED_LATER.test(name)).map(size));
  const largest = async (group: RegExp): Promise<number> =>
    Math.max(0, ...(await Promise.all(names.filter((name) => group.test(name)).map(size))));
  const others = await Promise.all([OTHER_MESSAGES, OTHER_HELP, OTHER_PHRASES, OTHER_SCRIPTS].map(largest));
  const bytes = sum(first);
  return { files: first.length, bytes, largestBytes: bytes + sum(others) };
}

/** What a host sends that packs what is not packed. */
export function loadedBytes(file: Uint8Array): number {
  return file[0] === 0x1f && file[1] === 0x8b ? file.length : gzipSync(file).length;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
