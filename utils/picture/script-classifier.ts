/**
 * Classifies the script of lines by their images. A network with one hidden layer rates each patch, and the mean of its
 * log probabilities over all patches counts. `npm run -s fit-scripts` trains it.
 */
import type { GreyImage } from './grey-image.ts';
import { SCRIPT_CLASSES, type ScriptClass } from './script-classes.ts';
import { FEATURES, scriptFeatures } from './script-features.ts';
import { SCRIPT_WEIGHTS } from './script-weights.ts';

export interface ScriptGuess {
  script: ScriptClass;
  /** 0 to 1 */
  probability: number;
}

/** Patches that are looked at. */
const MAX_PATCHES = 600;
/** A patch's log probability counts as no less: one odd patch does not rule a script out. */
const MIN_LOG_PROBABILITY = -6;
/** The mean over patches is sharpened to a probability: neighbouring patches are not independent. */
const SHARPNESS = 8;

/** Weights in bytes, each matrix with its scale: first layer, its bias, second layer, its bias. */
export interface PackedNetwork {
  /** Units of the hidden layer. */
  hidden: number;
  scales: readonly number[];
  /** Base64 of signed bytes. */
  bytes: string;
}

interface Network {
  hidden: number;
  w1: Float32Array;
  b1: Float32Array;
  w2: Float32Array;
  b2: Float32Array;
}
let bundled: Network | null = null;

/** The likeliest first. @param lines black on white @param packed another network than the bundled one */
export function likelyScripts(lines: readonly GreyImage[], packed?: PackedNetwork): ScriptGuess[] {
  const used = packed === undefined ? (bundled ??= unpack(SCRIPT_WEIGHTS)) : unpack(packed);
  const sums = new Float64Array(SCRIPT_CLASSES.length);
  let count = 0;
  for (const line of lines) {
    for (const patch of scriptFeatures(line)) {
      if (count === MAX_PATCHES) break;
      count++;
      for (const [at, value] of logProbabilities(used, patch).entries())
        sums[at] = (sums[at] as number) + Math.max(MIN_LOG_PROBABILITY, value);
    }
  }
  const scores = [...sums].map((sum) => Math.exp((SHARPNESS * sum) / Math.max(1, count)));
  const total = scores.reduce((sum, score) => sum + score, 0);
  return SCRIPT_CLASSES.map((script, at) => ({ script, probability: (scores[at] as number) / total })).sort(
    (a, b) => b.probability - a.probability,
  );
}

function logProbabilities({ hidden, w1, b1, w2, b2 }: Network, patch: Float32Array): number[] {
  const inner = Float32Array.from(b1);
  for (let from = 0; from < FEATURES; from++) {
    const value = patch[from] as number;
    if (value === 0) continue;
    for (let to = 0; to < hidden; to++) inner[to] = (inner[to] as number) + value * (w1[from * hidden + to] as number);
  }
  const outer = SCRIPT_CLASSES.map((_, to) => {
    let sum = b2[to] as number;
    for (let from = 0; from < hidden; from++)
      sum += Math.max(0, inner[from] as number) * (w2[from * SCRIPT_CLASSES.length + to] as number);
    return sum;
  });
  const most = Math.max(...outer);
  const log = most + Math.log(outer.reduce((sum, value) => sum + Math.exp(value - most), 0));
  return outer.map((value) => value - log);
}

function unpack({ hidden, scales, bytes: base64 }: PackedNetwork): Network {
  const bytes = Int8Array.from(atob(base64), (sign) => ((sign.codePointAt(0) as number) << 24) >> 24);
  const classes = SCRIPT_CLASSES.length;
  const lengths = [FEATURES * hidden, hidden, hidden * classes, classes];
  let start = 0;
  const matrices = lengths.map((length, at) => {
    const part = Float32Array.from(bytes.subarray(start, start + length), (byte) => byte * (scales[at] as number));
    start += length;
    return part;
  });
  const [w1, b1, w2, b2] = matrices as [Float32Array, Float32Array, Float32Array, Float32Array];
  return { hidden, w1, b1, w2, b2 };
}
