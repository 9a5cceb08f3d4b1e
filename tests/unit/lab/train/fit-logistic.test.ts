/** Logistic regression with bounds: what it finds, where it is held, and in how many rounds. */
import { describe, expect, it } from 'vitest';
import { fitLogistic, type Coefficient, type Column } from '../../../../tools/lab/train/fit-logistic.ts';
import { seededRandom } from '../../../../tools/setup/seeded-random.ts';

const FREE: Coefficient = { prior: 0, min: -Infinity, max: Infinity, pull: 0 };

/** Rows of features that are 0 or 1, and of targets drawn from their true log-odds. */
function drawn(truth: readonly number[], bias: number, size = 20_000) {
  const random = seededRandom(7);
  const harms = new Uint8Array(size);
  const rows = truth.map(() => [] as number[]);
  for (let row = 0; row < size; row++) {
    let odds = bias;
    for (const [i, weight] of truth.entries()) {
      if (random() >= 0.4) continue;
      rows[i]!.push(row);
      odds += weight;
    }
    harms[row] = random() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
  }
  const columns: Column[] = rows.map((each) => ({
    rows: Uint32Array.from(each),
    values: new Float32Array(each.length).fill(1),
  }));
  return { columns, targets: { harms, importances: new Float64Array(size).fill(1) } };
}

describe('fitLogistic', () => {
  const truth = [1.5, -2, 0.25];
  const { columns, targets } = drawn(truth, -0.7);
  const fit = (change: Partial<Coefficient> = {}) =>
    fitLogistic(columns, [{ ...FREE, ...change }, FREE, FREE], targets);

  it('finds the weights that the rows were drawn with', () => {
    const { bias, weights } = fit();
    expect(Math.abs(bias + 0.7)).toBeLessThan(0.1);
    for (const [i, weight] of truth.entries()) expect(Math.abs(weights[i]! - weight)).toBeLessThan(0.1);
  });

  it('keeps a weight within its bounds, and fits the others beside it', () => {
    const { weights } = fit({ max: 0.5 });
    expect(weights[0]).toBe(0.5);
    expect(Math.abs(weights[1]! - truth[1]!)).toBeLessThan(0.2);
    expect(fit({ prior: 2, min: 1.9 }).weights[0]).toBe(1.9);
  });

  it('stays at the prior where the pull is strong, and near the rows where it is weak', () => {
    expect(fit({ prior: 3, pull: 1e7 }).weights[0]).toBeCloseTo(3, 2);
    expect(Math.abs(fit({ prior: 3, pull: 1 }).weights[0]! - truth[0]!)).toBeLessThan(0.1);
  });

  it('counts rows by their importance: those of none change nothing', () => {
    const importances = targets.importances.map((_, row) => (row < 10_000 ? 1 : 0));
    const half = targets.harms.map((harms, row) => (row < 10_000 ? harms : 1));
    const { weights } = fitLogistic(columns, [FREE, FREE, FREE], { harms: half, importances });
    expect(Math.abs(weights[0]! - truth[0]!)).toBeLessThan(0.15);
  });

  it('counts values: a feature of 2 weighs half of one of 1', () => {
    const doubled = columns.map(({ rows, values }) => ({ rows, values: values.map((value) => 2 * value) }));
    const { weights } = fitLogistic(doubled, [FREE, FREE, FREE], targets);
    for (const [i, weight] of fit().weights.entries()) expect(weights[i]).toBeCloseTo(weight / 2, 2);
  });

  it('ends after the rounds that it is given', () => {
    const one = fitLogistic(columns, [FREE, FREE, FREE], targets, { rounds: 1, tolerance: 0, maxStep: 0.1 });
    expect(Math.max(...one.weights.map(Math.abs))).toBeCloseTo(0.1, 9);
  });
});
