/**
 * Logistic regression over concepts and wording of cries for help, by stochastic AdaGrad (Duchi et al. 2011). The same
 * examples in the same order give the same weights.
 */
import { HELD_FEATURES } from '../../../utils/detect/held.ts';
import { HELD_BUCKETS, HELD_ZERO, HELD_ZERO_LETTER, type HeldNgramsData } from '../../../utils/detect/held-ngrams.ts';
import { packSparse } from '../../../utils/text/sparse-bytes.ts';
import { seededRandom } from '../../setup/seeded-random.ts';
import type { CryExample } from './read-cries.ts';

export const FIT_CRIES = {
  rounds: 5,
  /** Length of the first steps, for concepts and for buckets. */
  conceptRate: 0.05,
  bucketRate: 0.5,
  /** With 1e-3 and 8 rounds, 2 to 3 points fewer unseen cries are found at 4 % of their look-alikes. */
  decay: 3e-4,
  /** Buckets of fewer examples stay 0. */
  minExamples: 3,
  seed: 20261128,
};

export interface FittedCries {
  bias: number;
  concepts: Float64Array;
  buckets: Float32Array;
}

export function fitCries(examples: readonly CryExample[], options = FIT_CRIES): FittedCries {
  const counts = new Uint32Array(HELD_BUCKETS);
  for (const { buckets } of examples) for (const bucket of buckets) counts[bucket] = counts[bucket]! + 1;
  const rows = examples.map((each) => ({
    ...each,
    scale: scaleOf(each),
    buckets: each.buckets.filter((bucket) => counts[bucket]! >= options.minExamples),
  }));
  const fitted = {
    bias: -1,
    concepts: new Float64Array(HELD_FEATURES.length),
    buckets: new Float32Array(HELD_BUCKETS),
  };
  const { concepts, buckets } = fitted;
  const conceptSquares = new Float64Array(concepts.length).fill(1e-3);
  const bucketSquares = new Float32Array(HELD_BUCKETS).fill(1e-3);
  let biasSquares = 1e-3;
  const order = rows.map((_, index) => index);
  const random = seededRandom(options.seed);
  for (let round = 0; round < options.rounds; round++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    for (const at of order) {
      const row = rows[at]!;
      const error = (1 / (1 + Math.exp(-oddsOf(row, fitted))) - Number(row.isHeld)) * row.weight;
      biasSquares += error * error;
      fitted.bias -= (0.3 * error) / Math.sqrt(biasSquares);
      for (const [i, index] of row.indexes.entries()) {
        const slope = error * row.values[i]! + options.decay * concepts[index]!;
        conceptSquares[index] = conceptSquares[index]! + slope * slope;
        concepts[index] = concepts[index]! - (options.conceptRate * slope) / Math.sqrt(conceptSquares[index]);
      }
      for (const bucket of row.buckets) {
        const slope = error * row.scale + options.decay * buckets[bucket]! * row.weight;
        bucketSquares[bucket] = bucketSquares[bucket]! + slope * slope;
        buckets[bucket] = buckets[bucket]! - (options.bucketRate * slope) / Math.sqrt(bucketSquares[bucket]);
      }
    }
  }
  return fitted;
}

const scaleOf = ({ buckets }: Pick<CryExample, 'buckets'>): number => 1 / Math.sqrt(Math.max(1, buckets.length));

/** Log-odds of a cry. `scale` counts all buckets of the text, also those without a weight. */
export function oddsOf(
  example: Pick<CryExample, 'indexes' | 'values' | 'buckets'> & { scale?: number },
  { bias, concepts, buckets }: FittedCries,
): number {
  let odds = bias;
  for (const [i, index] of example.indexes.entries()) odds += concepts[index]! * example.values[i]!;
  let sum = 0;
  for (const bucket of example.buckets) sum += buckets[bucket]!;
  return odds + sum * (example.scale ?? scaleOf(example));
}

/** Share of the weights that are clipped, so that the many keep their digits. */
const CLIPPED = 0.001;
/** Steps on either side of 0. */
const STEPS = 7;
/** Log-odds: a smaller weight becomes 0. At 1 the file is 25 KB smaller and finds half a point fewer of the unseen cries. */
const MIN_WEIGHT = 0.75;

/** Weights of buckets in whole steps: small ones are 0. */
export interface RoundedBuckets {
  /** Log-odds of one step. */
  step: number;
  /** By bucket: `HELD_ZERO` and the number of steps. */
  bytes: Uint8Array;
}

export function roundBuckets(weights: Float32Array): RoundedBuckets {
  const sizes = Array.from(weights, Math.abs)
    .filter((size) => size > 0)
    .sort((a, b) => b - a);
  const step = (sizes[Math.floor(sizes.length * CLIPPED)] ?? 1) / STEPS;
  const bytes = Uint8Array.from(weights, (weight) => {
    if (Math.abs(weight) < MIN_WEIGHT) return HELD_ZERO;
    return HELD_ZERO + Math.max(-STEPS, Math.min(STEPS, Math.round(weight / step)));
  });
  return { step: Number(step.toPrecision(6)), bytes };
}

/** The weights of the buckets as `held.json` has them. */
export function packBuckets({ step, bytes }: RoundedBuckets): HeldNgramsData {
  const { bitmap, others } = packSparse(bytes, HELD_ZERO);
  const letters = others.map((byte) => byte - HELD_ZERO + HELD_ZERO_LETTER);
  return { step, used: Buffer.from(bitmap).toString('base64'), weights: Buffer.from(letters).toString('latin1') };
}

/** The weights that a text gets from rounded ones. */
export function weightsOf({ step, bytes }: RoundedBuckets): Float32Array {
  return Float32Array.from(bytes, (byte) => (byte - HELD_ZERO) * step);
}
