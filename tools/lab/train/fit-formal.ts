/**
 * Fits the layer for formal advertisements (EMSCAD's frauds): a feature counts by how rare it is and how far it tells the
 * two sides apart (NB-SVM, Wang and Manning 2012). The heaviest features are kept and fitted anew, so that the file is
 * small.
 */
import type { Formal } from '../../../utils/detect/formal-ad-classifier.ts';
import { fitLinearSvm } from './dual-coordinate-descent.ts';

export interface FormalExample {
  /** Different buckets; null: no formal advertisement. */
  formal: Uint32Array | null;
  /** Null: no advertisement whose fraud is known. */
  fraud: boolean | null;
}

export const FIT_FORMAL = {
  /** Number of buckets, as exponent of 2: with 17, frauds are lost to collisions. */
  bits: 18,
  rounds: 60,
  cost: 0.3,
  /** Buckets of fewer examples stay 0. */
  leastExamples: 2,
  /** Weights that are kept, and steps from 0 to the largest. */
  kept: 30_000,
  steps: 7,
  seed: 20261125,
};

/** Brings the values of a text near length 1. */
const LENGTH = 3;
/** Examples of each side that a feature is taken to have had before any was seen. */
const PRIOR = 1;
/** What a feature counts that tells nothing by itself. */
const MIN_FACTOR = 0.3;
/** Share of the weights that are cut, so that the many keep their digits. */
const CUT = 0.0005;

const NOTHING: Formal = { bits: FIT_FORMAL.bits, weights: new Int8Array(2 ** FIT_FORMAL.bits), step: 0, bias: 0 };

/** Log-odds before calibration. */
export function fitFormal(examples: readonly FormalExample[], options = FIT_FORMAL): Formal {
  const known = examples.flatMap(({ formal, fraud }) =>
    formal === null || fraud === null ? [] : [{ buckets: formal, positive: fraud }],
  );
  if (!known.some(({ positive }) => positive)) return NOTHING;
  const size = 2 ** options.bits;
  const fit = (factor: Float64Array): { weights: Float64Array; bias: number } => {
    const { weights, bias } = fitLinearSvm(
      known.map(({ buckets, positive }) => {
        const kept = buckets.filter((bucket) => factor[bucket] !== 0);
        const length = LENGTH * Math.sqrt(buckets.length);
        return { buckets: kept, values: Float32Array.from(kept, (bucket) => (factor[bucket] ?? 0) / length), positive };
      }),
      { size, rounds: options.rounds, cost: options.cost, seed: options.seed },
    );
    return { weights: weights.map((weight, bucket) => (weight * (factor[bucket] ?? 0)) / LENGTH), bias };
  };
  const factor = factorsOf(known, size, options.leastExamples);
  const sizes = fit(factor).weights.map(Math.abs);
  const least = [...sizes].sort((a, b) => b - a)[options.kept] ?? 0;
  return quantiseFormal(fit(factor.map((each, bucket) => ((sizes[bucket] ?? 0) > least ? each : 0))), options);
}

function factorsOf(
  known: readonly { buckets: Uint32Array; positive: boolean }[],
  size: number,
  least: number,
): Float64Array {
  const [honest, fraud] = [false, true].map((side) => {
    const counts = new Float64Array(size);
    const list = known.filter(({ positive }) => positive === side);
    for (const { buckets } of list) for (const bucket of buckets) counts[bucket] = (counts[bucket] ?? 0) + 1;
    return { counts, all: list.length + 2 * PRIOR };
  }) as [{ counts: Float64Array; all: number }, { counts: Float64Array; all: number }];
  return fraud.counts.map((count, bucket) => {
    const other = honest.counts[bucket] ?? 0;
    if (count + other < least) return 0;
    const rarity = Math.log(known.length / (count + other)) + 1;
    const odds = Math.log((count + PRIOR) / fraud.all / ((other + PRIOR) / honest.all));
    return rarity * (MIN_FACTOR + Math.abs(odds));
  });
}

function quantiseFormal(
  { weights, bias }: { weights: Float64Array; bias: number },
  { bits, steps }: typeof FIT_FORMAL,
): Formal {
  const sizes = weights
    .filter((weight) => weight !== 0)
    .map(Math.abs)
    .sort()
    .reverse();
  const step = (sizes[Math.floor(sizes.length * CUT)] ?? 1) / steps;
  const whole = (weight: number): number => Math.max(-steps, Math.min(steps, Math.round(weight / step)));
  return { bits, weights: Int8Array.from(weights, whole), step, bias };
}

/** Log-odds of an example that the layer did not see. */
export function oddsOf({ weights, step, bias }: Formal, buckets: Uint32Array): number {
  const sum = buckets.reduce((total, bucket) => total + (weights[bucket] ?? 0), 0);
  return bias + (step * sum) / Math.sqrt(Math.max(1, buckets.length));
}
