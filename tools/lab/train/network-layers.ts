/** The two layers of the text model's network while they are fitted: forward, back by cross entropy, and steps of Adam. */
import type { Random } from '../../setup/seeded-random.ts';

type Numbers = Float32Array | Float64Array;

/** Weights or biases with their slopes and the two moments of Adam. */
export interface Fitted<T extends Numbers = Float64Array> {
  values: T;
  slopes: T;
  first: T;
  second: T;
}

export interface Layers {
  inputs: number;
  hidden: number;
  outputs: number;
  hiddenWeights: Fitted;
  hiddenBias: Fitted;
  outputWeights: Fitted;
  outputBias: Fitted;
  steps: number;
}

/** What one text gave, for the way back. */
export interface Pass {
  inputs: Float64Array;
  activations: Float64Array;
  /** Probability of each output. */
  probabilities: Float64Array;
}

const RATE = 0.001;
const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-8;

/** First weights are even within one over the root of the inputs. */
export function makeLayers(inputs: number, hidden: number, outputs: number, random: Random): Layers {
  const even = (length: number, from: number): Fitted => {
    const bound = 1 / Math.sqrt(from);
    const values = Float64Array.from({ length }, () => bound * (2 * random() - 1));
    const [slopes, first, second] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
    return { values, slopes, first, second };
  };
  return {
    inputs,
    hidden,
    outputs,
    hiddenWeights: even(inputs * hidden, inputs),
    hiddenBias: even(hidden, inputs),
    outputWeights: even(hidden * outputs, hidden),
    outputBias: even(outputs, hidden),
    steps: 0,
  };
}

export function passOn(layers: Layers, inputs: Float64Array): Pass {
  const { hidden, outputs, hiddenWeights, hiddenBias, outputWeights, outputBias } = layers;
  const activations = new Float64Array(hidden);
  for (let unit = 0; unit < hidden; unit++) {
    let sum = hiddenBias.values[unit]!;
    for (let i = 0; i < inputs.length; i++) sum += hiddenWeights.values[unit * inputs.length + i]! * inputs[i]!;
    activations[unit] = Math.max(0, sum);
  }
  const probabilities = new Float64Array(outputs);
  for (let label = 0; label < outputs; label++) {
    let sum = outputBias.values[label]!;
    for (let unit = 0; unit < hidden; unit++) sum += outputWeights.values[label * hidden + unit]! * activations[unit]!;
    probabilities[label] = sum;
  }
  const top = Math.max(...probabilities);
  let total = 0;
  for (let label = 0; label < outputs; label++) total += probabilities[label] = Math.exp(probabilities[label]! - top);
  for (let label = 0; label < outputs; label++) probabilities[label] = probabilities[label]! / total;
  return { inputs, activations, probabilities };
}

/** Adds the slopes of the cross entropy with `target`, times `importance`; gives those of the inputs. */
export function passBack(
  layers: Layers,
  { inputs, activations, probabilities }: Pass,
  target: number,
  importance: number,
): Float64Array {
  const { hidden, outputs, hiddenWeights, hiddenBias, outputWeights, outputBias } = layers;
  const inner = new Float64Array(hidden);
  for (let label = 0; label < outputs; label++) {
    const slope = importance * (probabilities[label]! - (label === target ? 1 : 0));
    outputBias.slopes[label] = outputBias.slopes[label]! + slope;
    for (let unit = 0; unit < hidden; unit++) {
      const at = label * hidden + unit;
      outputWeights.slopes[at] = outputWeights.slopes[at]! + slope * activations[unit]!;
      inner[unit] = inner[unit]! + slope * outputWeights.values[at]!;
    }
  }
  const back = new Float64Array(inputs.length);
  for (let unit = 0; unit < hidden; unit++) {
    if (activations[unit] === 0) continue;
    const slope = inner[unit]!;
    hiddenBias.slopes[unit] = hiddenBias.slopes[unit]! + slope;
    for (let i = 0; i < inputs.length; i++) {
      const at = unit * inputs.length + i;
      hiddenWeights.slopes[at] = hiddenWeights.slopes[at]! + slope * inputs[i]!;
      back[i] = back[i]! + slope * hiddenWeights.values[at]!;
    }
  }
  return back;
}

/** One step of Adam with the slopes since the last; they are 0 then. */
export function stepLayers(layers: Layers): void {
  layers.steps++;
  for (const fitted of [layers.hiddenWeights, layers.hiddenBias, layers.outputWeights, layers.outputBias])
    adamStep(fitted, { from: 0, count: fitted.values.length }, RATE, layers.steps);
}

/** Adam on `count` values from `from`; `steps`: of all so far, this one included. The slopes are 0 then. */
export function adamStep(
  { values, slopes, first, second }: Fitted<Numbers>,
  { from, count }: { from: number; count: number },
  rate: number,
  steps: number,
): void {
  const size = (rate * Math.sqrt(1 - SECOND_DECAY ** steps)) / (1 - FIRST_DECAY ** steps);
  for (let at = from; at < from + count; at++) {
    const slope = slopes[at]!;
    first[at] = FIRST_DECAY * first[at]! + (1 - FIRST_DECAY) * slope;
    second[at] = SECOND_DECAY * second[at]! + (1 - SECOND_DECAY) * slope * slope;
    values[at] = values[at]! - (size * first[at]!) / (Math.sqrt(second[at]!) + EPSILON);
    slopes[at] = 0;
  }
}
