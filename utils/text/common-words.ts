/**
 * Common words ("the", "yang", "для"): they tell the languages of one script apart before any phrase is looked up. One
 * hash table, one look-up for each word of the text.
 */
import type { UnitSpan } from '../model/span.ts';
import { EDGE, type FoldedText } from './folded-text.ts';
import { WORDS_BLOCK, type TextScratch } from './scratch.ts';
import { SCRIPTS } from './scripts.ts';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

export interface CommonWords {
  /** Hash table of words (FNV-1a of their units), open addressing; 0: free slot. */
  wordHashes: Int32Array;
  /** By slot: a bit for each language that has the word. */
  languages: Int32Array;
}

/** `words`: pairs of a word hash and its language bits. */
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

/** By language number: how many words of the span are common words of that language. `count`: number of languages. */
export function countCommonWords(
  words: CommonWords,
  count: number,
  scratch: TextScratch,
  text: FoldedText,
  { start, end }: UnitSpan = { start: 0, end: text.length },
): Float64Array {
  const points = new Float64Array(count);
  if (!usesSharedScript(text)) return points;
  const hashes = scratch.wordHashes;
  let openHash = FNV_OFFSET;
  for (let from = start; from < end; from += WORDS_BLOCK) {
    const ended = hashWords(text, from, Math.min(end, from + WORDS_BLOCK), openHash, hashes);
    for (let i = 0; i < ended; i++) addPoints(points, words, hashes[i] as number);
    openHash = hashes[ended] as number;
  }
  addPoints(points, words, openHash);
  return points;
}

/** Whether the text has letters of a script that several languages with spaces share. */
function usesSharedScript({ scripts }: FoldedText): boolean {
  return SHARED_SCRIPTS.some((script) => scripts[script] !== 0);
}

const SHARED_SCRIPTS = (['latin', 'arabic', 'devanagari'] as const).map((script) => SCRIPTS.indexOf(script));

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

/** Writes the hashes of the words that end in the block, then the open word's hash; returns how many end. No branch. */
function hashWords(text: FoldedText, from: number, to: number, openHash: number, hashes: Int32Array): number {
  const { units, flags } = text;
  let hash = openHash;
  let ended = 0;
  for (let i = from; i < to; i++) {
    const edge = ((flags[i] as number) & EDGE) === 0 ? 0 : 1;
    hashes[ended] = hash;
    ended += edge;
    hash = edge === 0 ? hash : FNV_OFFSET;
    hash = Math.imul(hash ^ (units[i] as number), FNV_PRIME);
  }
  hashes[ended] = hash;
  return ended;
}
