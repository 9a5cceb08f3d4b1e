/**
 * The text model: hashed runs of letters and words (see `classifier-grams.ts`), one linear layer of int8 weights. It knows
 * no facts and no contacts, only how posts of each kind are worded, so it is one signal among others: it adds to the
 * evidence, may raise a post to caution alone, and never to danger alone.
 *
 * A bucket holds three weights, each plus 128, side by side in one 32-bit word, so that one load and two additions add all
 * three; the table is used where it was loaded. A weight counts once for a window of text, however often its feature
 * stands there: log-odds are `bias + step * sum / sqrt(different features)`.
 */
import type { FoldedText } from '../text/folded-text.ts';
import type { Formal } from './formal-ad-classifier.ts';
import { BLOCK_UNITS, NgramReader, MAX_FEATURES_PER_UNIT } from './ngram-reader.ts';

/** Lanes of a bucket, lowest byte first: log-odds of each outcome against `legit`. */
export const CLASSES = ['lure', 'job-scam', 'warning'] as const;

/** One number for each lane. */
export type ClassValues = readonly [lure: number, jobScam: number, warning: number];

export interface Thresholds {
  /** Margin from which the model raises a post to caution by itself. */
  cautionAlone: number;
  /** Most log-odds that the model adds to the evidence or takes from it: it reads style as much as content. */
  most: number;
}

export interface Model {
  /** 2^bits buckets. */
  bits: number;
  weights: Uint32Array;
  /** What one step of a weight is worth in each lane, and what the lane starts from; both hold the calibration. */
  step: ClassValues;
  bias: ClassValues;
  thresholds: Thresholds;
  /** What tells ordinary frauds among formal advertisements. */
  formal: Formal;
}

/** What the wording of a text says. */
export interface ClassProbabilities {
  /** Together 1. */
  lure: number;
  jobScam: number;
  warning: number;
  legit: number;
  /** Log-odds of "lure or job scam" against "warning or legit". */
  margin: number;
}

/** Units of the folded text, `to` exclusive. */
export interface UnitSpan {
  start: number;
  end: number;
}

/** Units read together; a longer text is read by windows of equal size. */
export const WINDOW_UNITS = 4096;
const MIDDLE = 128;

/**
 * What the wording of a text says. `runs`: the parts to read, the whole text unless given (see `modelSpans`). Of a long
 * text the window that speaks most for harm counts, so that filler around a lure changes nothing.
 */
export function classify(
  model: Model,
  text: FoldedText,
  runs: readonly UnitSpan[] = [wholeText(text)],
): ClassProbabilities {
  const total = runs.reduce((sum, { start: from, end: to }) => sum + to - from, 0);
  const size = Math.ceil(total / Math.max(1, Math.ceil(total / WINDOW_UNITS)));
  const window = new WindowSums(model);
  const reader = new NgramReader();
  let read = 0;
  let worst: ClassProbabilities | null = null;
  const close = (): void => {
    const next = window.close();
    if (worst === null || next.margin > worst.margin) worst = next;
    read = 0;
  };
  for (const run of runs) {
    for (let from = run.start; from < run.end;) {
      const to = Math.min(run.end, from + BLOCK_UNITS, from + size - read);
      window.add(hashes, reader.read(text, from, to, hashes));
      read += to - from;
      from = to;
      if (read >= size) close();
    }
    window.add(hashes, reader.finish(hashes));
  }
  if (read > 0 || worst === null) close();
  return worst as unknown as ClassProbabilities;
}

/** Where a block's features are written; nothing of it outlives a block. */
const hashes = new Uint32Array(BLOCK_UNITS * MAX_FEATURES_PER_UNIT);

export const wholeText = (text: FoldedText): UnitSpan => ({ start: 0, end: text.length });

/** Log-odds that the model adds to the evidence that a post harms. */
export function clampedOdds({ margin }: ClassProbabilities, { thresholds: { most } }: Model): number {
  return Math.max(-most, Math.min(most, margin));
}

/** Sums of weights over the different features of a window. */
class WindowSums {
  private readonly model: Model;
  private readonly seen: Uint32Array;
  private sums = [0, 0, 0];
  private count = 0;

  constructor(model: Model) {
    this.model = model;
    this.seen = new Uint32Array(model.weights.length >>> 5);
  }

  add(hashes: Uint32Array, count: number): void {
    const { seen, sums } = this;
    const { weights, bits } = this.model;
    const shift = 32 - bits;
    // 16 bits hold the sum of 256 bytes
    for (let start = 0; start < count; start += 256) {
      const end = Math.min(count, start + 256);
      let even = 0;
      let odd = 0;
      let fresh = 0;
      for (let i = start; i < end; i++) {
        const bucket = (hashes[i] as number) >>> shift;
        const group = seen[bucket >>> 5] as number;
        // All ones for a feature not seen before, else 0
        const once = ((group >>> (bucket & 31)) & 1) - 1;
        seen[bucket >>> 5] = group | (1 << (bucket & 31));
        const word = (weights[bucket] as number) & once;
        even = (even + (word & 0xff00ff)) | 0;
        odd = (odd + ((word >>> 8) & 0xff)) | 0;
        fresh -= once;
      }
      const middle = MIDDLE * fresh;
      sums[0] = (sums[0] as number) + (even & 0xffff) - middle;
      sums[1] = (sums[1] as number) + odd - middle;
      sums[2] = (sums[2] as number) + (even >>> 16) - middle;
      this.count += fresh;
    }
  }

  /** What the window says; the next one begins empty. */
  close(): ClassProbabilities {
    const { step, bias } = this.model;
    const factor = 1 / Math.sqrt(Math.max(1, this.count));
    const odds = this.sums.map((sum, lane) => (bias[lane] as number) + (step[lane] as number) * sum * factor);
    this.sums = [0, 0, 0];
    this.count = 0;
    this.seen.fill(0);
    return softmaxOf(odds);
  }
}

/** From log-odds by lane. */
export function softmaxOf(odds: readonly number[]): ClassProbabilities {
  const [lure = 0, jobScam = 0, warning = 0] = odds;
  const top = Math.max(lure, jobScam, warning, 0);
  const powers = [lure, jobScam, warning, 0].map((each) => Math.exp(each - top));
  const [a = 0, b = 0, c = 0, d = 0] = powers;
  const total = a + b + c + d;
  return {
    lure: a / total,
    jobScam: b / total,
    warning: c / total,
    legit: d / total,
    margin: Math.log((a + b) / (c + d)),
  };
}
