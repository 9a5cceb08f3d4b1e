/** Logistic regression on a few plain features, each row judged by a model of the other batches. */
import { auc } from '../train/auc.ts';

export interface SurfaceRow {
  features: ReadonlyMap<string, number>;
  batch: string;
  positive: boolean;
}

export interface TrainedModel {
  /** Chance that a positive row stands above a negative one; 0.5: nothing is learnt. */
  auc: number;
  /** Feature to log-odds, strongest first, of a model of all rows. */
  weights: [name: string, weight: number][];
}

/** Passes over all rows, learning rate, and weight decay. */
const ROUNDS = 400;
const LEARNING_RATE = 0.2;
const DECAY = 1e-3;

/** Deterministic: full batches, AdaGrad. */
export function trainOnSurface(rows: readonly SurfaceRow[]): TrainedModel {
  const names = [...new Set(rows.flatMap(({ features }) => [...features.keys()]))].sort();
  const values = rows.map(({ features }) => Float64Array.from(names, (name) => features.get(name) ?? 0));
  const scores = new Float64Array(rows.length);
  for (const batch of new Set(rows.map((row) => row.batch))) {
    const weights = fit(rows, values, names.length, (row) => row.batch !== batch);
    for (const [index, row] of rows.entries()) {
      if (row.batch === batch) scores[index] = oddsOf(weights, values[index] as Float64Array);
    }
  }
  const side = (positive: boolean): number[] => [...scores].filter((_, index) => rows[index]?.positive === positive);
  const whole = fit(rows, values, names.length, () => true);
  return {
    auc: auc(side(true), side(false)),
    weights: names
      .map((name, index): [string, number] => [name, whole[index] ?? 0])
      .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a)),
  };
}

/** Weights, then the bias. */
function fit(
  rows: readonly SurfaceRow[],
  values: readonly Float64Array[],
  size: number,
  keep: (row: SurfaceRow) => boolean,
): Float64Array {
  const weights = new Float64Array(size + 1);
  const squares = new Float64Array(size + 1).fill(1e-6);
  const kept = [...rows.keys()].filter((index) => keep(rows[index] as SurfaceRow));
  const positives = kept.filter((index) => rows[index]?.positive === true).length;
  for (let round = 0; round < ROUNDS; round++) {
    const slopes = new Float64Array(size + 1);
    for (const index of kept) {
      const positive = rows[index]?.positive === true;
      const value = values[index] as Float64Array;
      // Both sides count the same
      const share = 0.5 / (positive ? positives : kept.length - positives);
      const error = (1 / (1 + Math.exp(-oddsOf(weights, value))) - (positive ? 1 : 0)) * share;
      for (let i = 0; i < size; i++) slopes[i] = (slopes[i] ?? 0) + error * (value[i] ?? 0);
      slopes[size] = (slopes[size] ?? 0) + error;
    }
    for (let i = 0; i <= size; i++) {
      const slope = (slopes[i] ?? 0) + DECAY * (weights[i] ?? 0);
      squares[i] = (squares[i] ?? 0) + slope * slope;
      weights[i] = (weights[i] ?? 0) - (LEARNING_RATE * slope) / Math.sqrt(squares[i] ?? 1);
    }
  }
  return weights;
}

function oddsOf(weights: Float64Array, value: Float64Array): number {
  let odds = weights[value.length] ?? 0;
  for (let i = 0; i < value.length; i++) odds += (weights[i] ?? 0) * (value[i] ?? 0);
  return odds;
}
