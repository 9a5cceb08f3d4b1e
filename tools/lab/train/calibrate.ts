/** Makes log-odds honest: one factor and one addition for each lane, fitted to examples that the model did not see. */
import type { FormalExample } from './fit-formal.ts';
import { OUTCOMES, type TextExample } from './fit-text.ts';

export interface Calibration {
  factor: number[];
  add: number[];
}

const ROUNDS = 400;
const STEP = 0.3;

/** `odds`: by lane, for each example in order. Outcomes share one factor; `fraud`, the last, has its own. */
export function calibrate(
  examples: readonly (TextExample & FormalExample)[],
  odds: readonly (readonly number[])[],
): Calibration {
  const rows = examples.map((example, index) => ({ ...example, odds: odds[index] ?? [] }));
  const outcomes = rows.filter(({ outcome }) => outcome !== null);
  const total = outcomes.reduce((sum, { importance }) => sum + importance, 0);
  let factor = 1;
  const add = [0, 0, 0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    let slope = 0;
    const slopes = [0, 0, 0, 0];
    for (const { odds: raw, outcome, importance } of outcomes) {
      const powers = [0, 1, 2, 3].map((k) => (k === 3 ? 1 : Math.exp(factor * (raw[k] ?? 0) + (add[k] ?? 0))));
      const sum = powers.reduce((a, b) => a + b, 0);
      for (let k = 0; k < 3; k++) {
        const error = (((powers[k] ?? 0) / sum - (OUTCOMES[k] === outcome ? 1 : 0)) * importance) / total;
        slopes[k] = (slopes[k] ?? 0) + error;
        slope += error * (raw[k] ?? 0);
      }
    }
    factor -= STEP * slope;
    for (let k = 0; k < 3; k++) add[k] = (add[k] ?? 0) - STEP * (slopes[k] ?? 0);
  }
  const fraud = calibrateFraud(rows.filter(({ fraud, formal }) => fraud !== null && formal !== null));
  return { factor: [factor, factor, factor, fraud.factor], add: [add[0] ?? 0, add[1] ?? 0, add[2] ?? 0, fraud.add] };
}

function calibrateFraud(rows: readonly { odds: readonly number[]; fraud: boolean | null }[]): {
  factor: number;
  add: number;
} {
  let factor = 1;
  let add = 0;
  for (let round = 0; round < ROUNDS && rows.length > 0; round++) {
    let slope = 0;
    let shift = 0;
    for (const { odds, fraud } of rows) {
      const raw = odds[3] ?? 0;
      const error = (1 / (1 + Math.exp(-factor * raw - add)) - (fraud === true ? 1 : 0)) / rows.length;
      slope += error * raw;
      shift += error;
    }
    factor -= STEP * slope;
    add -= STEP * shift;
  }
  return { factor, add };
}
