/**
 * Softmax regression by stochastic gradient descent with L2 decay (steps as in Pegasos, Shalev-Shwartz et al. 2011; the
 * mean of the later half of the rounds). The same examples, order and seed give the same weights.
 */
import { randomGenerator, shuffle } from './random-generator.ts';

export interface WeightedExample {
  buckets: Uint32Array;
  /** Value of each bucket, as `valueOf` gives it. */
  values: Float32Array;
  /** Class, from 0. */
  outcome: number;
  importance: number;
}

export interface DescentOptions {
  /** Number of weights of each class. */
  size: number;
  rounds: number;
  /** Pull of all weights towards 0. */
  decay: number;
  seed: number;
}

export interface Descended {
  /** Weights of bucket 0 for each class, then of bucket 1 ... */
  weights: Float32Array;
  bias: Float64Array;
}

/** How much slower the bias learns than the weights. */
const BIAS_SHARE = 0.05;
/** Longest step. */
const MAX_STEP = 2;

export function fitSoftmax(examples: readonly WeightedExample[], classes: number, options: DescentOptions): Descended {
  const { size, rounds, decay } = options;
  const weights = new Float32Array(size * classes);
  const sums = new Float32Array(size * classes);
  const bias = new Float64Array(classes);
  const scores = new Float64Array(classes);
  const order = Uint32Array.from(examples, (_, index) => index);
  const random = randomGenerator(options.seed);
  // Weights are kept divided by `scale`, so that decay costs one multiplication
  let scale = 1;
  let steps = 0;
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random);
    for (const index of order) {
      const example = examples[index] as WeightedExample;
      const step = 1 / (decay * ++steps + 1 / MAX_STEP);
      scoresOf(example, weights, bias, scale, scores);
      softmax(scores);
      scores[example.outcome] = (scores[example.outcome] ?? 0) - 1;
      for (let k = 0; k < classes; k++) {
        bias[k] = (bias[k] ?? 0) - step * BIAS_SHARE * example.importance * (scores[k] ?? 0);
      }
      scale *= 1 - step * decay;
      updateWeights(example, weights, scores, (step * example.importance) / scale);
    }
    for (let i = 0; i < weights.length; i++) weights[i] = (weights[i] ?? 0) * scale;
    scale = 1;
    if (round < rounds >> 1) continue;
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (weights[i] ?? 0);
  }
  const kept = rounds - (rounds >> 1);
  return { weights: sums.map((sum) => sum / kept), bias };
}

function scoresOf(
  { buckets, values }: WeightedExample,
  weights: Float32Array,
  bias: Float64Array,
  scale: number,
  scores: Float64Array,
): void {
  const classes = scores.length;
  scores.set(bias);
  for (let i = 0; i < buckets.length; i++) {
    const at = (buckets[i] as number) * classes;
    const value = (values[i] as number) * scale;
    for (let k = 0; k < classes; k++) scores[k] = (scores[k] as number) + (weights[at + k] as number) * value;
  }
}

function updateWeights(
  { buckets, values }: WeightedExample,
  weights: Float32Array,
  slopes: Float64Array,
  step: number,
): void {
  const classes = slopes.length;
  for (let i = 0; i < buckets.length; i++) {
    const at = (buckets[i] as number) * classes;
    const value = (values[i] as number) * step;
    for (let k = 0; k < classes; k++) weights[at + k] = (weights[at + k] as number) - value * (slopes[k] as number);
  }
}

/** In place. */
export function softmax(scores: Float64Array): void {
  const top = Math.max(...scores);
  let total = 0;
  for (let k = 0; k < scores.length; k++) total += scores[k] = Math.exp((scores[k] ?? 0) - top);
  for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] ?? 0) / total;
}
