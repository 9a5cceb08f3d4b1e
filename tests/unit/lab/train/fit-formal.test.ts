/** The layer for formal advertisements: what it learns, and that it ships as it was fitted. */
import { describe, expect, test } from 'vitest';
import { formalBuckets, formalOdds } from '../../../../utils/detect/formal-ad-classifier.ts';
import { fitFormal, FIT_FORMAL, oddsOf } from '../../../../tools/lab/train/fit-formal.ts';
import { fitLinearSvm } from '../../../../tools/lab/train/dual-coordinate-descent.ts';
import { randomGenerator } from '../../../../tools/lab/train/random-generator.ts';

const WORDS = 'staff team office travel report client monthly weekly manager support sales phone'.split(' ');
const OPTIONS = { ...FIT_FORMAL, bits: 16 };

/** The same words on both sides; frauds shout and forget what stands between sentences. */
function adOf(fraud: boolean, random: () => number): string {
  const sentence = (): string => {
    const words = Array.from({ length: 7 }, () => WORDS[Math.floor(random() * WORDS.length)] ?? '').join(' ');
    return fraud && random() < 0.5 ? `${words.toUpperCase()}!!` : `${words[0]?.toUpperCase()}${words.slice(1)}.`;
  };
  return Array.from({ length: 5 }, sentence).join(' ');
}

function adsOf(seed: number, count: number) {
  const random = randomGenerator(seed);
  return Array.from({ length: count }, (_, index) => {
    const fraud = index % 2 === 0;
    const text = adOf(fraud, random);
    return { text, fraud, formal: formalBuckets([text], OPTIONS.bits).slice() };
  });
}

describe('fitFormal', () => {
  const ads = adsOf(1, 80);
  const formal = fitFormal(ads, OPTIONS);

  test('tells by its hand an advertisement that it did not see', () => {
    const right = adsOf(2, 80).filter(({ text, fraud }) => formalOdds(formal, [text]) > 0 === fraud);
    expect(right.length).toBeGreaterThan(70);
  });

  test('says at run time what training saw', () => {
    for (const { text, formal: buckets } of ads)
      expect(formalOdds(formal, [text])).toBeCloseTo(oddsOf(formal, buckets), 9);
  });

  test('keeps the heaviest weights only, in the steps it was given', () => {
    const { weights } = fitFormal(ads, { ...OPTIONS, kept: 40, steps: 3 });
    const kept = weights.filter((weight) => weight !== 0);
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.length).toBeLessThanOrEqual(40);
    expect(Math.max(...kept.map(Math.abs))).toBe(3);
  });

  test('the same examples give the same weights, and none give none', () => {
    expect(fitFormal(ads, OPTIONS)).toEqual(formal);
    expect(fitFormal([]).weights.some((weight) => weight !== 0)).toBe(false);
  });
});

test('descendDual parts two sides with the widest margin', () => {
  const example = (value: number, positive: boolean) => ({
    buckets: Uint32Array.of(0),
    values: Float32Array.of(value),
    positive,
  });
  const { weights, bias } = fitLinearSvm([example(3, true), example(1, true), example(-1, false), example(-4, false)], {
    size: 1,
    rounds: 200,
    cost: 1000,
    seed: 1,
  });
  expect(weights[0]).toBeCloseTo(1, 2);
  expect(bias).toBeCloseTo(0, 2);
});
