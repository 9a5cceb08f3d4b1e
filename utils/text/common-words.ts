/**
 * Common words ("the", "yang", "для") distinguish languages of one script before any phrase is looked up. They are in one
 * hash table, with one look-up for each word of the text.
 */
import type { UnitSpan } from '../model/span.ts';
import { EDGE as edge, type FoldedText } from './folded-text.ts';
import { WORDS_BLOCK, type TextScratch } from './scratch.ts';
import { SCRIPTS } from './scripts.ts';

// Own copies: V8 folds the constants of a module, but reads imported ones from memory at each use
const EDGE = edge;

/** Signed, so that V8 keeps every hash as a 32-bit integer. */
const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

/** Hash table, open addressing: by slot the hash of a word (FNV-1a of its units; 0: free), then a bit for each language that has it. */
export type CommonWords = Int32Array;

/** `words`: pairs of a word hash and its language bits. */
export function readCommonWords(words: Uint32Array): CommonWords {
  let size = 16;
  while (size < words.length) size *= 2;
  const table: CommonWords = new Int32Array(2 * size);
  for (let i = 0; i + 1 < words.length; i += 2) {
    const hash = (words[i] as number) | 0;
    const slot = slotOf(table, hash);
    table[slot] = hash;
    table[slot + 1] = (table[slot + 1] as number) | ((words[i + 1] as number) | 0);
  }
  return table;
}

/** Index of the slot of a word, or of the free slot where it would be. */
function slotOf(table: CommonWords, hash: number): number {
  const mask = table.length - 1;
  let slot = (2 * hash) & mask;
  while (table[slot] !== 0 && table[slot] !== hash) slot = (slot + 2) & mask;
  return slot;
}

/** Hash of the units of one word; never 0. */
export function wordHash(units: Uint16Array, from: number, to: number): number {
  let hash = FNV_OFFSET;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (units[i] as number), FNV_PRIME);
  return hash === 0 ? 1 : hash >>> 0;
}

/** The common words of a text, in order. */
export interface FoundWords {
  /** Unit behind each word. */
  ends: number[];
  /** A bit for each language that has the word. */
  languages: number[];
}

export function findCommonWords(words: CommonWords, scratch: TextScratch, text: FoldedText): FoundWords {
  const found: FoundWords = { ends: [], languages: [] };
  if (!usesSharedScript(text)) return found;
  const { wordHashes: hashes, wordEnds: ends } = scratch;
  const { length } = text;
  let openHash = FNV_OFFSET;
  for (let from = 0; from < length; from += WORDS_BLOCK) {
    const ended = hashWords(text, from, Math.min(length, from + WORDS_BLOCK), openHash, scratch);
    scratch.touched = touchSlots(words, hashes, ended);
    for (let i = 0; i < ended; i++) addWord(found, words, hashes[i] as number, ends[i] as number);
    openHash = hashes[ended] as number;
  }
  addWord(found, words, openHash, length);
  return found;
}

/**
 * Sets `points` by language number: how many of the words that end in the span it has. `from`: index of the first word that
 * may; returns that of the next span.
 */
export function countByLanguage(
  { ends, languages }: FoundWords,
  points: Float64Array,
  { start, end }: UnitSpan,
  from = 0,
): number {
  points.fill(0);
  let next = from;
  for (; next < ends.length && (ends[next] as number) <= end; next++) {
    if ((ends[next] as number) <= start) continue;
    for (let bits = languages[next] as number; bits !== 0; bits &= bits - 1) {
      const language = 31 - Math.clz32(bits & -bits);
      points[language] = (points[language] as number) + 1;
    }
  }
  return next;
}

/** Whether the text has letters of a script that several languages with spaces share. */
function usesSharedScript({ scripts }: FoldedText): boolean {
  return SHARED_SCRIPTS.some((script) => scripts[script] !== 0);
}

const SHARED_SCRIPTS = (['latin', 'arabic', 'devanagari'] as const).map((script) => SCRIPTS.indexOf(script));

function addWord(found: FoundWords, words: CommonWords, hash: number, end: number): void {
  const slot = slotOf(words, hash === 0 ? 1 : hash);
  if (words[slot] === 0) return;
  found.ends.push(end);
  found.languages.push(words[slot + 1] as number);
}

/** Reads the slots of the next `count` words: see `TextScratch.touched`. */
function touchSlots(words: CommonWords, hashes: Int32Array, count: number): number {
  const mask = words.length - 1;
  let sum = 0;
  for (let i = 0; i < count; i++) sum ^= words[(2 * (hashes[i] as number)) & mask] as number;
  return sum;
}

/**
 * Writes hash and end of the words that end in the block, then the open word's hash. Returns how many end. No branch.
 */
function hashWords(text: FoldedText, from: number, to: number, openHash: number, scratch: TextScratch): number {
  const { units, flags } = text;
  const { wordHashes: hashes, wordEnds: ends } = scratch;
  let hash = openHash;
  let ended = 0;
  for (let i = from; i < to; i++) {
    // 1 on an edge, else 0; `mask`: all ones or 0
    const edge = (((flags[i] as number) & EDGE) + 0xff) >>> 8;
    const mask = -edge;
    hashes[ended] = hash;
    ends[ended] = i;
    ended += edge;
    // Only what stands outside of the second brackets must wait for the hash before
    hash = Math.imul((hash & ~mask) ^ ((FNV_OFFSET & mask) ^ (units[i] as number)), FNV_PRIME);
  }
  hashes[ended] = hash;
  return ended;
}
