/**
 * Fits the text model: logistic regression on hashed n-grams by AdaGrad, deterministic for the same rows, order and seed.
 */
import { featuresOf, type Model } from '../../utils/detect/classifier.ts';
import type { FoldedText } from '../../utils/text/folded-text.ts';

export interface Example {
  text: FoldedText;
  harms: boolean;
  /** How much the example counts. */
  importance: number;
}

export interface FitOptions {
  bits: number;
  epochs: number;
  /** Step size. */
  rate: number;
  /** Weight decay for each visit. */
  decay: number;
  /** Features of fewer examples are left out. */
  leastExamples: number;
  seed: number;
}

export const FIT: FitOptions = { bits: 17, epochs: 12, rate: 0.5, decay: 1e-4, leastExamples: 3, seed: 20261125 };

export function fitModel(examples: readonly Example[], options: FitOptions = FIT): Model {
  const features = examples.map((example) => featuresOf(example.text, options.bits));
  const usual = common(features, 2 ** options.bits, options.leastExamples);
  const kept = features.map((list) => list.filter((bucket) => usual[bucket] === 1));
  const weights = new Float32Array(2 ** options.bits);
  const steps = new Float32Array(weights.length).fill(1e-4);
  let bias = 0;
  const order = examples.map((_, index) => index);
  const random = mulberry(options.seed);
  const balance = balanceOf(examples);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    for (const index of order) {
      const { harms, importance } = examples[index] as Example;
      const list = kept[index] as Uint32Array;
      const factor = 1 / Math.sqrt(Math.max(1, (features[index] as Uint32Array).length));
      let odds = bias;
      for (const bucket of list) odds += (weights[bucket] as number) * factor;
      const error = (1 / (1 + Math.exp(-odds)) - (harms ? 1 : 0)) * importance * (harms ? balance : 1);
      bias -= 0.01 * error;
      for (const bucket of list) {
        const step = error * factor + options.decay * (weights[bucket] as number);
        steps[bucket] = (steps[bucket] as number) + step * step;
        weights[bucket] = (weights[bucket] as number) - (options.rate * step) / Math.sqrt(steps[bucket]);
      }
    }
  }
  return quantise(weights, bias, options.bits);
}

/** How much a harmful example counts so that both sides weigh the same. */
function balanceOf(examples: readonly Example[]): number {
  let harmful = 0;
  let other = 0;
  for (const { harms, importance } of examples) {
    if (harms) harmful += importance;
    else other += importance;
  }
  return harmful === 0 ? 1 : other / harmful;
}

/** 1 for each bucket that enough examples have. */
function common(features: readonly Uint32Array[], size: number, least: number): Uint8Array {
  const counts = new Uint16Array(size);
  for (const list of features) for (const bucket of new Set(list)) counts[bucket] = (counts[bucket] as number) + 1;
  return Uint8Array.from(counts, (count) => (count >= least ? 1 : 0));
}

function quantise(weights: Float32Array, bias: number, bits: number): Model {
  let most = 1e-9;
  for (const weight of weights) most = Math.max(most, Math.abs(weight));
  // A few weights are far out: cut them, so that the many keep their digits
  const scale = most / 2 / 63;
  const steps = Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale))));
  return { weights: steps, bits, scale, bias };
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
}

/** Mulberry32: a small generator, the same everywhere. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
