/**
 * Fits the network of the text model by Adam (Kingma and Ba 2015) on batches. A feature's values count by how rare it is,
 * over the square root of the number of different features of the text. Each round sees another part of each text, and
 * without some of its features: readers meet fragments.
 */
import { DIMENSIONS, NETWORK_LABELS } from '../../../utils/detect/text-network.ts';
import { seededRandom, shuffle, type Random } from '../../setup/seeded-random.ts';
import {
  adamStep,
  makeLayers,
  backwardPass,
  forwardPass,
  stepLayers,
  type Fitted,
  type Layers,
} from './network-layers.ts';

export interface NetworkProblem {
  /** Number of rows: features that may have values. */
  rows: number;
  /** Rows of example i, in order of the text: `features[starts[i]]` to `features[starts[i + 1]]`, exclusive. */
  features: Uint32Array;
  starts: Uint32Array;
  /** Value of a row, before `scale`. */
  factor: Float32Array;
  /** Index into `NETWORK_LABELS`. */
  target: Uint8Array;
  importance: Float32Array;
}

export const FIT_NETWORK = {
  rounds: 5,
  /** Examples of a batch. */
  batch: 256,
  /** First rate of the values; it falls to 0 with the rounds. */
  rate: 0.002,
  /** Units of the hidden layer. With 32, unseen, as many lures are found within half a point. */
  hidden: 24,
  /** Share of the examples of which a part is read, and its least share of the text. */
  cropped: 0.5,
  leastCrop: 0.2,
  /** Largest share of the features of a text that is left out. */
  maxDropped: 0.45,
  /** Rounds in which the layers alone are fitted to the values of 1, 0 and -1. */
  layerRounds: 2,
  seed: 20261201,
};

/** Own copy: V8 folds the constants of a module, but reads imported ones from memory at each use. */
const SIZE = DIMENSIONS;
/** Standard deviation of the first values. It is small, since those of rare features hardly move. */
const FIRST_VALUES = 0.002;
/** Brings the sums of a text near 1, in both parts of the model. */
export const LENGTH = 3;
/** Texts of fewer features are read whole. */
const MIN_CROPPED = 40;

export interface FittedNetwork {
  /** `DIMENSIONS` values of each row, times its factor. */
  values: Float32Array;
  layers: Layers;
}

export function fitNetwork(problem: NetworkProblem, options = FIT_NETWORK): FittedNetwork {
  const { rows, factor, target } = problem;
  const random = seededRandom(options.seed);
  const layers = makeLayers(DIMENSIONS, options.hidden, NETWORK_LABELS.length, random);
  const values = Float32Array.from({ length: rows * DIMENSIONS }, () => FIRST_VALUES * normal(random));
  const gradients = new Float32Array(values.length);
  const moments = { first: new Float32Array(values.length), second: new Float32Array(values.length) };
  const fitted: Fitted<Float32Array> = { values, gradients, ...moments };
  const touchedBy = new Int32Array(rows).fill(-1);
  let touched: number[] = [];
  let batches = 0;
  eachBatch(problem, options, options.rounds, random, (examples, round) => {
    touched = [];
    for (const { index, kept, importance } of examples) {
      const scale = 1 / (LENGTH * Math.sqrt(Math.max(1, kept.length)));
      const inputs = new Float64Array(DIMENSIONS);
      for (let k = 0; k < kept.length; k++) {
        const row = kept[k]!;
        const by = factor[row]! * scale;
        const from = row * SIZE;
        for (let i = 0; i < SIZE; i++) inputs[i] = inputs[i]! + by * values[from + i]!;
      }
      const inputGradients = backwardPass(
        layers,
        forwardPass(layers, inputs),
        target[index]!,
        importance / options.batch,
      );
      for (let k = 0; k < kept.length; k++) {
        const row = kept[k]!;
        const by = factor[row]! * scale;
        const from = row * SIZE;
        for (let i = 0; i < SIZE; i++) gradients[from + i] = gradients[from + i]! + by * inputGradients[i]!;
        if (touchedBy[row] === batches) continue;
        touchedBy[row] = batches;
        touched.push(row);
      }
    }
    batches++;
    const rate = options.rate * (1 - round / options.rounds);
    for (const row of touched) adamStep(fitted, { from: row * SIZE, count: SIZE }, rate, batches);
    stepLayers(layers);
  });
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < DIMENSIONS; i++) values[row * DIMENSIONS + i] = values[row * DIMENSIONS + i]! * factor[row]!;
  return { values, layers };
}

/** Fits the layers alone: `points` are the whole values of each row, `step` what 1 is worth in a sum. */
export function refitLayers(
  layers: Layers,
  points: Int8Array,
  step: readonly number[],
  problem: NetworkProblem,
  options = FIT_NETWORK,
): void {
  const random = seededRandom(options.seed + 1);
  eachBatch(problem, options, options.layerRounds, random, (examples) => {
    for (const { index, kept, importance } of examples) {
      const inputs = new Float64Array(DIMENSIONS);
      for (let k = 0; k < kept.length; k++) {
        const from = kept[k]! * SIZE;
        for (let i = 0; i < SIZE; i++) inputs[i] = inputs[i]! + points[from + i]!;
      }
      const factor = 1 / Math.sqrt(Math.max(1, kept.length));
      for (let i = 0; i < DIMENSIONS; i++) inputs[i] = inputs[i]! * factor * step[i]!;
      backwardPass(layers, forwardPass(layers, inputs), problem.target[index]!, importance / options.batch);
    }
    stepLayers(layers);
  });
}

interface ReadExample {
  index: number;
  /** Its rows, or those of a random part of the text, less some of them. */
  kept: Uint32Array;
  importance: number;
}

function eachBatch(
  { features, starts, target, importance }: NetworkProblem,
  options: typeof FIT_NETWORK,
  rounds: number,
  random: Random,
  trainBatch: (examples: readonly ReadExample[], round: number) => void,
): void {
  const order = Uint32Array.from(target, (_, index) => index);
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random);
    for (let at = 0; at < order.length; at += options.batch) {
      const examples = Array.from(order.subarray(at, at + options.batch), (index) => ({
        index,
        kept: randomSubset(features.subarray(starts[index], starts[index + 1]), options, random),
        importance: importance[index]!,
      }));
      trainBatch(examples, round);
    }
  }
}

/** Some rows of a text, in their order: of a random part of it where it is long, less a random share of them. */
function randomSubset(rows: Uint32Array, options: typeof FIT_NETWORK, random: Random): Uint32Array {
  let part = rows;
  if (rows.length > MIN_CROPPED && random() < options.cropped) {
    const length = Math.floor(rows.length * (options.leastCrop + (1 - options.leastCrop) * random()));
    const start = Math.floor(random() * (rows.length - length + 1));
    part = rows.subarray(start, start + length);
  }
  const dropBelow = options.maxDropped * random() * 2 ** 32;
  const kept = new Uint32Array(part.length);
  let count = 0;
  // A generator of its own for each text (Marsaglia 2003): millions of draws are the most of a round
  let state = 1 + Math.floor(random() * (2 ** 32 - 1));
  for (let i = 0; i < part.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    kept[count] = part[i]!;
    count += state >>> 0 >= dropBelow ? 1 : 0;
  }
  return kept.subarray(0, count);
}

/** Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
