/**
 * A stored set (indicator-set.ts). Filter and bucket index, a seventh of it, are read at once; the hashes follow. Until
 * then a look-up that passes the filter reads only its bucket by `slice`. So a starting worker need not wait for all
 * hashes.
 */
import { FormatError } from './format-error.ts';
import type { Hash64 } from './hash.ts';
import type { ByteSource } from './listings.ts';
import {
  bucketOf,
  checkIndex,
  entryCount,
  findBetween,
  indexOf,
  mayContain,
  openHead,
  pairsOffset,
  type IndicatorSet,
} from './indicator-set.ts';

/** After this number of bucket reads, reading all hashes at once is faster. */
const MAX_BUCKET_READS = 3;

export interface StoredIndicatorSet {
  count: number;
  /** Returns the index of the entry, or -1; without a promise where nothing must be read. */
  indexOf(hash: Hash64): number | Promise<number>;
  /** Reads all hashes into memory. */
  load(): Promise<IndicatorSet>;
}

/** Throws a FormatError, as `load` does, when `buildSet` did not write the source. */
export async function openStoredSet(source: ByteSource): Promise<StoredIndicatorSet> {
  const count = entryCount(source.size);
  const start = pairsOffset(count);
  const head = openHead(count, toUint32(await source.slice(0, start), start));
  const read = async (from: number, to: number): Promise<Uint32Array> =>
    toUint32(await source.slice(start + 8 * from, start + 8 * to), 8 * (to - from));
  let set: IndicatorSet | null = null;
  let loading: Promise<IndicatorSet> | null = null;

  async function readAll(): Promise<IndicatorSet> {
    checkIndex(head);
    set = { ...head, pairs: await read(0, count) };
    return set;
  }

  function whole(): Promise<IndicatorSet> {
    if (set !== null) return Promise.resolve(set);
    loading ??= readAll().finally(() => (loading = null));
    return loading;
  }

  let bucketReads = 0;
  async function readBucket(hash: Hash64): Promise<number> {
    // Copied: the caller may reuse the array while this reads.
    const [high, low] = [hash[0] ?? 0, hash[1] ?? 0];
    if ((bucketReads += 1) > MAX_BUCKET_READS) return indexOf(await whole(), Uint32Array.of(high, low));
    const bucket = bucketOf(high, head.bits);
    const [from, to] = [head.starts[bucket] ?? 0, head.starts[bucket + 1] ?? 0];
    if (to < from || to > count) throw new FormatError('set: index not ascending');
    const found = findBetween(await read(from, to), high, low, 0, to - from);
    return found < 0 ? -1 : from + found;
  }

  return {
    count,
    indexOf(hash) {
      if (set !== null) return indexOf(set, hash);
      return mayContain(head, hash[0] ?? 0, hash[1] ?? 0) ? readBucket(hash) : -1;
    },
    load: whole,
  };
}

/** Views the bytes as 32-bit numbers, without copying where they are aligned. */
function toUint32(bytes: Uint8Array, length: number): Uint32Array {
  if (bytes.length !== length) throw new FormatError(`set: ${bytes.length} bytes where ${length} were to be read`);
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, length / 4);
}
