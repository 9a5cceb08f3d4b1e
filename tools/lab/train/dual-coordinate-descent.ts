/**
 * Linear support vector machine with squared hinge by dual coordinate descent (Hsieh et al. 2008): few examples, many
 * features, an optimum that no step size moves. The same examples, order and seed give the same weights.
 */
import { randomGenerator, shuffle } from './random-generator.ts';

export interface BinaryExample {
  buckets: Uint32Array;
  /** Value of each bucket. */
  values: Float32Array;
  positive: boolean;
}

export interface DualOptions {
  /** Number of weights. */
  size: number;
  rounds: number;
  /** Price of an example on the wrong side. */
  cost: number;
  seed: number;
}

export function fitLinearSvm(
  examples: readonly BinaryExample[],
  { size, rounds, cost, seed }: DualOptions,
): { weights: Float64Array; bias: number } {
  const weights = new Float64Array(size);
  let bias = 0;
  const pull = 1 / (2 * cost);
  const alphas = new Float64Array(examples.length);
  // The bias is the weight of a feature that all have
  const lengths = examples.map(({ values }) => values.reduce((sum, value) => sum + value * value, 1 + pull));
  const order = Uint32Array.from(examples, (_, index) => index);
  const random = randomGenerator(seed);
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random);
    for (const index of order) {
      const { buckets, values, positive } = examples[index] as BinaryExample;
      const side = positive ? 1 : -1;
      let score = bias;
      for (let i = 0; i < buckets.length; i++)
        score += (weights[buckets[i] as number] as number) * (values[i] as number);
      const alpha = alphas[index] as number;
      const slope = side * score - 1 + pull * alpha;
      const next = Math.max(0, alpha - slope / (lengths[index] as number));
      const step = (next - alpha) * side;
      if (step === 0) continue;
      alphas[index] = next;
      bias += step;
      for (let i = 0; i < buckets.length; i++) {
        const bucket = buckets[i] as number;
        weights[bucket] = (weights[bucket] as number) + step * (values[i] as number);
      }
    }
  }
  return { weights, bias };
}
