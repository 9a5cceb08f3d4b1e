/**
 * Fits a network with one hidden layer to labelled vectors: softmax, rectified units, Adam. The same input gives the same
 * weights. `train/network-layers.ts` fits the text model's layers. It counts in double precision, so it would not give the
 * weights that ship for pictures.
 */
import type { PackedNetwork } from '../../../utils/picture/script-classifier.ts';
import { seededRandom, type Random } from '../../setup/seeded-random.ts';

/** Vectors of one class, each of `features` numbers, one after the other. */
export type ClassVectors = Float32Array;

export interface FitOptions {
  /** Length of a vector. */
  features: number;
  /** Units of the hidden layer. */
  hidden: number;
  epochs: number;
  /** Vectors drawn of each class in an epoch, so that each class counts alike. */
  perClass: number;
  seed: number;
}

/** Vectors of one step. */
const BATCH_SIZE = 64;
/** Learning rate at the first step. */
const LEARNING_RATE = 0.003;
/** Part of `LEARNING_RATE` that is left at the last step; it falls evenly. */
const LAST_RATE = 0.05;
/** Adam: decay rates of the mean gradient and of its square, and the term against division by 0. */
const [MOMENTUM, SPREAD, SMALL] = [0.9, 0.999, 1e-8];
/** Largest value of a packed weight. */
const MAX_BYTE = 127;

interface Matrix {
  values: Float32Array;
  gradient: Float32Array;
  mean: Float32Array;
  spread: Float32Array;
}

/** @throws RangeError when a class has no vector */
export function fitScriptNetwork(classes: readonly ClassVectors[], options: FitOptions): PackedNetwork {
  const { features, hidden, epochs, perClass, seed } = options;
  if (classes.some(({ length }) => length < features)) throw new RangeError('A class has no vector.');
  const random = seededRandom(seed);
  const w1 = matrix(features * hidden, Math.sqrt(2 / features), random);
  const b1 = matrix(hidden, 0, random);
  const w2 = matrix(hidden * classes.length, Math.sqrt(1 / hidden), random);
  const b2 = matrix(classes.length, 0, random);
  const all = [w1, b1, w2, b2];
  const steps = Math.ceil((epochs * perClass * classes.length) / BATCH_SIZE);
  const inner = new Float32Array(hidden);
  const outer = new Float32Array(classes.length);
  for (let step = 0; step < steps; step++) {
    for (let drawn = 0; drawn < BATCH_SIZE; drawn++) {
      const label = Math.floor(random() * classes.length);
      const vectors = classes[label] as ClassVectors;
      const start = Math.floor(random() * (vectors.length / features)) * features;
      const vector = vectors.subarray(start, start + features);
      forward(vector, [w1, b1, w2, b2], inner, outer);
      backward(vector, label, [w1, b1, w2, b2], inner, outer);
    }
    const rate = LEARNING_RATE * (1 - (1 - LAST_RATE) * (step / steps));
    for (const one of all) update(one, rate, step + 1);
  }
  return pack(hidden, all);
}

type Layers = readonly [Matrix, Matrix, Matrix, Matrix];

function matrix(length: number, width: number, random: Random): Matrix {
  const zeros = (): Float32Array => new Float32Array(length);
  return { values: zeros().map(() => (random() * 2 - 1) * width), gradient: zeros(), mean: zeros(), spread: zeros() };
}

/** Fills `inner` with the hidden units and `outer` with the probabilities of the classes. */
function forward(vector: Float32Array, [w1, b1, w2, b2]: Layers, inner: Float32Array, outer: Float32Array): void {
  inner.set(b1.values);
  for (let from = 0; from < vector.length; from++) {
    const value = vector[from] as number;
    if (value === 0) continue;
    for (let to = 0; to < inner.length; to++)
      inner[to] = (inner[to] as number) + value * (w1.values[from * inner.length + to] as number);
  }
  outer.set(b2.values);
  for (let from = 0; from < inner.length; from++) {
    const value = Math.max(0, inner[from] as number);
    inner[from] = value;
    if (value === 0) continue;
    for (let to = 0; to < outer.length; to++)
      outer[to] = (outer[to] as number) + value * (w2.values[from * outer.length + to] as number);
  }
  const most = Math.max(...outer);
  let sum = 0;
  for (let to = 0; to < outer.length; to++) sum += outer[to] = Math.exp((outer[to] as number) - most);
  for (let to = 0; to < outer.length; to++) outer[to] = (outer[to] as number) / sum;
}

/** Adds the gradient of the cross entropy of one vector. */
function backward(
  vector: Float32Array,
  label: number,
  [w1, b1, w2, b2]: Layers,
  inner: Float32Array,
  outer: Float32Array,
): void {
  outer[label] = (outer[label] as number) - 1;
  for (let to = 0; to < outer.length; to++) b2.gradient[to] = (b2.gradient[to] as number) + (outer[to] as number);
  for (let from = 0; from < inner.length; from++) {
    const value = inner[from] as number;
    if (value === 0) continue;
    let error = 0;
    for (let to = 0; to < outer.length; to++) {
      const at = from * outer.length + to;
      error += (w2.values[at] as number) * (outer[to] as number);
      w2.gradient[at] = (w2.gradient[at] as number) + value * (outer[to] as number);
    }
    b1.gradient[from] = (b1.gradient[from] as number) + error;
    for (let at = 0; at < vector.length; at++) {
      const to = at * inner.length + from;
      w1.gradient[to] = (w1.gradient[to] as number) + error * (vector[at] as number);
    }
  }
}

/** One step of Adam (Kingma and Ba, 2015), with the mean gradient of a batch. */
function update({ values, gradient, mean, spread }: Matrix, rate: number, step: number): void {
  const [meanBias, spreadBias] = [1 - MOMENTUM ** step, 1 - SPREAD ** step];
  for (let at = 0; at < values.length; at++) {
    const slope = (gradient[at] as number) / BATCH_SIZE;
    mean[at] = MOMENTUM * (mean[at] as number) + (1 - MOMENTUM) * slope;
    spread[at] = SPREAD * (spread[at] as number) + (1 - SPREAD) * slope * slope;
    const size = Math.sqrt((spread[at] as number) / spreadBias) + SMALL;
    values[at] = (values[at] as number) - (rate * ((mean[at] as number) / meanBias)) / size;
  }
  gradient.fill(0);
}

function pack(hidden: number, matrices: readonly Matrix[]): PackedNetwork {
  const scales = matrices.map(
    ({ values }) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9) / MAX_BYTE,
  );
  const bytes = matrices.flatMap(({ values }, at) =>
    Array.from(values, (value) => Math.round(value / (scales[at] as number))),
  );
  return { hidden, scales, bytes: Buffer.from(Int8Array.from(bytes)).toString('base64') };
}
