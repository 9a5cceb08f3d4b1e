/**
 * Linear support vector machines with squared hinge by dual coordinate descent (Hsieh et al. 2008), one for each class
 * against the rest, fitted in one pass over shared features. The same examples, order and seed give the same weights.
 */
import { seededRandom, shuffle } from '../../setup/seeded-random.ts';

export interface SvmProblem {
  /** Number of features. */
  size: number;
  /** Features of example i: `features[starts[i]]` to `features[starts[i + 1]]`, exclusive. */
  features: Uint32Array;
  starts: Uint32Array;
  /** Value of a feature, before `scale`. */
  factor: Float32Array;
  /** Factor for the values of example i. */
  scale: Float32Array;
  /** How much example i counts. */
  importance: Float32Array;
  /** Class of example i, or -1 for none. */
  target: Int8Array;
  classes: number;
}

export interface SvmOptions {
  rounds: number;
  /** Price of an example on the wrong side. */
  cost: number;
  seed: number;
}

export interface LinearSvms {
  /** Weight of a feature with its factor: feature 0 for each class, then feature 1, and so on. */
  weights: Float32Array;
  bias: Float64Array;
}

export function fitLinearSvms(problem: SvmProblem, { rounds, cost, seed }: SvmOptions): LinearSvms {
  const { size, features, starts, factor, scale, importance, target, classes } = problem;
  const examples = target.length;
  const squares = factor.map((each) => each * each);
  const weights = new Float32Array(size * classes);
  const bias = new Float64Array(classes);
  const alphas = new Float64Array(examples * classes);
  const lengths = new Float64Array(examples);
  for (let i = 0; i < examples; i++) {
    let sum = 0;
    for (let at = starts[i]!; at < starts[i + 1]!; at++) sum += squares[features[at]!]!;
    // The bias is the weight of a feature that all examples have
    lengths[i] = sum * scale[i]! ** 2 + 1;
  }
  const order = Array.from({ length: examples }, (_, index) => index);
  const random = seededRandom(seed);
  const scores = new Float64Array(classes);
  const steps = new Float64Array(classes);
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random);
    for (const i of order) {
      const first = starts[i]!;
      const last = starts[i + 1]!;
      scores.fill(0);
      for (let at = first; at < last; at++) {
        const from = features[at]! * classes;
        for (let k = 0; k < classes; k++) scores[k] = scores[k]! + weights[from + k]!;
      }
      const pull = 1 / (2 * cost * importance[i]!);
      let moved = false;
      for (let k = 0; k < classes; k++) {
        const side = target[i] === k ? 1 : -1;
        const alpha = alphas[i * classes + k]!;
        const slope = side * (scores[k]! * scale[i]! + bias[k]!) - 1 + pull * alpha;
        const next = Math.max(0, alpha - slope / (lengths[i]! + pull));
        const step = (next - alpha) * side;
        alphas[i * classes + k] = next;
        bias[k] = bias[k]! + step;
        steps[k] = step * scale[i]!;
        if (step !== 0) moved = true;
      }
      if (!moved) continue;
      for (let at = first; at < last; at++) {
        const feature = features[at]!;
        for (let k = 0; k < classes; k++) {
          const index = feature * classes + k;
          weights[index] = weights[index]! + steps[k]! * squares[feature]!;
        }
      }
    }
  }
  return { weights, bias };
}
