/**
 * The set of listed hashes, in memory and stored. It has sorted 64-bit hashes, an index of buckets over their first
 * bits, and a filter that answers most misses. One ArrayBuffer, read in place (a million entries: 9.3 MB, no object per
 * entry).
 *
 *     0   'JLS3'            the format
 *     4   count             entries
 *     8   bits              bits of the bucket index, 0..20
 *     12  log               binary logarithm of the filter's size in bits, 5..28
 *     16  filter[2^log/32]  word w has two bits of each entry whose hash starts with the `log - 5` bits w
 *     ..  starts[2^bits+1]  index of the first entry of each bucket
 *     ..  pairs[2*count]    high and low half of each hash, ascending
 *
 * All are 32-bit numbers in the machine's byte order: this form is never transmitted (see encode-hashes.ts). The filter has 8
 * to 16 bits for each entry, so 19 of 20 misses read one word.
 */
import { FormatError } from './format-error.ts';
import type { Hash64 } from './hash.ts';

/** A set without its hashes. */
export interface SetHead {
  count: number;
  bits: number;
  log: number;
  filter: Uint32Array;
  starts: Uint32Array;
}

export interface IndicatorSet extends SetHead {
  pairs: Uint32Array;
}

const MAGIC = 0x3353_4c4a;
const HEADER_WORDS = 4;
export const MAX_ENTRIES = 1 << 24;

interface Layout {
  bits: number;
  log: number;
  starts: number;
  pairs: number;
  words: number;
}

function layoutOf(count: number): Layout {
  const width = 32 - Math.clz32(count);
  // About 16 entries a bucket, as 2^16 buckets have for a million.
  const bits = Math.max(0, width - 4);
  const log = Math.max(5, width + 3);
  const starts = HEADER_WORDS + 2 ** (log - 5);
  const pairs = starts + 2 ** bits + 1;
  return { bits, log, starts, pairs, words: pairs + 2 * count };
}

/**
 * Allocates a set of that many entries. The caller fills `pairs` in ascending order without duplicates, then calls `buildIndex`.
 * Throws a FormatError when there are too many entries.
 */
export function emptySet(count: number): { buffer: ArrayBuffer; set: IndicatorSet } {
  if (count > MAX_ENTRIES) throw new FormatError(`${count} entries are more than ${MAX_ENTRIES}`);
  const { bits, log, starts, pairs, words: length } = layoutOf(count);
  const words = new Uint32Array(length);
  words.set([MAGIC, count, bits, log]);
  const set = {
    count,
    bits,
    log,
    filter: words.subarray(HEADER_WORDS, starts),
    starts: words.subarray(starts, pairs),
    pairs: words.subarray(pairs),
  };
  return { buffer: words.buffer, set };
}

/** Builds filter and bucket index from the pairs. */
export function buildIndex({ count, bits, log, filter, starts, pairs }: IndicatorSet): void {
  let bucket = 0;
  for (let entry = 0; entry < count; entry++) {
    const high = pairs[2 * entry] ?? 0;
    const word = filterWord(high, log);
    filter[word] = (filter[word] ?? 0) | filterBits(pairs[2 * entry + 1] ?? 0);
    for (const own = bucketOf(high, bits); bucket < own;) starts[++bucket] = entry;
  }
  starts.fill(count, bucket + 1);
}

/** Builds a set from ascending pairs without duplicates (as `sortHashPairs` and `decodeHashes` return). */
export function buildSet(pairs: Uint32Array): ArrayBuffer {
  const { buffer, set } = emptySet(pairs.length / 2);
  set.pairs.set(pairs);
  buildIndex(set);
  return buffer;
}

/** Opens a buffer without copying. Throws a FormatError when `buildSet` did not write it. */
export function openSet(buffer: ArrayBuffer): IndicatorSet {
  const words = wordsIn(buffer);
  const count = entryCount(buffer.byteLength);
  const { pairs } = layoutOf(count);
  const head = openHead(count, words.subarray(0, pairs));
  checkIndex(head);
  return { ...head, pairs: words.subarray(pairs) };
}

function wordsIn(buffer: ArrayBuffer): Uint32Array {
  if (buffer.byteLength % 4 !== 0) throw new FormatError('set: cut off');
  return new Uint32Array(buffer);
}

/** Returns the number of entries of a set of so many bytes. Throws a FormatError for an impossible size. */
export function entryCount(bytes: number): number {
  for (let width = 0; width <= 25; width++) {
    const { pairs } = layoutOf(width === 0 ? 0 : 2 ** (width - 1));
    const count = (bytes / 4 - pairs) / 2;
    if (Number.isInteger(count) && count >= 0 && count <= MAX_ENTRIES && 32 - Math.clz32(count) === width) return count;
  }
  throw new FormatError(`set: ${bytes} bytes hold none`);
}

/** Returns the offset of the hashes in bytes. */
export function pairsOffset(count: number): number {
  return 4 * layoutOf(count).pairs;
}

/** Opens the part before the hashes. Throws a FormatError when it does not fit `count` entries. */
export function openHead(count: number, words: Uint32Array): SetHead {
  const layout = layoutOf(count);
  const [magic, counted, bits, log] = words;
  if (magic !== MAGIC) throw new FormatError('set: unknown format');
  if (counted !== count || bits !== layout.bits || log !== layout.log || words.length !== layout.pairs) {
    throw new FormatError(`set: is not one of ${count} entries`);
  }
  const filter = words.subarray(HEADER_WORDS, layout.starts);
  return { count, bits, log, filter, starts: words.subarray(layout.starts, layout.pairs) };
}

/** Throws a FormatError when the buckets do not cover the entries in order. */
export function checkIndex({ count, starts }: SetHead): void {
  for (let bucket = 1; bucket < starts.length; bucket++) {
    if ((starts[bucket] ?? 0) < (starts[bucket - 1] ?? 0)) throw new FormatError('set: index not ascending');
  }
  if (starts[0] !== 0 || starts.at(-1) !== count) throw new FormatError('set: index does not cover the entries');
}

/** Returns the index of the entry, or -1. */
export function indexOf(set: IndicatorSet, hash: Hash64): number {
  const high = hash[0] ?? 0;
  const low = hash[1] ?? 0;
  return mayContain(set, high, low) ? findInBucket(set, high, low) : -1;
}

/** A function of its own, so that the common path stays small. */
function findInBucket({ pairs, starts, bits }: IndicatorSet, high: number, low: number): number {
  const bucket = bucketOf(high, bits);
  return findBetween(pairs, high, low, starts[bucket] ?? 0, starts[bucket + 1] ?? 0);
}

/** Whether the filter lets a hash through. It stops most hashes that are not in the set. */
export function mayContain({ filter, log }: SetHead, high: number, low: number): boolean {
  const bits = filterBits(low);
  return ((filter[filterWord(high, log)] ?? 0) & bits) === bits;
}

/** Returns the index of the filter word for a high half. */
export function filterWord(high: number, log: number): number {
  return log === 5 ? 0 : high >>> (37 - log);
}

/** Returns the bits in that word for a low half: one or two. */
export function filterBits(low: number): number {
  return (1 << (low & 31)) | (1 << ((low >>> 5) & 31));
}

/** Returns the index of the pair between two indices (the second exclusive), or -1. */
export function findBetween(pairs: Uint32Array, high: number, low: number, from: number, to: number): number {
  const place = lowerBoundBetween(pairs, high, low, from, to);
  return place < to && pairs[2 * place] === high && pairs[2 * place + 1] === low ? place : -1;
}

/** Returns the index of the first entry that is not below the hash; `count` when all are. */
export function lowerBound({ pairs, starts, bits }: IndicatorSet, high: number, low: number): number {
  const bucket = bucketOf(high, bits);
  return lowerBoundBetween(pairs, high, low, starts[bucket] ?? 0, starts[bucket + 1] ?? 0);
}

function lowerBoundBetween(pairs: Uint32Array, high: number, low: number, start: number, end: number): number {
  let from = start;
  let to = end;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const at = pairs[2 * middle] ?? 0;
    if (at < high || (at === high && (pairs[2 * middle + 1] ?? 0) < low)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Sorts hashes. `order[i]` is the former index of the entry now at i. Throws a FormatError for duplicates. */
export function sortHashPairs(pairs: Uint32Array): { pairs: Uint32Array; order: Uint32Array } {
  const order = Uint32Array.from({ length: pairs.length / 2 }, (_, entry) => entry);
  const half = (entry: number, which: 0 | 1): number => pairs[2 * entry + which] ?? 0;
  order.sort((a, b) => half(a, 0) - half(b, 0) || half(a, 1) - half(b, 1));
  const sorted = new Uint32Array(pairs.length);
  for (const [place, entry] of order.entries()) {
    sorted[2 * place] = half(entry, 0);
    sorted[2 * place + 1] = half(entry, 1);
  }
  if (!isStrictlyAscending(sorted)) throw new FormatError('two entries have the same hash');
  return { pairs: sorted, order };
}

/** Whether the pairs ascend without duplicates. */
export function isStrictlyAscending(pairs: Uint32Array): boolean {
  for (let at = 2; at < pairs.length; at += 2) {
    const step = (pairs[at] ?? 0) - (pairs[at - 2] ?? 0);
    if (step < 0 || (step === 0 && (pairs[at + 1] ?? 0) <= (pairs[at - 1] ?? 0))) return false;
  }
  return true;
}

/** Returns the bucket of a high half. */
export function bucketOf(high: number, bits: number): number {
  return bits === 0 ? 0 : high >>> (32 - bits);
}
