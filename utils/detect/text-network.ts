/**
 * The small network of the text model. A feature is a point of eight dimensions, each -1, 0 or 1. Their sum over a text
 * goes through one hidden layer and gives five logits. Languages share the dimensions, so what one language teaches
 * helps the others; a linear classifier learns each feature by itself.
 */

/** Logits in order. The first three are the classes of the linear classifiers. */
export const NETWORK_LABELS = ['lure', 'job-scam', 'warning', 'legit', 'other'] as const;
const LABEL_COUNT = NETWORK_LABELS.length;

/** Dimensions of a feature. */
export const DIMENSIONS = 8;

/** Fully connected. */
export interface Layer {
  /** Row by row: all inputs of output 0, then those of output 1. */
  weights: readonly number[];
  bias: readonly number[];
}

export interface Network {
  /** What 1 is worth, by dimension. */
  step: readonly number[];
  hidden: Layer;
  /** One output for each of `NETWORK_LABELS`. */
  output: Layer;
  /** What its log-odds count beside those of the linear classifiers, 0 to 1. */
  share: number;
}

/** Log-odds of lure and of job scam against all that is harmless, and of a warning against the rest; times `share`. */
export type NetworkOutput = [lure: number, jobScam: number, warning: number];

/** Labels that each output of `NetworkOutput` is weighed against. */
const HARMLESS = [2, 3, 4];
const NO_WARNING = [0, 1, 3, 4];
const AGAINST: readonly (readonly number[])[] = [HARMLESS, HARMLESS, NO_WARNING];

/** `sums`: of the different features of a text, by dimension; `factor`: 1 over the root of their number. */
export function networkOutput(network: Network, sums: ArrayLike<number>, factor: number, at = 0): NetworkOutput {
  const { share } = network;
  const logits = buffersOf(network).logitsOf(sums, factor, at);
  const lure = logits[0] as number;
  const jobScam = logits[1] as number;
  const warning = logits[2] as number;
  const legit = logits[3] as number;
  const other = logits[4] as number;
  const harmless = logSumExp3(warning, legit, other);
  return [
    share * (lure - harmless),
    share * (jobScam - harmless),
    share * (warning - logSumExp4(lure, jobScam, legit, other)),
  ];
}

const buffersByNetwork = new WeakMap<Network, NetworkBuffers>();

function buffersOf(network: Network): NetworkBuffers {
  let buffers = buffersByNetwork.get(network);
  if (buffers === undefined) buffersByNetwork.set(network, (buffers = new NetworkBuffers(network)));
  return buffers;
}

/**
 * The layers as flat numbers: they are read for each span of a text, and lists of the meta data are ten times slower. The
 * inner loops are written out, which is five times as fast: no array is written between two inputs.
 */
class NetworkBuffers {
  readonly activations: Float64Array;
  private readonly step: Float64Array;
  private readonly hiddenWeights: Float64Array;
  private readonly hiddenBias: Float64Array;
  /** All outputs of unit 0, then those of unit 1. */
  private readonly outputWeights: Float64Array;
  private readonly outputBias: Float64Array;
  private readonly logits = new Float64Array(LABEL_COUNT);

  constructor({ step, hidden, output }: Network) {
    const units = hidden.bias.length;
    this.step = Float64Array.from(step);
    this.hiddenWeights = Float64Array.from(hidden.weights);
    this.hiddenBias = Float64Array.from(hidden.bias);
    this.outputWeights = new Float64Array(units * LABEL_COUNT);
    for (const [at, weight] of output.weights.entries())
      this.outputWeights[(at % units) * LABEL_COUNT + Math.floor(at / units)] = weight;
    this.outputBias = Float64Array.from(output.bias);
    this.activations = new Float64Array(units);
  }

  /** The array is filled anew by the next call. */
  logitsOf(sums: ArrayLike<number>, factor: number, at: number): Float64Array {
    const { step, hiddenWeights: w, hiddenBias, outputWeights: o, outputBias, logits, activations } = this;
    const input = (i: number): number => (step[i] as number) * (sums[at + i] as number) * factor;
    const [x0, x1, x2, x3] = [input(0), input(1), input(2), input(3)];
    const [x4, x5, x6, x7] = [input(4), input(5), input(6), input(7)];
    let lure = outputBias[0] as number;
    let jobScam = outputBias[1] as number;
    let warning = outputBias[2] as number;
    let legit = outputBias[3] as number;
    let other = outputBias[4] as number;
    for (let unit = 0; unit < activations.length; unit++) {
      const i = unit * DIMENSIONS;
      const sum =
        (hiddenBias[unit] as number) +
        (w[i] as number) * x0 +
        (w[i + 1] as number) * x1 +
        (w[i + 2] as number) * x2 +
        (w[i + 3] as number) * x3 +
        (w[i + 4] as number) * x4 +
        (w[i + 5] as number) * x5 +
        (w[i + 6] as number) * x6 +
        (w[i + 7] as number) * x7;
      activations[unit] = Math.max(0, sum);
      if (sum <= 0) continue;
      const from = unit * LABEL_COUNT;
      lure += (o[from] as number) * sum;
      jobScam += (o[from + 1] as number) * sum;
      warning += (o[from + 2] as number) * sum;
      legit += (o[from + 3] as number) * sum;
      other += (o[from + 4] as number) * sum;
    }
    logits[0] = lure;
    logits[1] = jobScam;
    logits[2] = warning;
    logits[3] = legit;
    logits[4] = other;
    return logits;
  }
}

/** How much output `index` changes with the value of each dimension, near these sums; before `factor`. */
export function networkGradient(network: Network, sums: ArrayLike<number>, factor: number, index: 0 | 1 | 2): number[] {
  const { step, hidden, output, share } = network;
  const buffers = buffersOf(network);
  const logits = Array.from(buffers.logitsOf(sums, factor, 0));
  const { activations } = buffers;
  const against = AGAINST[index]!;
  const total = logSumExp(logits, against);
  const slopeOfLogit = logits.map((logit, label) =>
    label === index ? 1 : against.includes(label) ? -Math.exp(logit - total) : 0,
  );
  return step.map((size, dimension) => {
    let slope = 0;
    for (const [unit, activation] of activations.entries()) {
      if (activation === 0) continue;
      let outer = 0;
      for (const [label, each] of slopeOfLogit.entries())
        outer += each * output.weights[label * activations.length + unit]!;
      slope += outer * hidden.weights[unit * DIMENSIONS + dimension]!;
    }
    return share * slope * size;
  });
}

function logSumExp(values: ArrayLike<number>, at: readonly number[]): number {
  let top = -Infinity;
  for (let i = 0; i < at.length; i++) top = Math.max(top, values[at[i] as number] as number);
  let sum = 0;
  for (let i = 0; i < at.length; i++) sum += Math.exp((values[at[i] as number] as number) - top);
  return top + Math.log(sum);
}

function logSumExp3(a: number, b: number, c: number): number {
  const top = Math.max(a, b, c);
  return top + Math.log(Math.exp(a - top) + Math.exp(b - top) + Math.exp(c - top));
}

function logSumExp4(a: number, b: number, c: number, d: number): number {
  const top = Math.max(a, b, c, d);
  return top + Math.log(Math.exp(a - top) + Math.exp(b - top) + Math.exp(c - top) + Math.exp(d - top));
}
