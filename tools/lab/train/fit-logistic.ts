/**
 * Logistic regression with bounds by coordinate descent: each weight in turn takes a Newton step, as in Yuan et al. (2010),
 * "A comparison of optimization methods and software for large-scale L1-regularized linear classification", section 4.
 * Deterministic.
 */

/** The rows in which a feature is not 0, and its values there. */
export interface Column {
  rows: Uint32Array;
  values: Float32Array;
}

/** Bounds of a weight and the strength with which it is pulled towards `prior`, where it begins. */
export interface Coefficient {
  prior: number;
  min: number;
  max: number;
  pull: number;
}

export interface Targets {
  /** 1 for a row that harms. */
  harms: Uint8Array;
  importances: Float64Array;
}

export interface FittedLogistic {
  bias: number;
  weights: Float64Array;
}

const OPTIONS = {
  /** Most rounds over all weights; they end before when no weight moves by `tolerance`, in log-odds. */
  rounds: 40,
  tolerance: 0.002,
  /** Most that a weight moves in one step. */
  maxStep: 0.5,
};
const UNBOUND: Coefficient = { prior: -1, min: -Infinity, max: Infinity, pull: 0 };

/** A weight for each column; the bias is not pulled. */
export function fitLogistic(
  columns: readonly Column[],
  coefficients: readonly Coefficient[],
  { harms, importances }: Targets,
  options = OPTIONS,
): FittedLogistic {
  const size = harms.length;
  const odds = new Float64Array(size);
  const everywhere: Column = {
    rows: Uint32Array.from({ length: size }, (_, i) => i),
    values: new Float32Array(size).fill(1),
  };
  const all = [...columns, everywhere].map((column, i) => ({ column, bounds: coefficients[i] ?? UNBOUND }));
  const weights = Float64Array.from(all, ({ bounds }) => clamp(bounds.prior, bounds));
  for (const [i, { column }] of all.entries()) addTo(odds, column, weights[i]!);
  for (let round = 0; round < options.rounds; round++) {
    let moved = 0;
    for (const [i, { column, bounds }] of all.entries()) {
      const { rows, values } = column;
      let slope = bounds.pull * (weights[i]! - bounds.prior);
      let curvature = bounds.pull + 1e-6;
      for (let at = 0; at < rows.length; at++) {
        const row = rows[at]!;
        const value = values[at]!;
        const chance = 1 / (1 + Math.exp(-odds[row]!));
        slope += importances[row]! * value * (chance - harms[row]!);
        curvature += importances[row]! * value * value * chance * (1 - chance);
      }
      const step = Math.min(options.maxStep, Math.max(-options.maxStep, -slope / curvature));
      const change = clamp(weights[i]! + step, bounds) - weights[i]!;
      if (change === 0) continue;
      weights[i] = weights[i]! + change;
      addTo(odds, column, change);
      moved = Math.max(moved, Math.abs(change));
    }
    if (moved < options.tolerance) break;
  }
  return { bias: weights.at(-1)!, weights: weights.slice(0, -1) };
}

function addTo(odds: Float64Array, { rows, values }: Column, weight: number): void {
  for (let at = 0; at < rows.length; at++) odds[rows[at]!] = odds[rows[at]!]! + weight * values[at]!;
}

const clamp = (value: number, { min, max }: Coefficient): number => Math.min(max, Math.max(min, value));
