/**
 * The set of listed hashes as it lies in memory and at rest: sorted 64-bit hashes with an index of buckets over their
 * first bits, in one ArrayBuffer, looked up in place (a million entries: 8.3 MB, no object per entry).
 *
 *     0   'JLS1'            the format
 *     4   count             entries
 *     8   bits              bits of the bucket index, 0..16
 *     12  0
 *     16  starts[2^bits+1]  index of the first entry of each bucket
 *     ..  pairs[2*count]    high and low half of each hash, ascending
 *
 * All are 32-bit numbers in the machine's own order: this form never travels (see wire.ts).
 */
import { FormatError } from './format-error.ts';
import type { Hash64 } from './hash.ts';

export interface IndicatorSet {
  count: number;
  bits: number;
  starts: Uint32Array;
  pairs: Uint32Array;
}

const MAGIC = 0x3153_4c4a;
const HEADER = 4;
export const MAX_ENTRIES = 1 << 24;

/** From hashes in ascending order without doubles (as `sortPairs` and `decodeHashes` give them). */
export function buildSet(pairs: Uint32Array): ArrayBuffer {
  const count = pairs.length / 2;
  // About 16 entries a bucket, as 2^16 buckets have for a million.
  const bits = Math.min(16, Math.max(0, 32 - Math.clz32(count) - 4));
  const words = new Uint32Array(HEADER + 2 ** bits + 1 + pairs.length);
  words.set([MAGIC, count, bits, 0]);
  const starts = words.subarray(HEADER, HEADER + 2 ** bits + 1);
  for (let entry = 0; entry < count; entry++) {
    const bucket = bucketOf(pairs[2 * entry] ?? 0, bits);
    starts[bucket + 1] = entry + 1;
  }
  for (let bucket = 1; bucket < starts.length; bucket++) {
    starts[bucket] = Math.max(starts[bucket] ?? 0, starts[bucket - 1] ?? 0);
  }
  words.set(pairs, HEADER + starts.length);
  return words.buffer;
}

/** Without copying. Throws a FormatError when the buffer is not what `buildSet` makes. */
export function openSet(buffer: ArrayBuffer): IndicatorSet {
  if (buffer.byteLength % 4 !== 0 || buffer.byteLength < 4 * HEADER) throw new FormatError('set: too short');
  const words = new Uint32Array(buffer);
  const [magic = 0, count = 0, bits = 0] = words;
  if (magic !== MAGIC) throw new FormatError('set: unknown format');
  if (bits > 16 || count > MAX_ENTRIES || words.length !== HEADER + 2 ** bits + 1 + 2 * count) {
    throw new FormatError(`set: ${words.length} words do not hold ${count} entries`);
  }
  const starts = words.subarray(HEADER, HEADER + 2 ** bits + 1);
  for (let bucket = 1; bucket < starts.length; bucket++) {
    if ((starts[bucket] ?? 0) < (starts[bucket - 1] ?? 0)) throw new FormatError('set: index not ascending');
  }
  if (starts[0] !== 0 || starts.at(-1) !== count) throw new FormatError('set: index does not cover the entries');
  return { count, bits, starts, pairs: words.subarray(HEADER + starts.length) };
}

/** Index of the entry, or -1. */
export function indexOf(set: IndicatorSet, hash: Hash64): number {
  const high = hash[0] ?? 0;
  const low = hash[1] ?? 0;
  const { pairs, starts } = set;
  const bucket = bucketOf(high, set.bits);
  let from = starts[bucket] ?? 0;
  let to = starts[bucket + 1] ?? 0;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const at = pairs[2 * middle] ?? 0;
    if (at < high || (at === high && (pairs[2 * middle + 1] ?? 0) < low)) from = middle + 1;
    else to = middle;
  }
  const found = from < (starts[bucket + 1] ?? 0) && pairs[2 * from] === high && pairs[2 * from + 1] === low;
  return found ? from : -1;
}

/** Sorts hashes; `order[i]` is the former place of the now i-th. Throws a FormatError on two equal ones. */
export function sortPairs(pairs: Uint32Array): { pairs: Uint32Array; order: Uint32Array } {
  const order = Uint32Array.from({ length: pairs.length / 2 }, (_, entry) => entry);
  const half = (entry: number, which: 0 | 1): number => pairs[2 * entry + which] ?? 0;
  order.sort((a, b) => half(a, 0) - half(b, 0) || half(a, 1) - half(b, 1));
  const sorted = new Uint32Array(pairs.length);
  for (const [place, entry] of order.entries()) {
    sorted[2 * place] = half(entry, 0);
    sorted[2 * place + 1] = half(entry, 1);
  }
  if (!isAscending(sorted)) throw new FormatError('two entries have the same hash');
  return { pairs: sorted, order };
}

/** Strictly: no two are equal. */
export function isAscending(pairs: Uint32Array): boolean {
  for (let at = 2; at < pairs.length; at += 2) {
    const step = (pairs[at] ?? 0) - (pairs[at - 2] ?? 0);
    if (step < 0 || (step === 0 && (pairs[at + 1] ?? 0) <= (pairs[at - 1] ?? 0))) return false;
  }
  return true;
}

function bucketOf(high: number, bits: number): number {
  return bits === 0 ? 0 : high >>> (32 - bits);
}
