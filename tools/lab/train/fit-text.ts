/**
 * Fits the text model: which of four outcomes a post of the corpus is. A feature counts by how rare it is (log of all
 * examples over those that have it), over the square root of the text's different features.
 */
import type { Formal } from '../../../utils/detect/formal-ad-classifier.ts';
import type { ClassValues, Model, Thresholds } from '../../../utils/detect/text-classifier.ts';
import { fitSoftmax, type WeightedExample } from './softmax-regression.ts';
import { BUCKET_BITS } from './ngram-buckets.ts';

export const OUTCOMES = ['lure', 'job-scam', 'warning', 'legit'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface TextExample {
  /** Different buckets. */
  buckets: Uint32Array;
  /** Null: no example of an outcome. */
  outcome: Outcome | null;
  /** How much it counts among the outcomes. */
  importance: number;
}

export const FIT = {
  bits: BUCKET_BITS,
  rounds: 15,
  decay: 3e-6,
  /** Buckets of fewer examples stay 0. */
  leastExamples: 4,
  seed: 20261125,
};
export type FitOptions = typeof FIT;

const SIZE = 2 ** BUCKET_BITS;
const MODEL_CLASSES = 3;
const LEGIT = OUTCOMES.indexOf('legit');
/** Brings the values of a text near length 1. */
const LENGTH = 3;
/** Log-odds by lane before calibration: weights with every factor of a feature in them. */
export interface Fitted {
  weights: Float32Array;
  bias: number[];
}

export function fitText(examples: readonly TextExample[], options: FitOptions = FIT): Fitted {
  const rarity = rarityOf(examples, options.leastExamples);
  const outcomes = fitSoftmax(
    examples
      .filter(({ outcome }) => outcome !== null)
      .map((each) => weightExample(each, rarity, OUTCOMES.indexOf(each.outcome as Outcome), each.importance)),
    OUTCOMES.length,
    { size: SIZE, rounds: options.rounds, decay: options.decay, seed: options.seed },
  );
  const weights = new Float32Array(SIZE * MODEL_CLASSES);
  const bias = [0, 1, 2].map((lane) => (outcomes.bias[lane] ?? 0) - (outcomes.bias[LEGIT] ?? 0));
  for (let bucket = 0; bucket < SIZE; bucket++) {
    const at = bucket * MODEL_CLASSES;
    const from = bucket * OUTCOMES.length;
    const legit = outcomes.weights[from + LEGIT] ?? 0;
    for (let lane = 0; lane < MODEL_CLASSES; lane++) {
      weights[at + lane] = (((outcomes.weights[from + lane] ?? 0) - legit) * (rarity[bucket] ?? 0)) / LENGTH;
    }
  }
  dropSmallWeights(weights);
  return { weights, bias };
}

/** Leaves out the weights that say least: over a third of them, and a sixth of the bytes that ship. */
function dropSmallWeights(weights: Float32Array): void {
  const steps = stepsOf(weights);
  for (let at = 0; at < weights.length; at++)
    if (Math.abs(weights[at] as number) < MIN_STEPS * (steps[at % MODEL_CLASSES] as number)) weights[at] = 0;
}

function weightExample(
  { buckets }: TextExample,
  factor: Float32Array,
  outcome: number,
  importance: number,
): WeightedExample {
  const length = LENGTH * Math.sqrt(Math.max(1, buckets.length));
  const kept = buckets.filter((bucket) => factor[bucket] !== 0);
  return {
    buckets: kept,
    values: Float32Array.from(kept, (bucket) => (factor[bucket] ?? 0) / length),
    outcome,
    importance,
  };
}

/** Per bucket: 1 for one that all examples have, more for rarer ones, 0 for one of too few examples. */
function rarityOf(examples: readonly TextExample[], least: number): Float32Array {
  const counts = new Uint32Array(SIZE);
  for (const { buckets } of examples) for (const bucket of buckets) counts[bucket] = (counts[bucket] ?? 0) + 1;
  return Float32Array.from(counts, (count) => (count < least ? 0 : Math.log(examples.length / count) + 1));
}

/** Log-odds by lane of an example. */
export function classOdds({ weights, bias }: Fitted, buckets: Uint32Array): number[] {
  const odds = [0, 0, 0];
  for (const bucket of buckets) {
    for (let lane = 0; lane < MODEL_CLASSES; lane++)
      odds[lane] = (odds[lane] ?? 0) + (weights[bucket * MODEL_CLASSES + lane] ?? 0);
  }
  return odds.map((sum, lane) => sum / Math.sqrt(Math.max(1, buckets.length)) + (bias[lane] ?? 0));
}

/** Steps from 0 to the largest weight of a lane: more cost bytes and bring nothing (16: half the size of 127). */
const STEPS = 16;
/** Share of a lane's weights that are cut, so that the many keep their digits. */
const CUT = 0.0005;

/** A smaller weight is none. */
const MIN_STEPS = 1.5;

/** Size of a step, by lane. */
function stepsOf(weights: Float32Array): number[] {
  return [0, 1, 2].map((lane) => {
    const sizes: number[] = [];
    for (let at = lane; at < weights.length; at += MODEL_CLASSES)
      if (weights[at] !== 0) sizes.push(Math.abs(weights[at] ?? 0));
    sizes.sort((a, b) => b - a);
    return (sizes[Math.floor(sizes.length * CUT)] ?? 1) / STEPS;
  });
}

/** As what ships: one step for each lane. `calibration`: factor and addition for each lane, and for `formal` behind. */
export function quantise(
  { weights, bias }: Fitted,
  calibration: { factor: number[]; add: number[] },
  thresholds: Thresholds,
  formal: Formal,
): Model {
  const steps = stepsOf(weights);
  const words = new Uint32Array(SIZE);
  for (let bucket = 0; bucket < SIZE; bucket++) {
    let word = 0;
    for (let lane = 0; lane < MODEL_CLASSES; lane++) {
      const whole = Math.round((weights[bucket * MODEL_CLASSES + lane] ?? 0) / (steps[lane] ?? 1));
      word |= (128 + Math.max(-STEPS, Math.min(STEPS, whole))) << (8 * lane);
    }
    words[bucket] = word >>> 0;
  }
  const factor = (lane: number): number => calibration.factor[lane] ?? 1;
  const add = (lane: number): number => calibration.add[lane] ?? 0;
  const each = (value: (lane: number) => number): ClassValues => [value(0), value(1), value(2)];
  return {
    bits: BUCKET_BITS,
    step: each((lane) => (steps[lane] ?? 1) * factor(lane)),
    bias: each((lane) => (bias[lane] ?? 0) * factor(lane) + add(lane)),
    thresholds,
    weights: words,
    formal: {
      ...formal,
      step: formal.step * factor(MODEL_CLASSES),
      bias: formal.bias * factor(MODEL_CLASSES) + add(MODEL_CLASSES),
    },
  };
}
