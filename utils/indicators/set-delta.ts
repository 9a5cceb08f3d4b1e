/**
 * What changed between two sets of hashes: places that go, coded against the old set, and hashes that come, as in wire.ts.
 *
 *     'JLD1'  old count(4)  removed(4)  places of the removed, coded  added as `encodeHashes` writes them
 */
import { codedSize, decodeAscending, encodeAscending } from './elias-fano.ts';
import { FormatError } from './format-error.ts';
import { bucketOf, emptySet, filterBits, filterWord, index, placeOf, type IndicatorSet } from './set.ts';
import { decodeHashes, encodeHashes } from './wire.ts';

const MAGIC = 0x3144_4c4a;
const HEADER = 12;

export interface SetDelta {
  /** Entries of the set that it starts from. */
  from: number;
  /** Ascending places in the old set. */
  removed: Uint32Array;
  /** Ascending pairs. */
  added: Uint32Array;
}

/** From two lists of ascending pairs. */
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
  return { from: before.length / 2, removed: Uint32Array.from(removed), added: Uint32Array.from(added) };
}

/** Below zero when the first pair is the smaller; the end of a list is larger than all. */
function compare(a: Uint32Array, at: number, b: Uint32Array, bt: number): number {
  if (at >= a.length) return 1;
  if (bt >= b.length) return -1;
  return (a[at] ?? 0) - (b[bt] ?? 0) || (a[at + 1] ?? 0) - (b[bt + 1] ?? 0);
}

export function encodeSetDelta({ from, removed, added }: SetDelta): Uint8Array {
  const universe = 32 - Math.clz32(from);
  const places = codedSize(removed.length, universe);
  const hashes = encodeHashes(added);
  const bytes = new Uint8Array(HEADER + places + hashes.length);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of [MAGIC, from, removed.length].entries()) view.setUint32(4 * at, value, true);
  encodeAscending(bytes.subarray(HEADER, HEADER + places), removed.length, universe, (place) => removed[place] ?? 0);
  bytes.set(hashes, HEADER + places);
  return bytes;
}

/** Throws a FormatError when the bytes are no delta. */
export function decodeSetDelta(bytes: Uint8Array): SetDelta {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER || view.getUint32(0, true) !== MAGIC) throw new FormatError('delta: unknown format');
  const from = view.getUint32(4, true);
  const count = view.getUint32(8, true);
  const universe = 32 - Math.clz32(from);
  const end = HEADER + codedSize(count, universe);
  if (count > from || end > bytes.length) throw new FormatError('delta: removes more than there is');
  const removed = new Uint32Array(count);
  decodeAscending(bytes.subarray(HEADER, end), count, universe, (place, value) => {
    if (value >= from || (place > 0 && value <= (removed[place - 1] ?? 0)))
      throw new FormatError('delta: not ascending');
    removed[place] = value;
  });
  return { from, removed, added: decodeHashes(bytes.subarray(end)) };
}

/**
 * The new set, in a buffer of its own; what stays between two changes is copied as a block.
 * Throws a FormatError when the delta does not start from this set.
 */
export function applySetDelta(old: IndicatorSet, delta: SetDelta): { buffer: ArrayBuffer; set: IndicatorSet } {
  const { removed, added } = delta;
  if (delta.from !== old.count) throw new FormatError(`delta: starts from ${delta.from} entries, not ${old.count}`);
  const made = emptySet(old.count - removed.length + added.length / 2);
  const { set } = made;
  let read = 0;
  let write = 0;
  const copyTo = (place: number): void => {
    if (place > read) set.pairs.set(old.pairs.subarray(2 * read, 2 * place), 2 * write);
    write += place - read;
    read = place;
  };
  let gone = 0;
  for (let come = 0; come < added.length; come += 2) {
    const place = freePlace(old, added[come] ?? 0, added[come + 1] ?? 0);
    for (; gone < removed.length && (removed[gone] ?? 0) < place; gone++) {
      copyTo(removed[gone] ?? 0);
      read++;
    }
    copyTo(place);
    set.pairs[2 * write] = added[come] ?? 0;
    set.pairs[2 * write + 1] = added[come + 1] ?? 0;
    write++;
  }
  for (; gone < removed.length; gone++) {
    copyTo(removed[gone] ?? 0);
    read++;
  }
  copyTo(old.count);
  if (set.log === old.log && set.bits === old.bits) reindex(old, set, delta);
  else index(set);
  return made;
}

/** Place in the old set before which the new hash comes. Throws a FormatError when it is there already. */
function freePlace(old: IndicatorSet, high: number, low: number): number {
  const place = placeOf(old, high, low);
  if (place < old.count && old.pairs[2 * place] === high && old.pairs[2 * place + 1] === low) {
    throw new FormatError('delta: adds what is there');
  }
  return place;
}

/** Buckets and filter from the old ones: only what changed is looked at. */
function reindex(old: IndicatorSet, set: IndicatorSet, { removed, added }: SetDelta): void {
  const { bits, filter, starts } = set;
  let gone = 0;
  let come = 0;
  for (let bucket = 0; bucket < starts.length; bucket++) {
    const start = old.starts[bucket] ?? 0;
    while (gone < removed.length && (removed[gone] ?? 0) < start) gone++;
    while (come < added.length && bucketOf(added[come] ?? 0, bits) < bucket) come += 2;
    starts[bucket] = start - gone + come / 2;
  }
  filter.set(old.filter);
  // Of a word from which an entry went, all that are left are looked at: they stand together.
  for (const place of removed) fillWord(set, filterWord(old.pairs[2 * place] ?? 0, set.log));
  for (let at = 0; at < added.length; at += 2) {
    const word = filterWord(added[at] ?? 0, set.log);
    filter[word] = (filter[word] ?? 0) | filterBits(added[at + 1] ?? 0);
  }
}

function fillWord(set: IndicatorSet, word: number): void {
  const { pairs, count, filter, log } = set;
  let bits = 0;
  const first = log === 5 ? 0 : word * 2 ** (37 - log);
  for (let place = placeOf(set, first, 0); place < count && filterWord(pairs[2 * place] ?? 0, log) === word; place++) {
    bits |= filterBits(pairs[2 * place + 1] ?? 0);
  }
  filter[word] = bits;
}
