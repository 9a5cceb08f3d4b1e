import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDelta, makeDelta } from '../../../utils/indicators/list-delta.ts';
import { FormatError } from '../../../utils/indicators/format-error.ts';
import { encodeListings } from '../../../utils/indicators/listings.ts';
import { applyPatch, makePatch } from '../../../utils/indicators/byte-patch.ts';
import { applySetDelta, decodeSetDelta, diffSets, encodeSetDelta } from '../../../utils/indicators/set-delta.ts';
import { buildSet, openSet, sortHashPairs } from '../../../utils/indicators/indicator-set.ts';
import type { Listing } from '../../../utils/model/indicator.ts';

/** Hashes in which neighbours, equal first bits and both ends are common. */
const value = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fc.bigInt({ min: 0n, max: 60n }),
  fc.bigInt({ min: 2n ** 63n, max: 2n ** 63n + 60n }),
  fc.bigInt({ min: 2n ** 64n - 60n, max: 2n ** 64n - 1n }),
);
const values = fc.uniqueArray(value, { maxLength: 200 });
const pairsOf = (numbers: readonly bigint[]): Uint32Array =>
  sortHashPairs(Uint32Array.from(numbers.flatMap((each) => [Number(each >> 32n), Number(each & 0xffff_ffffn)]))).pairs;

/** The listing of each entry, made from its hash alone; `turn` changes some. */
function listingsOf(pairs: Uint32Array, turn: number): Listing[] {
  return Array.from({ length: pairs.length / 2 }, (_, at) => {
    const low = pairs[2 * at + 1] ?? 0;
    return {
      publisher: 'Example NGO',
      category: low % 3 === 0 ? 'trafficking' : 'job-scam',
      listedOn: '2026-11-01',
      ...(low % 50 === turn ? { disputedSince: '2026-11-20' } : {}),
      evidence: `case ${low % 7}`,
    };
  });
}

describe('a delta from one list to the next', () => {
  it('gives exactly the next list, whatever the two are', () => {
    fc.assert(
      fc.property(values, values, values, (both, gone, come) => {
        const kept = both.filter((each) => !gone.includes(each) && !come.includes(each));
        const [before, after] = [pairsOf([...kept, ...gone]), pairsOf([...kept, ...come])];
        const old = encodeListings(listingsOf(before, 0));
        const now = encodeListings(listingsOf(after, 1), old);
        const step = makeDelta({ pairs: before, listings: old }, { pairs: after, listings: now });
        const made = applyDelta({ set: openSet(buildSet(before)), listings: old }, step, now.length);
        expect(new Uint32Array(made.buffer)).toEqual(new Uint32Array(buildSet(after)));
        expect(made.listings).toEqual(now);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses a list that it does not start from, or gives another list', () => {
    const before = pairsOf(Array.from({ length: 300 }, (_, at) => (BigInt(at) * 0x9e37_79b9_7f4a_7c15n) % 2n ** 64n));
    const after = pairsOf([
      ...Array.from({ length: 280 }, (_, at) => (BigInt(at) * 0x9e37_79b9_7f4a_7c15n) % 2n ** 64n),
      5n,
      9n,
    ]);
    const old = encodeListings(listingsOf(before, 0));
    const now = encodeListings(listingsOf(after, 1), old);
    const good = makeDelta({ pairs: before, listings: old }, { pairs: after, listings: now });
    const start = { set: openSet(buildSet(before)), listings: old };
    expect(good.length).toBeLessThan(now.length / 2);
    for (let at = 0; at < good.length; at++) {
      for (const bad of [good.with(at, (good[at] ?? 0) ^ (1 << (at % 8))), good.subarray(0, at)]) {
        try {
          const made = applyDelta(start, bad, now.length);
          expect(made.listings.length).toBeLessThanOrEqual(now.length);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }
    }
    const other = { set: openSet(buildSet(after)), listings: now };
    expect(() => applyDelta(other, good, now.length)).toThrow(FormatError);
    expect(() => applyDelta(start, good, now.length - 1)).toThrow(FormatError);
  });

  it('takes at most 1.15 times the minimum size of such a change', () => {
    let state = 7;
    const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
    const count = 100_000;
    const before = sortHashPairs(Uint32Array.from({ length: 2 * count }, random)).pairs;
    const changed = count / 100;
    const stay: number[] = [];
    for (let at = 0; at < count; at++) if (at % 200 !== 7) stay.push(before[2 * at] ?? 0, before[2 * at + 1] ?? 0);
    for (let at = 0; at < changed; at++) stay.push(random());
    const after = sortHashPairs(Uint32Array.from(stay)).pairs;
    const bytes = encodeSetDelta(diffSets(before, after)).length;
    const half = changed / 2;
    const bound = (half * (64 - Math.log2(half) + Math.LOG2E) + half * (Math.log2(count / half) + Math.LOG2E)) / 8;
    expect(bytes).toBeLessThan(1.15 * bound);
    const made = applySetDelta(openSet(buildSet(before)), decodeSetDelta(encodeSetDelta(diffSets(before, after))));
    expect(new Uint32Array(made.buffer)).toEqual(new Uint32Array(buildSet(after)));
  });
});

describe('a patch', () => {
  it('gives the announced length and no more than allowed', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.uint8Array({ maxLength: 60 }),
        fc.nat(100),
        (old, tail, length) => {
          try {
            const made = applyPatch(old, Uint8Array.from([0x4a, 0x4c, 0x50, 0x31, length, 0, 0, 0, ...tail]), 50);
            expect(made.length).toBe(length);
            expect(length).toBeLessThanOrEqual(50);
          } catch (error) {
            expect(error).toBeInstanceOf(FormatError);
          }
        },
      ),
    );
    expect(applyPatch(new Uint8Array(9), makePatch(Uint8Array.of(1, 2), []), 2)).toEqual(Uint8Array.of(1, 2));
  });
});
