/**
 * The set of listed hashes as it lies in memory and at rest: sorted 64-bit hashes, an index of buckets over their first
 * bits, and a filter that answers most misses, in one ArrayBuffer, looked up in place (a million entries: 9.3 MB, no object
 * per entry).
 *
 *     0   'JLS3'            the format
 *     4   count             entries
 *     8   bits              bits of the bucket index, 0..20
 *     12  log               bits of the filter's size, 5..28
 *     16  filter[2^log/32]  word w has the two bits of each entry whose hash starts with the `log - 5` bits w
 *     ..  starts[2^bits+1]  index of the first entry of each bucket
 *     ..  pairs[2*count]    high and low half of each hash, ascending
 *
 * All are 32-bit numbers in the machine's own order: this form never travels (see wire.ts). A look-up's cost is memory it
 * has to wait for; the filter has 8 to 16 bits for each entry, so that nineteen misses in twenty read one word of it and nothing
 * else.
 */
import { FormatError } from './format-error.ts';
import type { Hash64 } from './hash.ts';

/** All but the hashes themselves. */
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
 * Room for a set of that many entries: fill `pairs` in ascending order without doubles, then `index`.
 * Throws a FormatError when there are too many.
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

/** Makes filter and buckets for the pairs. */
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

/** From hashes in ascending order without doubles (as `sortHashPairs` and `decodeHashes` give them). */
export function buildSet(pairs: Uint32Array): ArrayBuffer {
  const { buffer, set } = emptySet(pairs.length / 2);
  set.pairs.set(pairs);
  buildIndex(set);
  return buffer;
}

/** Without copying. Throws a FormatError when the buffer is not what `buildSet` makes. */
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

/** How many entries a set of so many bytes holds. Throws a FormatError when there is no such set. */
export function entryCount(bytes: number): number {
  for (let width = 0; width <= 25; width++) {
    const { pairs } = layoutOf(width === 0 ? 0 : 2 ** (width - 1));
    const count = (bytes / 4 - pairs) / 2;
    if (Number.isInteger(count) && count >= 0 && count <= MAX_ENTRIES && 32 - Math.clz32(count) === width) return count;
  }
  throw new FormatError(`set: ${bytes} bytes hold none`);
}

/** Bytes before the hashes. */
export function pairsOffset(count: number): number {
  return 4 * layoutOf(count).pairs;
}

/** From the words before the hashes. Throws a FormatError when they do not begin as those of a set of so many entries. */
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

/** Index of the entry, or -1. */
export function indexOf(set: IndicatorSet, hash: Hash64): number {
  const high = hash[0] ?? 0;
  const low = hash[1] ?? 0;
  return mayContain(set, high, low) ? findInBucket(set, high, low) : -1;
}

/** Apart, so that what most look-ups need stays small. */
function findInBucket({ pairs, starts, bits }: IndicatorSet, high: number, low: number): number {
  const bucket = bucketOf(high, bits);
  return findBetween(pairs, high, low, starts[bucket] ?? 0, starts[bucket + 1] ?? 0);
}

/** Whether the filter lets it through: most hashes that are no entry it does not. */
export function mayContain({ filter, log }: SetHead, high: number, low: number): boolean {
  const bits = filterBits(low);
  return ((filter[filterWord(high, log)] ?? 0) & bits) === bits;
}

/** Word of the filter for a hash, by its high half. */
export function filterWord(high: number, log: number): number {
  return log === 5 ? 0 : high >>> (37 - log);
}

/** Its bits in that word, by its low half; most often two. */
export function filterBits(low: number): number {
  return (1 << (low & 31)) | (1 << ((low >>> 5) & 31));
}

/** Place of the pair between two places (the second exclusive), or -1. */
export function findBetween(pairs: Uint32Array, high: number, low: number, from: number, to: number): number {
  const place = lowerBoundBetween(pairs, high, low, from, to);
  return place < to && pairs[2 * place] === high && pairs[2 * place + 1] === low ? place : -1;
}

/** Place of the first entry that is not below the hash; `count` when all are. */
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

/** Sorts hashes; `order[i]` is the former place of the now i-th. Throws a FormatError on two equal ones. */
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

/** Strictly: no two are equal. */
export function isStrictlyAscending(pairs: Uint32Array): boolean {
  for (let at = 2; at < pairs.length; at += 2) {
    const step = (pairs[at] ?? 0) - (pairs[at - 2] ?? 0);
    if (step < 0 || (step === 0 && (pairs[at + 1] ?? 0) <= (pairs[at - 1] ?? 0))) return false;
  }
  return true;
}

/** Bucket of a hash by its high half. */
export function bucketOf(high: number, bits: number): number {
  return bits === 0 ? 0 : high >>> (32 - bits);
}
