/**
 * The text model: hashed n-grams of letters and words (`ngram-reader.ts`), three linear one-vs-rest classifiers and a small
 * network (`text-network.ts`), whose log-odds are added. It reads wording only, no facts and no contacts.
 *
 * A bucket is one word of 32 bits: three weights of 5 bits, each plus 16, a mark, and the eight values of the network, 2
 * bits each, plus 1. One load and six additions add all. A feature counts once in a window of text, however often it
 * occurs: the linear log-odds of a class are `bias + step * sum / sqrt(number of different features)`.
 */
import type { UnitSpan } from '../model/span.ts';
import type { FoldedText } from '../text/folded-text.ts';
import { NgramReader, MAX_FEATURES_PER_UNIT, scriptGroupOf } from './ngram-reader.ts';
import { DIMENSIONS, networkOutput, type Network } from './text-network.ts';

/** Classes of a bucket, lowest bits first; each against all other posts. */
export const CLASSES = ['lure', 'job-scam', 'warning'] as const;

/** One number for each class. */
export type ClassValues = readonly [lure: number, jobScam: number, warning: number];

/** Bits of a weight, and the offset that makes it non-negative. */
export const WEIGHT_BITS = 5;
export const WEIGHT_OFFSET = 16;
const WEIGHT_MASK = 2 ** WEIGHT_BITS - 1;
/** Own copies: V8 folds the constants of a module, but reads exported ones from memory at each use. */
const CLASS_BITS = WEIGHT_BITS;
const CLASS_OFFSET = WEIGHT_OFFSET;
const SECOND_CLASS_MASK = WEIGHT_MASK << CLASS_BITS;
const THIRD_CLASS_MASK = WEIGHT_MASK << (2 * CLASS_BITS);
const CLASS_COUNT = CLASSES.length;
/** The bit of a bucket that holds no weight: set while a window is read that has the bucket. */
const MARK_BIT = 15;
const MARK = 1 << MARK_BIT;
/** First bit of the network's values, bits of each, and what is added so that none is negative. */
export const POINT_SHIFT = 16;
export const POINT_BITS = 2;
export const POINT_OFFSET = 1;
const FIRST_POINT = POINT_SHIFT;
/** Every fourth value: as their sums have 8 bits, so many features can be added. */
const SPACED_POINTS = 0x0303;
const MAX_POINTS = 127;
/** Sums of a window: one for each class, then one for each dimension of the network. */
const SUM_COUNT = CLASS_COUNT + DIMENSIONS;

/** A bucket whose weights and values are zero. */
export const ZERO_WORD = zeroWord();
/** Own copy, see `CLASS_BITS`. */
const ZERO = ZERO_WORD;
/** As a word is stored, and back: what differs from `ZERO_WORD`, so that empty buckets take no memory. */
export const storedWord = (word: number): number => word ^ ZERO_WORD;

function zeroWord(): number {
  let word = 0;
  for (let index = 0; index < CLASS_COUNT; index++) word |= WEIGHT_OFFSET << (WEIGHT_BITS * index);
  for (let index = 0; index < DIMENSIONS; index++) word |= POINT_OFFSET << (POINT_SHIFT + POINT_BITS * index);
  return word;
}

/** Value of a dimension of the network in a bucket's word: -1, 0 or 1. */
export const pointOf = (word: number, dimension: number): number =>
  ((word >>> (POINT_SHIFT + POINT_BITS * dimension)) & (2 ** POINT_BITS - 1)) - POINT_OFFSET;

export interface Model {
  /** There are 2^bits buckets. */
  bits: number;
  /** One word each, as `storedWord` gives it. */
  weights: Int32Array;
  /** Log-odds of one step of a weight, and of a text without features. */
  step: ClassValues;
  bias: ClassValues;
  /** Null: the linear classifiers alone. */
  network: Network | null;
  /** Absent where all weights are there. */
  unread?: UnreadGroups;
}

/** Script groups whose weights are not in the model yet. */
export interface UnreadGroups {
  /** A bit for each group. */
  groups: number;
  /** Throws what reading throws; the group then stays unread. */
  read(group: number): void;
}

/** Log-odds of each class against the rest, not calibrated: the fitted weights of `evidence.ts` do that. */
export interface ModelOutput {
  lure: number;
  jobScam: number;
  warning: number;
  /** Of either harmful class: log(e^lure + e^jobScam). */
  harm: number;
}

export interface TextOutput extends ModelOutput {
  /**
   * Highest log-odds of harm of a span of three steps by itself: a lure inside a harmless text raises it. `Infinity` where the
   * text has more log-odds than `classify` was asked to look at spans for.
   */
  worstSpan: number;
}

/** Folded units of a step, and steps of a span: together the length of a short offer. */
const STEP_UNITS = 64;
const STEPS = 3;
/** Numbers that are kept of a step. */
const STEP_WORDS = SUM_COUNT + 1;
/** Steps that are added together. */
const BATCH_STEPS = 16;

/** Folded units that are classified together; a longer text is read in windows of equal size. */
export const WINDOW_UNITS = 4096;

export const wholeText = (text: FoldedText): UnitSpan => ({ start: 0, end: text.length });

/** Reads the weights that these spans need; call it before a weight is used. */
export function readWeightsFor({ unread }: Model, text: FoldedText, spans: readonly UnitSpan[]): void {
  if (unread === undefined) return;
  for (const { start, end } of spans) {
    for (let i = start; i < end && unread.groups !== 0; i++) {
      const group = scriptGroupOf(text.units[i] as number);
      if (((unread.groups >> group) & 1) === 1) unread.read(group);
    }
  }
}

/**
 * Classifies `spans` of a text. Of several windows the one with the highest log-odds of harm counts.
 * @param maxHarm `worstSpan` is computed only where the log-odds of harm of all windows are below: it takes an eighth of the time
 */
export function classify(
  model: Model,
  text: FoldedText,
  spans: readonly UnitSpan[] = [wholeText(text)],
  maxHarm = Infinity,
): TextOutput {
  readWeightsFor(model, text, spans);
  const total = spans.reduce((sum, { start, end }) => sum + end - start, 0);
  const size = Math.ceil(total / Math.max(1, Math.ceil(total / WINDOW_UNITS)));
  const sums = sumsOf(model);
  const reader = new NgramReader();
  let inWindow = 0;
  let inStep = 0;
  let worst: ModelOutput | null = null;
  let worstSpan = -Infinity;
  const closeWindow = (): void => {
    const output = sums.endWindow();
    worstSpan = output.harm < maxHarm ? Math.max(worstSpan, sums.worstSpan()) : Infinity;
    sums.clear();
    if (worst === null || output.harm > worst.harm) worst = output;
    inWindow = inStep = 0;
  };
  for (const span of spans) {
    for (let start = span.start; start < span.end;) {
      if (inWindow >= size) closeWindow();
      const end = Math.min(span.end, start + STEP_UNITS - inStep, start + size - inWindow);
      sums.pending = reader.read(text, start, end, sums.hashes, sums.pending);
      inWindow += end - start;
      inStep += end - start;
      start = end;
      if (inStep < STEP_UNITS) continue;
      sums.endStep();
      inStep = 0;
    }
    sums.pending = reader.finish(sums.hashes, sums.pending);
  }
  closeWindow();
  return { ...(worst as unknown as ModelOutput), worstSpan: worstSpan };
}

const sumsByModel = new WeakMap<Model, WindowSums>();

function sumsOf(model: Model): WindowSums {
  let sums = sumsByModel.get(model);
  if (sums === undefined) sumsByModel.set(model, (sums = new WindowSums(model)));
  return sums;
}

/** Sums of weights over the different features of a window. */
class WindowSums {
  /** Hashes that are read but not added yet: the first `pending`. */
  readonly hashes = new Uint32Array((BATCH_STEPS + 1) * STEP_UNITS * MAX_FEATURES_PER_UNIT);
  pending = 0;
  /** How many of them stand before the end of each step. */
  private readonly ends = new Int32Array(BATCH_STEPS);
  private ended = 0;
  private readonly model: Model;
  /** The different buckets of the window: the first `count`. */
  private buckets = new Int32Array(4096);
  private readonly sums = new Int32Array(SUM_COUNT);
  private count = 0;
  /** See `TextScratch.touched`. */
  touched = 0;
  /** Sums and count at the beginning of the window, then at the end of each step; the last step may be open. */
  private readonly stepSums = new Int32Array((2 + WINDOW_UNITS / STEP_UNITS) * STEP_WORDS);
  /** Sums of the last span. */
  private readonly differences = new Int32Array(SUM_COUNT);
  private steps = 0;

  constructor(model: Model) {
    this.model = model;
  }

  /** Ends a step with the hashes read so far. */
  endStep(): void {
    this.ends[this.ended++] = this.pending;
    if (this.ended === BATCH_STEPS) this.addBatch();
  }

  /**
   * Adds what was read. Most time is waiting for the table of weights: all buckets of the batch are read once in a row, so that
   * the memory serves many at a time.
   */
  private addBatch(): void {
    const { hashes, pending, ends, ended } = this;
    const { weights, bits } = this.model;
    const shift = 32 - bits;
    let touched = 0;
    for (let i = 0; i < pending; i++) touched ^= weights[(hashes[i] as number) >>> shift] as number;
    this.touched = touched;
    if (this.count + pending > this.buckets.length) this.growBuckets(this.count + pending);
    let from = 0;
    for (let step = 0; step < ended; step++) {
      const end = ends[step] as number;
      this.add(from, end);
      this.closeStep();
      from = end;
    }
    this.add(from, pending);
    this.pending = this.ended = 0;
  }

  /** Adds some hashes, those of a step at most: the packed sums of more could overflow. */
  private add(from: number, to: number): void {
    for (let start = from; start < to; start += MAX_POINTS) this.addSome(start, Math.min(to, start + MAX_POINTS));
  }

  /** A bucket that is in the sums is marked, so that it is one load. No branch depends on the text. */
  private addSome(from: number, to: number): void {
    const { buckets, hashes, sums } = this;
    const { weights, bits } = this.model;
    const shift = 32 - bits;
    const before = this.count;
    let kept = before;
    let outer = 0;
    let middle = 0;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let i = from; i < to; i++) {
      const bucket = (hashes[i] as number) >>> shift;
      const word = weights[bucket] as number;
      const isNew = 1 - ((word >>> MARK_BIT) & 1);
      weights[bucket] = word | MARK;
      buckets[kept] = bucket;
      kept += isNew;
      const added = (word ^ ZERO) & -isNew;
      outer += (added & WEIGHT_MASK) | ((added & THIRD_CLASS_MASK) << (16 - 2 * CLASS_BITS));
      middle += added & SECOND_CLASS_MASK;
      const points = added >>> FIRST_POINT;
      a += points & SPACED_POINTS;
      b += (points >>> 2) & SPACED_POINTS;
      c += (points >>> 4) & SPACED_POINTS;
      d += (points >>> 6) & SPACED_POINTS;
    }
    const added = kept - before;
    const offset = CLASS_OFFSET * added;
    sums[0] = (sums[0] as number) + (outer & 0xffff) - offset;
    sums[1] = (sums[1] as number) + (middle >>> CLASS_BITS) - offset;
    sums[2] = (sums[2] as number) + (outer >>> 16) - offset;
    this.addPoints(0, a, added);
    this.addPoints(1, b, added);
    this.addPoints(2, c, added);
    this.addPoints(3, d, added);
    this.count = kept;
  }

  /** Adds the packed sums of a dimension and of the fourth behind it. */
  private addPoints(dimension: number, packed: number, added: number): void {
    const { sums } = this;
    const low = CLASS_COUNT + dimension;
    const high = low + DIMENSIONS / 2;
    sums[low] = (sums[low] as number) + (packed & 0xff) - POINT_OFFSET * added;
    sums[high] = (sums[high] as number) + (packed >>> 8) - POINT_OFFSET * added;
  }

  private growBuckets(minSize: number): void {
    const more = new Int32Array(2 * minSize);
    more.set(this.buckets);
    this.buckets = more;
  }

  private closeStep(): void {
    const { stepSums, sums } = this;
    const at = ++this.steps * STEP_WORDS;
    for (let i = 0; i < SUM_COUNT; i++) stepSums[at + i] = sums[i] as number;
    stepSums[at + SUM_COUNT] = this.count;
  }

  /** Adds all that was read; the log-odds of the window. */
  endWindow(): ModelOutput {
    this.addBatch();
    this.closeStep();
    return outputOfSums(this.model, this.sums, this.count);
  }

  /** Highest log-odds of harm of a span of an ended window. Only features that are new in the window count. */
  worstSpan(): number {
    const { stepSums, differences, model, steps } = this;
    let worst = -Infinity;
    for (let last = Math.min(STEPS, steps); last <= steps; last++) {
      const to = last * STEP_WORDS;
      const from = Math.max(0, last - STEPS) * STEP_WORDS;
      for (let i = 0; i < SUM_COUNT; i++)
        differences[i] = (stepSums[to + i] as number) - (stepSums[from + i] as number);
      const count = (stepSums[to + SUM_COUNT] as number) - (stepSums[from + SUM_COUNT] as number);
      worst = Math.max(worst, outputOfSums(model, differences, count).harm);
    }
    return worst;
  }

  /** The next window begins empty. */
  clear(): void {
    this.sums.fill(0);
    const { weights } = this.model;
    for (let i = 0; i < this.count; i++) {
      const bucket = this.buckets[i] as number;
      weights[bucket] = (weights[bucket] as number) & ~MARK;
    }
    this.count = this.steps = 0;
  }
}

/** `sums` of the weights of `count` different features by class, then of their values by dimension of the network. */
export function outputOfSums({ step, bias, network }: Model, sums: ArrayLike<number>, count: number): ModelOutput {
  const factor = 1 / Math.sqrt(Math.max(1, count));
  const odds = (index: 0 | 1 | 2): number => bias[index] + step[index] * (sums[index] as number) * factor;
  if (network === null) return outputOf(odds(0), odds(1), odds(2));
  const [lure, jobScam, warning] = networkOutput(network, sums, factor, CLASS_COUNT);
  return outputOf(odds(0) + lure, odds(1) + jobScam, odds(2) + warning);
}

/** Output of log-odds by class. */
export function outputOf(lure: number, jobScam: number, warning: number): ModelOutput {
  return { lure, jobScam, warning, harm: harmOf(lure, jobScam) };
}

/** Log-odds of either class. */
function harmOf(lure: number, jobScam: number): number {
  const top = Math.max(lure, jobScam);
  return top + Math.log(Math.exp(lure - top) + Math.exp(jobScam - top));
}
