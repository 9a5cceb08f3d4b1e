/**
 * Difference of two sets of hashes: indices of removed entries in the old set, and added hashes.
 *
 *     'JLD1'  old count(4)  removed(4)  indices of the removed (encode-ascending.ts)  added (encode-hashes.ts)
 */
import { encodedSize, decodeAscending, encodeAscending } from './encode-ascending.ts';
import { FormatError } from './format-error.ts';
import {
  bucketOf,
  emptySet,
  filterBits,
  filterWord,
  buildIndex,
  lowerBound,
  type IndicatorSet,
} from './indicator-set.ts';
import { decodeHashes, encodeHashes } from './encode-hashes.ts';

const MAGIC = 0x3144_4c4a;
const HEADER_BYTES = 12;

export interface SetDelta {
  /** Number of entries of the old set. */
  baseCount: number;
  /** Ascending indices in the old set. */
  removed: Uint32Array;
  /** Ascending pairs. */
  added: Uint32Array;
}

/** Compares two arrays of ascending pairs. */
export function diffSets(before: Uint32Array, after: Uint32Array): SetDelta {
  const removed: number[] = [];
  const added: number[] = [];
  let old = 0;
  let now = 0;
  while (old < before.length || now < after.length) {
    const order = compare(before, old, after, now);
    if (order < 0) removed.push(old / 2);
    if (order > 0) added.push(after[now] ?? 0, after[now + 1] ?? 0);
    if (order <= 0) old += 2;
    if (order >= 0) now += 2;
  }
  return { baseCount: before.length / 2, removed: Uint32Array.from(removed), added: Uint32Array.from(added) };
}

/** Negative when the first pair is smaller. The end of an array is larger than every pair. */
function compare(a: Uint32Array, at: number, b: Uint32Array, bt: number): number {
  if (at >= a.length) return 1;
  if (bt >= b.length) return -1;
  return (a[at] ?? 0) - (b[bt] ?? 0) || (a[at + 1] ?? 0) - (b[bt + 1] ?? 0);
}

export function encodeSetDelta({ baseCount, removed, added }: SetDelta): Uint8Array {
  const universe = 32 - Math.clz32(baseCount);
  const places = encodedSize(removed.length, universe);
  const hashes = encodeHashes(added);
  const bytes = new Uint8Array(HEADER_BYTES + places + hashes.length);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of [MAGIC, baseCount, removed.length].entries()) view.setUint32(4 * at, value, true);
  encodeAscending(
    bytes.subarray(HEADER_BYTES, HEADER_BYTES + places),
    removed.length,
    universe,
    (place) => removed[place] ?? 0,
  );
  bytes.set(hashes, HEADER_BYTES + places);
  return bytes;
}

/** Throws a FormatError when the bytes are not a delta. */
export function decodeSetDelta(bytes: Uint8Array): SetDelta {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES || view.getUint32(0, true) !== MAGIC) throw new FormatError('delta: unknown format');
  const baseCount = view.getUint32(4, true);
  const count = view.getUint32(8, true);
  const universe = 32 - Math.clz32(baseCount);
  const end = HEADER_BYTES + encodedSize(count, universe);
  if (count > baseCount || end > bytes.length) throw new FormatError('delta: removes more than there is');
  const removed = new Uint32Array(count);
  decodeAscending(bytes.subarray(HEADER_BYTES, end), count, universe, (place, value) => {
    if (value >= baseCount || (place > 0 && value <= (removed[place - 1] ?? 0)))
      throw new FormatError('delta: not ascending');
    removed[place] = value;
  });
  return { baseCount, removed, added: decodeHashes(bytes.subarray(end)) };
}

/**
 * Returns the new set in its own buffer. Unchanged ranges are copied as blocks.
 * Throws a FormatError when the delta does not start from this set.
 */
export function applySetDelta(base: IndicatorSet, delta: SetDelta): { buffer: ArrayBuffer; set: IndicatorSet } {
  const { removed, added } = delta;
  if (delta.baseCount !== base.count)
    throw new FormatError(`delta: starts from ${delta.baseCount} entries, not ${base.count}`);
  const made = emptySet(base.count - removed.length + added.length / 2);
  const { set } = made;
  let readIndex = 0;
  let writeIndex = 0;
  const copyTo = (place: number): void => {
    if (place > readIndex) set.pairs.set(base.pairs.subarray(2 * readIndex, 2 * place), 2 * writeIndex);
    writeIndex += place - readIndex;
    readIndex = place;
  };
  let removedAt = 0;
  for (let addedAt = 0; addedAt < added.length; addedAt += 2) {
    const place = insertionIndex(base, added[addedAt] ?? 0, added[addedAt + 1] ?? 0);
    for (; removedAt < removed.length && (removed[removedAt] ?? 0) < place; removedAt++) {
      copyTo(removed[removedAt] ?? 0);
      readIndex++;
    }
    copyTo(place);
    set.pairs[2 * writeIndex] = added[addedAt] ?? 0;
    set.pairs[2 * writeIndex + 1] = added[addedAt + 1] ?? 0;
    writeIndex++;
  }
  for (; removedAt < removed.length; removedAt++) {
    copyTo(removed[removedAt] ?? 0);
    readIndex++;
  }
  copyTo(base.count);
  if (set.log === base.log && set.bits === base.bits) reindex(base, set, delta);
  else buildIndex(set);
  return made;
}

/** Returns the index in the old set before which the new hash belongs. Throws a FormatError when the hash is there already. */
function insertionIndex(old: IndicatorSet, high: number, low: number): number {
  const place = lowerBound(old, high, low);
  if (place < old.count && old.pairs[2 * place] === high && old.pairs[2 * place + 1] === low) {
    throw new FormatError('delta: adds what is there');
  }
  return place;
}

/** Updates buckets and filter from the old ones, only where entries changed. */
function reindex(base: IndicatorSet, set: IndicatorSet, { removed, added }: SetDelta): void {
  const { bits, filter, starts } = set;
  let removedAt = 0;
  let addedAt = 0;
  for (let bucket = 0; bucket < starts.length; bucket++) {
    const start = base.starts[bucket] ?? 0;
    while (removedAt < removed.length && (removed[removedAt] ?? 0) < start) removedAt++;
    while (addedAt < added.length && bucketOf(added[addedAt] ?? 0, bits) < bucket) addedAt += 2;
    starts[bucket] = start - removedAt + addedAt / 2;
  }
  filter.set(base.filter);
  // A filter word that lost an entry is rebuilt from its remaining entries, which are adjacent.
  for (const place of removed) rebuildFilterWord(set, filterWord(base.pairs[2 * place] ?? 0, set.log));
  for (let at = 0; at < added.length; at += 2) {
    const word = filterWord(added[at] ?? 0, set.log);
    filter[word] = (filter[word] ?? 0) | filterBits(added[at + 1] ?? 0);
  }
}

function rebuildFilterWord(set: IndicatorSet, word: number): void {
  const { pairs, count, filter, log } = set;
  let bits = 0;
  const first = log === 5 ? 0 : word * 2 ** (37 - log);
  for (
    let place = lowerBound(set, first, 0);
    place < count && filterWord(pairs[2 * place] ?? 0, log) === word;
    place++
  ) {
    bits |= filterBits(pairs[2 * place + 1] ?? 0);
  }
  filter[word] = bits;
}
