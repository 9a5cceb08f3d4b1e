/**
 * Fits the text model. Two problems share its table: which of four outcomes a post of the corpus is, and whether a formal
 * advertisement is an ordinary fraud (EMSCAD), which is worded so differently that one class for both serves neither.
 *
 * A feature counts by how rare it is (log of all examples over those that have it), over the square root of the text's
 * different features; for fraud also by how far it tells the two sides apart (NB-SVM, Wang and Manning 2012).
 */
import type { Lanes, Model, Thresholds } from '../../utils/detect/classifier.ts';
import { descend, type Descended, type DescentOptions, type Weighted } from './descend.ts';
import { BITS } from './features.ts';

export const OUTCOMES = ['lure', 'job-scam', 'warning', 'legit'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface TextExample {
  /** Different buckets. */
  buckets: Uint32Array;
  /** Null: an example for `fraud` only. */
  outcome: Outcome | null;
  /** Null: no formal advertisement whose fraud is known. */
  fraud: boolean | null;
  /** How much it counts among the outcomes. */
  importance: number;
}

export const FIT = {
  bits: BITS,
  rounds: 15,
  decay: 3e-6,
  fraudRounds: 25,
  fraudDecay: 1e-3,
  /** Buckets of fewer examples stay 0; of formal ads, which are long and many, two tell something. */
  leastExamples: 4,
  leastFormal: 2,
  seed: 20261125,
};
export type FitOptions = typeof FIT;

const SIZE = 2 ** BITS;
const LANES = 4;
const LEGIT = OUTCOMES.indexOf('legit');
/** Brings the values of a text near length 1. */
const LENGTH = 3;
/** Examples of each side that a feature is taken to have had before any was seen. */
const PRIOR = 1;
/** What a feature counts that tells nothing by itself. */
const LEAST_TELLING = 0.3;

/** Log-odds by lane before calibration: weights with every factor of a feature in them. */
export interface Fitted {
  weights: Float32Array;
  bias: number[];
}

export function fitText(examples: readonly TextExample[], options: FitOptions = FIT): Fitted {
  const rarity = rarityOf(examples, options.leastExamples);
  const outcomes = descend(
    examples
      .filter(({ outcome }) => outcome !== null)
      .map((each) => weigh(each, rarity, OUTCOMES.indexOf(each.outcome as Outcome), each.importance)),
    OUTCOMES.length,
    { size: SIZE, rounds: options.rounds, decay: options.decay, seed: options.seed },
  );
  const weights = new Float32Array(SIZE * LANES);
  const bias = [0, 1, 2].map((lane) => (outcomes.bias[lane] ?? 0) - (outcomes.bias[LEGIT] ?? 0));
  for (let bucket = 0; bucket < SIZE; bucket++) {
    const at = bucket * LANES;
    const legit = outcomes.weights[at + LEGIT] ?? 0;
    for (let lane = 0; lane < 3; lane++) {
      weights[at + lane] = (((outcomes.weights[at + lane] ?? 0) - legit) * (rarity[bucket] ?? 0)) / LENGTH;
    }
  }
  const known = examples.filter(({ fraud }) => fraud !== null);
  if (!known.some(({ fraud }) => fraud === true)) return { weights, bias: [...bias, 0] };
  const telling = tellingOf(known);
  const factor = rarityOf(known, options.leastFormal).map((each, bucket) => each * (telling[bucket] ?? 0));
  const fraud = fitFraud(known, factor, options);
  for (let bucket = 0; bucket < SIZE; bucket++) {
    const difference = (fraud.weights[bucket * 2 + 1] ?? 0) - (fraud.weights[bucket * 2] ?? 0);
    weights[bucket * LANES + 3] = (difference * (factor[bucket] ?? 0)) / LENGTH;
  }
  return { weights, bias: [...bias, (fraud.bias[1] ?? 0) - (fraud.bias[0] ?? 0)] };
}

function fitFraud(known: readonly TextExample[], factor: Float32Array, options: FitOptions): Descended {
  const descent: DescentOptions = {
    size: SIZE,
    rounds: options.fraudRounds,
    decay: options.fraudDecay,
    seed: options.seed,
  };
  return descend(
    known.map((each) => weigh(each, factor, each.fraud === true ? 1 : 0, 1)),
    2,
    descent,
  );
}

function weigh({ buckets }: TextExample, factor: Float32Array, outcome: number, importance: number): Weighted {
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

function tellingOf(known: readonly TextExample[]): Float32Array {
  const sides = [false, true].map((side) => {
    const counts = new Float32Array(SIZE).fill(PRIOR);
    const list = known.filter(({ fraud }) => fraud === side);
    for (const { buckets } of list) for (const bucket of buckets) counts[bucket] = (counts[bucket] ?? 0) + 1;
    return { counts, all: list.length + 2 * PRIOR };
  });
  const [honest, fraud] = sides as [(typeof sides)[0], (typeof sides)[0]];
  return fraud.counts.map(
    (count, bucket) =>
      LEAST_TELLING + Math.abs(Math.log(count / fraud.all / ((honest.counts[bucket] ?? 1) / honest.all))),
  );
}

/** Log-odds by lane of an example. */
export function laneOdds({ weights, bias }: Fitted, buckets: Uint32Array): number[] {
  const odds = [0, 0, 0, 0];
  for (const bucket of buckets) {
    for (let lane = 0; lane < LANES; lane++) odds[lane] = (odds[lane] ?? 0) + (weights[bucket * LANES + lane] ?? 0);
  }
  return odds.map((sum, lane) => sum / Math.sqrt(Math.max(1, buckets.length)) + (bias[lane] ?? 0));
}

/** Steps from 0 to the largest weight of a lane: more cost bytes and bring nothing (16: half the size of 127). */
const STEPS = [16, 16, 16, 32];
/** Share of a lane's weights that are cut, so that the many keep their digits. */
const CUT = 0.0005;

/** As the bytes that ship: one step for each lane. `calibration`: factor and addition for each lane. */
export function quantise(
  { weights, bias }: Fitted,
  calibration: { factor: number[]; add: number[] },
  thresholds: Thresholds,
): Model {
  const steps = [0, 1, 2, 3].map((lane) => {
    const sizes: number[] = [];
    for (let at = lane; at < weights.length; at += LANES) if (weights[at] !== 0) sizes.push(Math.abs(weights[at] ?? 0));
    sizes.sort((a, b) => b - a);
    return (sizes[Math.floor(sizes.length * CUT)] ?? 1) / (STEPS[lane] ?? 1);
  });
  const words = new Uint32Array(SIZE);
  for (let bucket = 0; bucket < SIZE; bucket++) {
    let word = 0;
    for (let lane = 0; lane < LANES; lane++) {
      const whole = Math.round((weights[bucket * LANES + lane] ?? 0) / (steps[lane] ?? 1));
      const most = STEPS[lane] ?? 1;
      word |= (128 + Math.max(-most, Math.min(most, whole))) << (8 * lane);
    }
    words[bucket] = word >>> 0;
  }
  const four = (value: (lane: number) => number) => [value(0), value(1), value(2), value(3)] as Lanes;
  return {
    bits: BITS,
    step: four((lane) => (steps[lane] ?? 1) * (calibration.factor[lane] ?? 1)),
    bias: four((lane) => (bias[lane] ?? 0) * (calibration.factor[lane] ?? 1) + (calibration.add[lane] ?? 0)),
    thresholds,
    weights: words,
  };
}
