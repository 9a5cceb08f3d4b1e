import { describe, expect, it } from 'vitest';
import { packBuckets, roundBuckets, weightsOf, type RoundedBuckets } from '../../../tools/lab/fit-held/fit-cries.ts';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';
import { HELD_BUCKETS, HeldBuckets, HeldNgrams } from '../../../utils/detect/held-ngrams.ts';
import { fold } from '../../../utils/text/fold.ts';

const table = foldTableOf(compileFoldTable());
const folded = (text: string) => fold(text, table);

describe('HeldBuckets', () => {
  it('gives each bucket of a text once, and the same ones for the next text', () => {
    const buckets = new HeldBuckets();
    const text = folded('they locked us in, they locked us in');
    const first = buckets.of(text, text.length);
    expect(new Set(first).size).toBe(first.length);
    expect(first.length).toBeGreaterThan(10);
    expect(buckets.of(text, text.length)).toEqual(first);
  });

  it('reads no further than it is told', () => {
    const text = folded('help us they have guns');
    expect(new HeldBuckets().of(text, 7).length).toBeLessThan(new HeldBuckets().of(text, text.length).length);
  });
});

describe('HeldNgrams', () => {
  const text = folded('they locked us in');
  const bucketsOf = (size: number): RoundedBuckets => {
    const weights = new Float32Array(HELD_BUCKETS);
    for (const bucket of new HeldBuckets().of(text, text.length)) weights[bucket] = size;
    return roundBuckets(weights);
  };

  it('adds the weight of each bucket over the root of their number, within one step', () => {
    const data = packBuckets(bucketsOf(2));
    const count = new HeldBuckets().of(text, text.length).length;
    const odds = new HeldNgrams(data).logOdds(text, text.length);
    expect(Math.abs(odds - 2 * Math.sqrt(count))).toBeLessThan(data.step * Math.sqrt(count));
  });

  it('measures the weights that are shipped', () => {
    const rounded = bucketsOf(2);
    const weights = weightsOf(rounded);
    const buckets = new HeldBuckets().of(text, text.length);
    const sum = buckets.reduce((total, bucket) => total + weights[bucket]!, 0);
    const odds = new HeldNgrams(packBuckets(rounded)).logOdds(text, text.length);
    expect(odds).toBeCloseTo(sum / Math.sqrt(buckets.length), 4);
  });

  it('leaves out weights that are too small to matter', () => {
    expect(new HeldNgrams(packBuckets(bucketsOf(0.1))).logOdds(text, text.length)).toBe(0);
  });

  it('refuses weights of another number of buckets, and others than its letters', () => {
    const used = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
    expect(() => new HeldNgrams({ step: 1, used: used(Buffer.alloc(12)), weights: '' })).toThrow(RangeError);
    const one = Buffer.alloc(HELD_BUCKETS / 8).fill(1, 0, 1);
    for (const weights of ['', 'aa', '\u0101', 'က'])
      expect(() => new HeldNgrams({ step: 1, used: used(one), weights })).toThrow(RangeError);
    expect(() => new HeldNgrams({ step: 1, used: '?', weights: '' })).toThrow(Error);
  });
});
