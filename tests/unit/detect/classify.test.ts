/** The log-odds of a text by their formula: each different feature once, over the root of their number. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';
import { BLOCK_UNITS, MAX_FEATURES_PER_UNIT, NgramReader } from '../../../utils/detect/ngram-reader.ts';
import {
  classify,
  outputOf,
  POINT_BITS,
  POINT_SHIFT,
  storedWord,
  WEIGHT_BITS,
  WEIGHT_OFFSET,
  WINDOW_UNITS,
  type Model,
} from '../../../utils/detect/text-classifier.ts';
import { DIMENSIONS, NETWORK_LABELS, type Network } from '../../../utils/detect/text-network.ts';
import { fold } from '../../../utils/text/fold.ts';
import type { FoldedText } from '../../../utils/text/folded-text.ts';

const table = foldTableOf(compileFoldTable());
const BITS = 16;
const STEP = [0.25, 0.5, 0.125] as const;
const BIAS = [0.1, -0.3, 0.7] as const;

/** Weights from -16 to 15 that look random; `lane`: 0 lure, 1 job scam, 2 warning. */
const weightAt = (bucket: number, lane: number): number =>
  ((Math.imul(bucket + 1, 0x9e3779b1) >>> (7 * lane + 3)) & 31) - WEIGHT_OFFSET;
/** Values of -1, 0 and 1 that look random. */
const pointAt = (bucket: number, dimension: number): number =>
  ((Math.imul(bucket + 7, 0x85ebca6b) >>> (3 * dimension)) % 3) - 1;
const DIMENSION_NUMBERS = Array.from({ length: DIMENSIONS }, (_, i) => i);
/** Numbers from -1 to 1 that look random. */
const numbers = (count: number, seed: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.sin(seed * 12.9 + i * 78.233));
const HIDDEN = 4;
const network: Network = {
  step: numbers(DIMENSIONS, 1),
  hidden: { weights: numbers(HIDDEN * DIMENSIONS, 2), bias: numbers(HIDDEN, 3) },
  output: { weights: numbers(NETWORK_LABELS.length * HIDDEN, 4), bias: numbers(NETWORK_LABELS.length, 5) },
  share: 0.5,
};
const linear: Model = {
  bits: BITS,
  step: STEP,
  bias: BIAS,
  weights: Int32Array.from({ length: 2 ** BITS }, (_, bucket) => {
    let word = 0;
    for (const lane of [0, 1, 2]) word |= (weightAt(bucket, lane) + WEIGHT_OFFSET) << (WEIGHT_BITS * lane);
    for (const i of DIMENSION_NUMBERS) word |= (pointAt(bucket, i) + 1) << (POINT_SHIFT + POINT_BITS * i);
    return storedWord(word);
  }),
  network: null,
};
const model: Model = { ...linear, network };

/** The different buckets of the runs of units `from` to `to`, each run read by itself. */
function bucketsOf(text: FoldedText, runs: readonly { start: number; end: number }[]): Set<number> {
  const reader = new NgramReader();
  const out = new Uint32Array(BLOCK_UNITS * MAX_FEATURES_PER_UNIT);
  const buckets = new Set<number>();
  const take = (count: number): void => {
    for (const hash of out.subarray(0, count)) buckets.add(hash >>> (32 - BITS));
  };
  for (const { start, end } of runs) {
    for (let at = start; at < end; at++) take(reader.read(text, at, at + 1, out));
    take(reader.finish(out));
  }
  return buckets;
}

function linearOdds(buckets: ReadonlySet<number>, lane: 0 | 1 | 2): number {
  let sum = 0;
  for (const bucket of buckets) sum += weightAt(bucket, lane);
  return BIAS[lane] + (STEP[lane] * sum) / Math.sqrt(Math.max(1, buckets.size));
}

/** The network by its formula: sums, hidden units that are not negative, and the probability of each label. */
function networkOdds(buckets: ReadonlySet<number>, lane: 0 | 1 | 2): number {
  const root = Math.sqrt(Math.max(1, buckets.size));
  const inputs = DIMENSION_NUMBERS.map((i) => {
    const sum = [...buckets].reduce((total, bucket) => total + pointAt(bucket, i), 0);
    return (network.step[i]! * sum) / root;
  });
  const dense = ({ weights, bias }: Network['hidden'], values: readonly number[]): number[] =>
    bias.map((first, to) => values.reduce((sum, value, i) => sum + value * weights[to * values.length + i]!, first));
  const hidden = dense(network.hidden, inputs).map((value) => Math.max(0, value));
  const [lure, jobScam, warning, legit, other] = dense(network.output, hidden).map((each) => Math.exp(each)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const harmless = warning + legit + other;
  const odds = [lure / harmless, jobScam / harmless, warning / (lure + jobScam + legit + other)];
  return network.share * Math.log(odds[lane]!);
}

const oddsOf = (buckets: ReadonlySet<number>, lane: 0 | 1 | 2): number =>
  linearOdds(buckets, lane) + networkOdds(buckets, lane);

const expected = (buckets: ReadonlySet<number>) => outputOf(oddsOf(buckets, 0), oddsOf(buckets, 1), oddsOf(buckets, 2));
const close = (odds: number): unknown => expect.closeTo(odds, 9) as unknown;
const closeTo = ({ lure, jobScam, warning, harm }: ReturnType<typeof outputOf>) => ({
  lure: close(lure),
  jobScam: close(jobScam),
  warning: close(warning),
  harm: close(harm),
});

/** Text of about `units` letters whose words do not repeat. */
function proseOf(units: number, seed = 1): string {
  let words = '';
  for (let n = seed; words.length < units; n = Math.imul(n, 48_271) % 0x7fffffff)
    words += `${Math.abs(n).toString(26).replaceAll(/\d/gu, 'k').slice(0, 6)} `;
  return words;
}

describe('the log-odds of a text', () => {
  it('are those of its different features, by class', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('abc dе 招聘한ทก. ')), maxLength: 300 }),
        (source) => {
          const text = fold(source, table);
          const whole = bucketsOf(text, [{ start: 0, end: text.length }]);
          expect(classify(model, text)).toMatchObject(closeTo(expected(whole)));
        },
      ),
    );
  });

  it('are those of thousands of features', () => {
    const ideographs = Array.from({ length: 4_000 }, (_, at) => 0x4e00 + ((at * at * 7_919) % 20_000));
    const text = fold(String.fromCharCode(...ideographs), table);
    expect(text.length).toBeLessThan(WINDOW_UNITS);
    const whole = bucketsOf(text, [{ start: 0, end: text.length }]);
    expect(whole.size).toBeGreaterThan(4_096);
    expect(classify(model, text)).toMatchObject(closeTo(expected(whole)));
  });

  it('are those of the spans alone, of which none reaches into the next', () => {
    const text = fold('free ticket for everybody, write to me at once', table);
    const spans = [
      { start: 0, end: 10 },
      { start: 18, end: 30 },
    ];
    expect(classify(model, text, spans)).toMatchObject(closeTo(expected(bucketsOf(text, spans))));
    expect(classify(model, text, [])).toMatchObject(closeTo(expected(new Set())));
  });

  it('are those of the worst of several windows of equal size', () => {
    const text = fold(`${proseOf(WINDOW_UNITS, 5)}${proseOf(WINDOW_UNITS, 77)}`, table);
    const count = Math.ceil(text.length / WINDOW_UNITS);
    const size = Math.ceil(text.length / count);
    expect(count).toBe(3 - Number(text.length <= 2 * WINDOW_UNITS));
    const windows = Array.from({ length: count }, (_, at) =>
      classify(linear, text, [{ start: at * size, end: Math.min(text.length, (at + 1) * size) }]),
    );
    const worst = Math.max(...windows.map(({ harm }) => harm));
    // A word on the bound of two windows belongs to the second: the odds differ a little
    expect(classify(linear, text).harm).toBeCloseTo(worst, 1);
  });

  it('of harm are those of either harmful class', () => {
    expect(outputOf(1, 2, 5)).toEqual({ lure: 1, jobScam: 2, warning: 5, harm: close(Math.log(Math.E + Math.E ** 2)) });
    expect(outputOf(900, 800, 0).harm).toBe(900);
    expect(outputOf(800, 900, 0).harm).toBe(900);
  });
});

describe('the worst span', () => {
  const UNITS = 64;
  const STEPS = 3;

  /** Worst log-odds of harm of the new features of three steps one behind the other. */
  function worstSpan(text: FoldedText): number {
    const known = (units: number, isWhole = false): Set<number> => {
      const reader = new NgramReader();
      const out = new Uint32Array(BLOCK_UNITS * MAX_FEATURES_PER_UNIT);
      const buckets = new Set<number>();
      const take = (count: number): void => {
        for (const hash of out.subarray(0, count)) buckets.add(hash >>> (32 - BITS));
      };
      for (let at = 0; at < units; at++) take(reader.read(text, at, at + 1, out));
      if (isWhole) take(reader.finish(out));
      return buckets;
    };
    const odds: number[] = [];
    const steps = Math.floor(text.length / UNITS);
    for (let step = STEPS; step <= steps; step++) {
      const before = known((step - STEPS) * UNITS);
      odds.push(expected(new Set([...known(step * UNITS)].filter((each) => !before.has(each)))).harm);
    }
    // The last steps, the open one included
    const before = known(Math.max(0, steps - STEPS + 1) * UNITS);
    odds.push(expected(new Set([...known(text.length, true)].filter((each) => !before.has(each)))).harm);
    return Math.max(...odds);
  }

  // Steps are added sixteen at a time
  it.each([20, 64, 130, 191, 192, 193, 300, 700, 1_024, 1_700])(
    'of a text of %i units is that of three steps in turn',
    (units) => {
      for (const seed of [3, 11, 29]) {
        const text = fold(proseOf(2 * units, seed), table);
        text.length = units;
        expect(classify(model, text).worstSpan).toBeCloseTo(worstSpan(text), 9);
      }
    },
  );

  it('is left out where the text has as much harm as was named, in any of its windows', () => {
    for (const units of [300, WINDOW_UNITS + 900]) {
      const text = fold(proseOf(2 * units, 3), table);
      text.length = units;
      const { worstSpan: worst, ...whole } = classify(model, text);
      expect(worst).toBeLessThan(Infinity);
      expect(classify(model, text, undefined, whole.harm + 0.01)).toEqual({ ...whole, worstSpan: worst });
      expect(classify(model, text, undefined, whole.harm)).toEqual({ ...whole, worstSpan: Infinity });
      // The next text begins with no step of this one
      expect(classify(model, text)).toEqual({ ...whole, worstSpan: worst });
    }
  });
});

it('leaves the weights as they were: it marks them only while it reads', () => {
  const weights = model.weights.slice();
  const text = fold('Work in Bangkok, free ticket and room. '.repeat(300), table);
  const first = classify(model, text);
  expect(model.weights).toEqual(weights);
  expect(classify(model, text)).toEqual(first);
});
