/** The two layers of the text model's network while they are fitted: forward pass, backward pass with cross entropy, and steps of Adam. */
import type { Random } from '../../setup/seeded-random.ts';

type Numbers = Float32Array | Float64Array;

/** Weights or biases with their gradients (of the loss, summed since the last step) and the two moments of Adam. */
export interface Fitted<T extends Numbers = Float64Array> {
  values: T;
  gradients: T;
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

/** What the forward pass of one text gave, for the backward pass. */
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

/** The first weights are uniform within one over the root of the inputs. */
export function makeLayers(inputs: number, hidden: number, outputs: number, random: Random): Layers {
  const uniform = (length: number, from: number): Fitted => {
    const bound = 1 / Math.sqrt(from);
    const values = Float64Array.from({ length }, () => bound * (2 * random() - 1));
    const [gradients, first, second] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
    return { values, gradients, first, second };
  };
  return {
    inputs,
    hidden,
    outputs,
    hiddenWeights: uniform(inputs * hidden, inputs),
    hiddenBias: uniform(hidden, inputs),
    outputWeights: uniform(hidden * outputs, hidden),
    outputBias: uniform(outputs, hidden),
    steps: 0,
  };
}

/** Hidden layer with ReLU, then softmax over the labels. @param inputs one value for each input unit */
export function forwardPass(layers: Layers, inputs: Float64Array): Pass {
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

/**
 * Adds the gradients of the cross entropy with the label `target`, times `importance`, to the layers.
 *
 * @returns the gradient of each input
 */
export function backwardPass(
  layers: Layers,
  { inputs, activations, probabilities }: Pass,
  target: number,
  importance: number,
): Float64Array {
  const { hidden, outputs, hiddenWeights, hiddenBias, outputWeights, outputBias } = layers;
  const hiddenGradients = new Float64Array(hidden);
  for (let label = 0; label < outputs; label++) {
    const gradient = importance * (probabilities[label]! - (label === target ? 1 : 0));
    outputBias.gradients[label] = outputBias.gradients[label]! + gradient;
    for (let unit = 0; unit < hidden; unit++) {
      const at = label * hidden + unit;
      outputWeights.gradients[at] = outputWeights.gradients[at]! + gradient * activations[unit]!;
      hiddenGradients[unit] = hiddenGradients[unit]! + gradient * outputWeights.values[at]!;
    }
  }
  const inputGradients = new Float64Array(inputs.length);
  for (let unit = 0; unit < hidden; unit++) {
    if (activations[unit] === 0) continue;
    const gradient = hiddenGradients[unit]!;
    hiddenBias.gradients[unit] = hiddenBias.gradients[unit]! + gradient;
    for (let i = 0; i < inputs.length; i++) {
      const at = unit * inputs.length + i;
      hiddenWeights.gradients[at] = hiddenWeights.gradients[at]! + gradient * inputs[i]!;
      inputGradients[i] = inputGradients[i]! + gradient * hiddenWeights.values[at]!;
    }
  }
  return inputGradients;
}

/** One step of Adam with the gradients since the last; they are 0 then. */
export function stepLayers(layers: Layers): void {
  layers.steps++;
  for (const fitted of [layers.hiddenWeights, layers.hiddenBias, layers.outputWeights, layers.outputBias])
    adamStep(fitted, { from: 0, count: fitted.values.length }, RATE, layers.steps);
}

/** Adam on `count` values from `from`; `steps`: of all so far, this one included. The gradients are 0 then. */
export function adamStep(
  { values, gradients, first, second }: Fitted<Numbers>,
  { from, count }: { from: number; count: number },
  rate: number,
  steps: number,
): void {
  const size = (rate * Math.sqrt(1 - SECOND_DECAY ** steps)) / (1 - FIRST_DECAY ** steps);
  for (let at = from; at < from + count; at++) {
    const gradient = gradients[at]!;
    first[at] = FIRST_DECAY * first[at]! + (1 - FIRST_DECAY) * gradient;
    second[at] = SECOND_DECAY * second[at]! + (1 - SECOND_DECAY) * gradient * gradient;
    values[at] = values[at]! - (size * first[at]!) / (Math.sqrt(second[at]!) + EPSILON);
    gradients[at] = 0;
  }
}
