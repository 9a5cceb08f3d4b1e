import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../utils/indicators/format-error.ts';
import { openStoredSet } from '../../../utils/indicators/stored-indicator-set.ts';
import { buildSet, entryCount, indexOf, openSet, sortHashPairs } from '../../../utils/indicators/indicator-set.ts';
import { decodeHashes, encodeHashes } from '../../../utils/indicators/encode-hashes.ts';

/** Distinct hashes, some crowded together at the ends of the range. */
const hashes = fc
  .uniqueArray(
    fc.oneof(
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      fc.bigInt({ min: 0n, max: 40n }),
      fc.bigInt({ min: 2n ** 64n - 40n, max: 2n ** 64n - 1n }),
    ),
    { maxLength: 300 },
  )
  .map((values) => Uint32Array.from(values.flatMap((value) => [Number(value >> 32n), Number(value & 0xffff_ffffn)])));

/** A fixed sequence of numbers below 2^32. */
function sequence(count: number): Uint32Array {
  let state = 1;
  return Uint32Array.from({ length: count }, () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0));
}

describe('set of hashes', () => {
  it('finds every entry at its index and nothing else', () => {
    fc.assert(
      fc.property(hashes, hashes, (listed, others) => {
        const { pairs } = sortHashPairs(listed);
        const set = openSet(buildSet(pairs));
        const known = new Set<string>();
        for (let at = 0; at < pairs.length; at += 2) {
          const hash = pairs.subarray(at, at + 2);
          known.add(hash.join());
          expect(indexOf(set, hash)).toBe(at / 2);
        }
        for (let at = 0; at < others.length; at += 2) {
          const hash = others.subarray(at, at + 2);
          if (!known.has(hash.join())) expect(indexOf(set, hash)).toBe(-1);
        }
      }),
    );
  });

  it('returns the former index of each entry after sorting, and refuses duplicates', () => {
    const { pairs, order } = sortHashPairs(Uint32Array.from([9, 1, 3, 7, 3, 2]));
    expect([...pairs]).toEqual([3, 2, 3, 7, 9, 1]);
    expect([...order]).toEqual([2, 1, 0]);
    expect(() => sortHashPairs(Uint32Array.from([1, 2, 1, 2]))).toThrow(FormatError);
  });

  it('refuses a buffer of another format', () => {
    const good = buildSet(sortHashPairs(sequence(2000)).pairs);
    expect(openSet(good).count).toBe(1000);
    expect(() => openSet(good.slice(0, -4))).toThrow(FormatError);
    expect(() => openSet(new ArrayBuffer(3))).toThrow(FormatError);
    for (const word of [0, 1, 2, 3]) {
      const bad = good.slice(0);
      new Uint32Array(bad)[word] = 0x7fff_ffff;
      expect(() => openSet(bad), `word ${word}`).toThrow(FormatError);
    }
  });
});

describe('the index of a set', () => {
  /** A set of 1000 entries in which the start of one bucket was changed; negative buckets count from the end. */
  const changed = (bucket: number, start: number): ArrayBuffer => {
    const buffer = buildSet(sortHashPairs(sequence(2000)).pairs);
    const { starts } = openSet(buffer);
    starts.set([start], bucket < 0 ? starts.length + bucket : bucket);
    return buffer;
  };
  const source = (buffer: ArrayBuffer) => ({
    size: buffer.byteLength,
    slice: async (from: number, to: number) => new Uint8Array(buffer.slice(from, to)),
  });

  it.each([
    ['leaves out the first entry', 0, 1],
    ['ends before the last entry', -1, 999],
    ['descends', 1, 1001],
  ])('is refused where it %s, in memory and stored', async (_, bucket, start) => {
    const buffer = changed(bucket, start);
    expect(() => openSet(buffer)).toThrow(FormatError);
    await expect((await openStoredSet(source(buffer))).load()).rejects.toThrow(FormatError);
  });

  it('belongs to one number of entries: a size that no set has is refused', () => {
    const { byteLength } = buildSet(sortHashPairs(sequence(2000)).pairs);
    expect(entryCount(byteLength)).toBe(1000);
    for (const bytes of [0, 4, byteLength - 4, byteLength + 4])
      expect(() => entryCount(bytes), `${bytes} bytes`).toThrow(FormatError);
  });
});

describe('encoded hashes', () => {
  it('are decoded to the same hashes', () => {
    fc.assert(
      fc.property(hashes, (listed) => {
        const { pairs } = sortHashPairs(listed);
        expect(decodeHashes(encodeHashes(pairs))).toEqual(pairs);
      }),
    );
  });

  it('take at most 1.05 times the minimum size of such a set', () => {
    const count = 100_000;
    const bytes = encodeHashes(sortHashPairs(sequence(2 * count)).pairs);
    // log2 of the number of such sets, by Stirling: n (64 - log2 n + log2 e).
    const bound = (count * (64 - Math.log2(count) + Math.LOG2E)) / 8;
    expect(bytes.length).toBeLessThan(1.05 * bound);
  });

  it('have one encoding: a flipped bit gives another set or a refusal, another length a refusal', () => {
    const { pairs } = sortHashPairs(sequence(60));
    const good = encodeHashes(pairs);
    for (let bit = 0; bit < 8 * good.length; bit++) {
      const bad = good.slice();
      bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      let decoded: Uint32Array | null = null;
      try {
        decoded = decodeHashes(bad);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
      if (decoded !== null) expect(decoded).not.toEqual(pairs);
    }
    for (let length = 0; length < good.length; length++) {
      expect(() => decodeHashes(good.subarray(0, length))).toThrow(FormatError);
    }
    expect(() => decodeHashes(Uint8Array.from([...good, 0]))).toThrow(FormatError);
  });

  it('throw only a FormatError for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(20), (tail, count) => {
        const bytes = Uint8Array.from([0x4a, 0x4c, 0x48, 0x31, count, 0, 0, 0, ...tail]);
        try {
          const pairs = decodeHashes(bytes);
          expect(encodeHashes(pairs)).toEqual(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
    );
  });
});

describe('a stored set', () => {
  const source = (buffer: ArrayBuffer, read: [number, number][] = []) => ({
    size: buffer.byteLength,
    slice: async (from: number, to: number) => (read.push([from, to]), new Uint8Array(buffer.slice(from, to))),
  });

  it('gives the same results as the set in memory, before and after it is fully read', async () => {
    await fc.assert(
      fc.asyncProperty(hashes, hashes, async (listed, others) => {
        const buffer = buildSet(sortHashPairs(listed).pairs);
        const set = openSet(buffer);
        const resting = await openStoredSet(source(buffer));
        const queried = [...listed, ...others];
        const compare = async (): Promise<void> => {
          for (let at = 0; at < queried.length; at += 2) {
            const hash = Uint32Array.of(queried[at] ?? 0, queried[at + 1] ?? 0);
            expect(await resting.indexOf(hash)).toBe(indexOf(set, hash));
          }
        };
        await compare();
        expect(await resting.load()).toEqual(set);
        await compare();
      }),
      { numRuns: 60 },
    );
  });

  it('is opened by its first part, and reads one bucket where the filter lets a hash through', async () => {
    const buffer = buildSet(sortHashPairs(sequence(20_000)).pairs);
    const read: [number, number][] = [];
    const resting = await openStoredSet(source(buffer, read));
    const { pairs } = openSet(buffer);
    expect(await resting.indexOf(pairs.slice(4000, 4002))).toBe(2000);
    expect(read.length).toBe(2);
    expect(read[0]![1] / buffer.byteLength).toBeLessThan(0.25);
    expect(read[1]![1] - read[1]![0]).toBeLessThan(100 * 8);
    // Hashes asked for at the same time, from one place that is used again: each gets its own answer.
    const hash = new Uint32Array(2);
    const answers = [10, 4000, 9998].map((at) => {
      hash.set(pairs.subarray(2 * at, 2 * at + 2));
      return Promise.resolve(resting.indexOf(hash));
    });
    expect(await Promise.all(answers)).toEqual([10, 4000, 9998]);
    await resting.load();
    expect(resting.indexOf(pairs.slice(0, 2))).toBe(0);
  });

  it('refuses a source of another format, or one that ends early', async () => {
    const good = buildSet(sortHashPairs(sequence(2000)).pairs);
    await expect(openStoredSet(source(good.slice(0, -4)))).rejects.toThrow(FormatError);
    await expect(openStoredSet(source(new ArrayBuffer(0)))).rejects.toThrow(FormatError);
    const short = { size: good.byteLength, slice: async () => new Uint8Array(8) };
    await expect(openStoredSet(short)).rejects.toThrow(FormatError);
    for (let count = 0; count < 70; count++) {
      expect((await openStoredSet(source(buildSet(sortHashPairs(sequence(2 * count)).pairs)))).count).toBe(count);
    }
  });
});
