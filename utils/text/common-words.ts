/**
 * Everyday words ("the", "yang", "для"), by which languages of one script are told before any phrase is looked for: one
 * hash table, one look-up for each word of the text.
 */
import { EDGE, type FoldedText } from './folded-text.ts';
import { SCRIPTS } from './scripts.ts';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

export interface CommonWords {
  /** Hashes of words, open addressing; 0: free. */
  wordHashes: Int32Array;
  /** For each slot a bit for each language that has the word. */
  languages: Int32Array;
}

/** `words`: hash and language bits of each word, flat. */
export function readCommonWords(words: Uint32Array): CommonWords {
  let size = 16;
  while (size < words.length) size *= 2;
  const table: CommonWords = { wordHashes: new Int32Array(size), languages: new Int32Array(size) };
  for (let i = 0; i + 1 < words.length; i += 2) {
    const hash = (words[i] as number) | 0;
    const languages = (words[i + 1] as number) | 0;
    let slot = hash & (size - 1);
    while (table.wordHashes[slot] !== 0 && table.wordHashes[slot] !== hash) slot = (slot + 1) & (size - 1);
    table.wordHashes[slot] = hash;
    table.languages[slot] = (table.languages[slot] as number) | languages;
  }
  return table;
}

/** Hash of the units of one word; never 0. */
export function wordHash(units: Uint16Array, from: number, to: number): number {
  let hash = FNV_OFFSET;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (units[i] as number), FNV_PRIME);
  return hash === 0 ? 1 : hash >>> 0;
}

/** How many words among the units from `start` to `end` each of `count` languages has among its everyday ones. */
export function countCommonWords(
  text: FoldedText,
  words: CommonWords,
  count: number,
  start = 0,
  end = text.length,
): Float64Array {
  const points = new Float64Array(count);
  if (!usesSharedScript(text)) return points;
  let openHash = FNV_OFFSET;
  for (let from = start; from < end; from += BLOCK_UNITS) {
    const read = hashWords(text, from, Math.min(end, from + BLOCK_UNITS), openHash);
    for (let i = 0; i < read; i++) addPoints(points, words, hashes[i] as number);
    openHash = hashes[read] as number;
  }
  addPoints(points, words, openHash);
  return points;
}

/** Whether it has letters of a script in which several languages with spaces are written. */
function usesSharedScript({ scripts }: FoldedText): boolean {
  return SHARED_SCRIPTS.some((script) => scripts[script] !== 0);
}

function addPoints(points: Float64Array, words: CommonWords, hash: number): void {
  const mask = words.wordHashes.length - 1;
  const key = hash === 0 ? 1 : hash;
  let slot = key & mask;
  while (words.wordHashes[slot] !== 0 && words.wordHashes[slot] !== key) slot = (slot + 1) & mask;
  if (words.wordHashes[slot] === 0) return;
  for (let bits = words.languages[slot] as number; bits !== 0; bits &= bits - 1) {
    const language = 31 - Math.clz32(bits & -bits);
    points[language] = (points[language] as number) + 1;
  }
}

const SHARED_SCRIPTS = (['latin', 'arabic', 'devanagari'] as const).map((script) => SCRIPTS.indexOf(script));
const BLOCK_UNITS = 1024;
/** Hashes of the words that end in a block, behind them that of the one still open at its end. */
const hashes = new Int32Array(BLOCK_UNITS + 1);

/** Writes the hashes of words that end among the units; gives their number. No branch depends on where words end. */
function hashWords(text: FoldedText, from: number, to: number, openHash: number): number {
  const { units, flags } = text;
  let hash = openHash;
  let read = 0;
  for (let i = from; i < to; i++) {
    const edge = ((flags[i] as number) & EDGE) === 0 ? 0 : 1;
    hashes[read] = hash;
    read += edge;
    hash = edge === 0 ? hash : FNV_OFFSET;
    hash = Math.imul(hash ^ (units[i] as number), FNV_PRIME);
  }
  hashes[read] = hash;
  return read;
}
