/**
 * A set where it lies (set.ts): filter and bucket index are in memory at once, a seventh of it; the hashes follow. Until they
 * are there, the first look-ups that the filter lets through read their bucket by `slice`, so that a worker that was dead a moment ago
 * does not wait for all of them.
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

/** Where more buckets are asked for, reading all hashes at once takes less. */
const MAX_BUCKET_READS = 3;

export interface StoredIndicatorSet {
  count: number;
  /** Index of the entry, or -1; at once where nothing has to be read. */
  indexOf(hash: Hash64): number | Promise<number>;
  /** All of it in memory, from now on. */
  load(): Promise<IndicatorSet>;
}

/** Throws a FormatError, as `whole` does, when the source is not what `buildSet` makes. */
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
    // The caller may use it for the next one meanwhile.
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

/** Without copying, where the bytes lie so that it can be. */
function toUint32(bytes: Uint8Array, length: number): Uint32Array {
  if (bytes.length !== length) throw new FormatError(`set: ${bytes.length} bytes where ${length} were to be read`);
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, length / 4);
}
