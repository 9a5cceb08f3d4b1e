/**
 * Fits the text model: linear classifiers and the network, each by itself. A feature counts by how rare it is (log of all
 * examples over those that have it), over the square root of the number of different features of the text.
 */
import {
  CLASSES,
  outputOfSums,
  pointOf,
  POINT_BITS,
  POINT_SHIFT,
  storedWord,
  WEIGHT_BITS,
  WEIGHT_OFFSET,
  ZERO_WORD,
  type ClassValues,
  type Model,
  type ModelOutput,
} from '../../../utils/detect/text-classifier.ts';
import { DIMENSIONS, NETWORK_LABELS, type Network } from '../../../utils/detect/text-network.ts';
import { fitLinearSvms } from './fit-linear-svms.ts';
import { FIT_NETWORK, fitNetwork, LENGTH, refitLayers, type NetworkProblem } from './fit-network.ts';
import type { Layers } from './network-layers.ts';
import { BUCKET_BITS } from './ngram-buckets.ts';

export interface TextExample {
  /** Different buckets. */
  buckets: Uint32Array;
  /** Label of the row. */
  label: string;
  /** How much it counts; 0: not at all. */
  importance: number;
}

export const FIT_TEXT = {
  bits: BUCKET_BITS,
  rounds: 12,
  /**
   * Held out, the text model alone finds 56 % of the real job scams with 1, 61 with 0.3 and 68 with 0.12, where 0.3 % of the real
   * ordinary texts and honest messages are alerted. With 0.05 it finds fewer of unseen posts.
   */
  cost: 0.12,
  /** Buckets of fewer examples stay 0; a text and its halves count apart. With 5, 2 % fewer of the real job scams. */
  minExamples: 3,
  seed: 20261128,
  /**
   * Buckets that ship, those of most weight. With the same network in PyTorch, the file of 700,000 is a half larger than that of
   * 450,000, and a third of a point more of the unseen lures are found.
   */
  kept: 625_000,
  /** Buckets of fewer examples have no values in the network. */
  minNetworkExamples: 4,
  /** What the network counts beside the linear classifiers: unseen, 0.3 and 0.8 find as many within half a point. */
  share: 0.5,
};

const SIZE = 2 ** BUCKET_BITS;
/** What one unit of margin is worth in log-odds, about; the fitted weights of evidence calibrate it. */
const LOG_ODDS = 5;

/** Weights of bucket 0 for each class, then of bucket 1, and so on; log-odds before division by the text's size. */
export interface FittedText {
  weights: Float32Array;
  bias: number[];
}

export function fitText(examples: readonly TextExample[], options = FIT_TEXT): FittedText {
  const used = examples.filter(({ importance }) => importance > 0);
  const factor = rarityOf(used, options.minExamples);
  const kept = used.map(({ buckets }) => buckets.filter((bucket) => factor[bucket] !== 0));
  const starts = new Uint32Array(kept.length + 1);
  for (const [index, { length }] of kept.entries()) starts[index + 1] = starts[index]! + length;
  const features = new Uint32Array(starts[kept.length]!);
  for (const [index, buckets] of kept.entries()) features.set(buckets, starts[index]);
  const scale = Float32Array.from(used, ({ buckets }) => 1 / (LENGTH * Math.sqrt(Math.max(1, buckets.length))));
  const { weights, bias } = fitLinearSvms(
    {
      size: SIZE,
      features,
      starts,
      factor,
      scale,
      importance: Float32Array.from(used, ({ importance }) => importance),
      target: Int8Array.from(used, ({ label }) => CLASSES.findIndex((name) => name === label)),
      classes: CLASSES.length,
    },
    options,
  );
  for (let i = 0; i < weights.length; i++) weights[i] = (weights[i]! * LOG_ODDS) / LENGTH;
  return { weights, bias: Array.from(bias, (each) => each * LOG_ODDS) };
}

/** By bucket: 1 for one that all examples have, more for rarer ones, 0 for one of too few examples. */
function rarityOf(examples: readonly TextExample[], least: number): Float32Array {
  const rarity = (count: number): number => (count < least ? 0 : Math.log(examples.length / count) + 1);
  return Float32Array.from(countsOf(examples), rarity);
}

/** How many examples have each bucket. */
function countsOf(examples: readonly TextExample[]): Uint32Array {
  const counts = new Uint32Array(SIZE);
  for (const { buckets } of examples) for (const bucket of buckets) counts[bucket] = counts[bucket]! + 1;
  return counts;
}

/** The model that ships. `wholes`: examples that are no part of another, which the network reads in stretches. */
export function fitModel(
  examples: readonly TextExample[],
  wholes: readonly TextExample[],
  options = FIT_TEXT,
  network = FIT_NETWORK,
): Model {
  const linear = quantise(fitText(examples, options));
  const used = wholes.filter(({ importance }) => importance > 0);
  const { problem, buckets } = problemOf(used, options.minNetworkExamples);
  const { values, layers } = fitNetwork(problem, network);
  const counts = countsOf(used);
  const kept = heaviest(linear, values, buckets, counts, options.kept);
  const { points, step } = pointsOf(values, (row) => kept[buckets[row]!] === 1);
  refitLayers(layers, points, step, problem, network);
  return { ...withPoints(linear, points, buckets, kept), network: networkOf(layers, step, options.share) };
}

/**
 * What a warning counts in the network beside its importance. With 1, unseen, as many lures are found and a quarter of a point
 * more of the warnings are warned of.
 */
const WARNING_FACTOR = 2;

/** Row 0 stands for all buckets of too few examples: they count for the length of a text only. */
function problemOf(examples: readonly TextExample[], least: number): { problem: NetworkProblem; buckets: Uint32Array } {
  const factor = rarityOf(examples, least);
  const buckets = Uint32Array.from([0, ...Array.from(factor.keys()).filter((bucket) => factor[bucket]! > 0)]);
  const rows = new Uint32Array(SIZE);
  for (let row = 1; row < buckets.length; row++) rows[buckets[row]!] = row;
  const starts = new Uint32Array(examples.length + 1);
  for (const [index, example] of examples.entries()) starts[index + 1] = starts[index]! + example.buckets.length;
  const features = new Uint32Array(starts[examples.length]!);
  for (const [index, example] of examples.entries())
    features.set(
      example.buckets.map((bucket) => rows[bucket]!),
      starts[index],
    );
  const other = NETWORK_LABELS.indexOf('other');
  const problem = {
    rows: buckets.length,
    features,
    starts,
    factor: Float32Array.from(buckets, (bucket, row) => (row === 0 ? 0 : factor[bucket]!)),
    target: Uint8Array.from(examples, ({ label }) => {
      const index = NETWORK_LABELS.findIndex((name) => name === label);
      return index < 0 ? other : index;
    }),
    importance: Float32Array.from(
      examples,
      ({ importance, label }) => importance * (label === 'warning' ? WARNING_FACTOR : 1),
    ),
  };
  return { problem, buckets };
}

/** By bucket: 1 where it ships. What counts is the size of its weights in both parts, times the root of its examples. */
function heaviest(
  { weights, step }: Model,
  values: Float32Array,
  buckets: Uint32Array,
  counts: Uint32Array,
  most: number,
): Uint8Array {
  const linear = new Float64Array(SIZE);
  for (const [bucket, word] of weights.entries()) {
    let size = 0;
    for (let index = 0; index < CLASSES.length; index++)
      size += step[index as 0 | 1 | 2] * Math.abs(weightOf(storedWord(word), index));
    linear[bucket] = size * Math.sqrt(Math.max(1, counts[bucket]!));
  }
  const network = new Float64Array(SIZE);
  for (let row = 1; row < buckets.length; row++) {
    let squares = 0;
    for (let i = 0; i < DIMENSIONS; i++) squares += values[row * DIMENSIONS + i]! ** 2;
    network[buckets[row]!] = Math.sqrt(squares * counts[buckets[row]!]!);
  }
  const [a, b] = [meanOfPositive(linear), meanOfPositive(network)];
  const scores = linear.map((each, bucket) => each / a + network[bucket]! / b);
  const least = Math.max(Number.MIN_VALUE, scores.toSorted().at(-most) ?? 0);
  return Uint8Array.from(scores, (score) => (score >= least ? 1 : 0));
}

function meanOfPositive(list: Float64Array): number {
  let [sum, count] = [0, 0];
  for (const each of list)
    if (each > 0) {
      sum += each;
      count++;
    }
  return count === 0 ? 1 : sum / count;
}

/**
 * Share of the values of a dimension that are clipped to 1, and how much of 1 a value must be not to become 0. Unseen, two
 * bits find as many lures as three within half a point.
 */
const CLIPPED_POINTS = 0.05;
const MIN_POINT = 0.5;

/** Values of the rows that ship as -1, 0 and 1, and what 1 is worth by dimension. */
function pointsOf(values: Float32Array, isKept: (row: number) => boolean): { points: Int8Array; step: number[] } {
  const points = new Int8Array(values.length);
  const rows = Array.from({ length: values.length / DIMENSIONS - 1 }, (_, at) => at + 1).filter(isKept);
  const step = Array.from({ length: DIMENSIONS }, (_, i) => {
    const sizes = Float64Array.from(rows, (row) => Math.abs(values[row * DIMENSIONS + i]!)).sort();
    const one = sizes[Math.floor(sizes.length * (1 - CLIPPED_POINTS))] ?? 0;
    for (const row of rows) {
      const value = values[row * DIMENSIONS + i]!;
      if (Math.abs(value) >= MIN_POINT * one && one > 0) points[row * DIMENSIONS + i] = Math.sign(value);
    }
    return one / LENGTH;
  });
  return { points, step };
}

function withPoints(model: Model, points: Int8Array, buckets: Uint32Array, kept: Uint8Array): Model {
  const weights = model.weights.map((word, bucket) => (kept[bucket] === 1 ? storedWord(word) : ZERO_WORD));
  for (let row = 1; row < buckets.length; row++)
    for (let i = 0; i < DIMENSIONS; i++)
      weights[buckets[row]!] =
        weights[buckets[row]!]! + points[row * DIMENSIONS + i]! * 2 ** (POINT_SHIFT + POINT_BITS * i);
  return { ...model, weights: weights.map(storedWord) };
}

function networkOf(
  { hiddenWeights, hiddenBias, outputWeights, outputBias }: Layers,
  step: number[],
  share: number,
): Network {
  const rounded = (values: ArrayLike<number>): number[] => Array.from(values, (value) => Number(value.toPrecision(5)));
  return {
    step: rounded(step),
    hidden: { weights: rounded(hiddenWeights.values), bias: rounded(hiddenBias.values) },
    output: { weights: rounded(outputWeights.values), bias: rounded(outputBias.values) },
    share,
  };
}

/**
 * Steps from 0 to the largest weight. With the same weights in 15 steps, unseen, as many lures are found, and each bucket takes
 * two bits more of the file.
 */
const STEPS = 7;
/** Share of the weights of a class that are clipped, so that the many keep their digits. */
const CLIPPED = 0.0005;
/**
 * A weight of fewer steps becomes 0: most of the table. When all buckets shipped, twice as much made it 0.6 MB smaller and found
 * 5 % fewer of the mule offers.
 */
const MIN_STEPS = 0.75;

/** Weights of five bits: one step for each class. */
export function quantise({ weights, bias }: FittedText): Model {
  const steps = CLASSES.map((_, index) => stepOf(weights, index));
  const words = new Int32Array(SIZE);
  for (let bucket = 0; bucket < SIZE; bucket++) {
    let word = ZERO_WORD;
    for (let index = 0; index < steps.length; index++) {
      const weight = weights[bucket * CLASSES.length + index]! / steps[index]!;
      const whole = Math.abs(weight) < MIN_STEPS ? 0 : Math.max(-STEPS, Math.min(STEPS, Math.round(weight)));
      word += whole << (WEIGHT_BITS * index);
    }
    words[bucket] = storedWord(word);
  }
  const values = (list: readonly number[]): ClassValues => [list[0]!, list[1]!, list[2]!];
  return { bits: BUCKET_BITS, weights: words, step: values(steps), bias: values(bias), network: null };
}

function stepOf(weights: Float32Array, index: number): number {
  const sizes: number[] = [];
  for (let at = index; at < weights.length; at += CLASSES.length)
    if (weights[at] !== 0) sizes.push(Math.abs(weights[at]!));
  sizes.sort((a, b) => b - a);
  return (sizes[Math.floor(sizes.length * CLIPPED)] ?? 1) / STEPS;
}

const weightOf = (word: number, index: number): number =>
  ((word >>> (WEIGHT_BITS * index)) & (2 ** WEIGHT_BITS - 1)) - WEIGHT_OFFSET;

/** What a model says of an example. */
export function outputFor(model: Model, buckets: Uint32Array): ModelOutput {
  const sums = new Float64Array(CLASSES.length + DIMENSIONS);
  for (const bucket of buckets) {
    const word = storedWord(model.weights[bucket]!);
    for (let index = 0; index < CLASSES.length; index++) sums[index] = sums[index]! + weightOf(word, index);
    for (let i = 0; i < DIMENSIONS; i++) sums[CLASSES.length + i] = sums[CLASSES.length + i]! + pointOf(word, i);
  }
  return outputOfSums(model, sums, buckets.length);
}
