/**
 * The text model: hashed runs of letters and words (see `classifier-grams.ts`), one linear layer of int8 weights, four
 * outcomes. It knows no facts and no contacts, only how posts of each kind are worded, so it is one signal among others:
 * it adds to the evidence, may raise a post to caution alone, and never to danger alone.
 *
 * A bucket's four weights lie side by side in one 32-bit word, each plus 128, so that one load and two additions add all
 * four; the table is used where it was loaded. An outcome's log-odds are `bias + step * sum / sqrt(features)`.
 */
import * as v from 'valibot';
import { decodeUtf8 } from '../indicators/utf8.ts';
import type { FoldedText } from '../text/folded-text.ts';
import { readSections, section, words32 } from '../text/sections.ts';
import { BLOCK, GramReader, MOST_OF_UNIT } from './classifier-grams.ts';

/** In the order of the weights of a bucket, lowest byte first. */
export const OUTCOMES = ['lure', 'job-scam', 'warning', 'legit'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const number = v.pipe(v.number(), v.finite());

export const ThresholdsSchema = v.strictObject({
  /** Margin (log-odds) from which the model raises a post to caution by itself. */
  cautionAlone: number,
  /** Log-odds of evidence for one of margin, and the most that the model adds or takes. */
  share: v.pipe(number, v.minValue(0)),
  most: v.pipe(number, v.minValue(0)),
});
export type Thresholds = v.InferOutput<typeof ThresholdsSchema>;

/** The section `meta` of `model.bin`; the section `weights` holds 2^bits words. */
export const ModelMetaSchema = v.strictObject({
  version: v.literal(1),
  bits: v.pipe(number, v.integer(), v.minValue(8), v.maxValue(20)),
  /** What one step of a weight is worth, and what an outcome starts from; both include the calibration. */
  step: v.pipe(number, v.minValue(0)),
  bias: v.tuple([number, number, number, number]),
  thresholds: ThresholdsSchema,
});
export type ModelMeta = v.InferOutput<typeof ModelMetaSchema>;

export interface TextModel extends ModelMeta {
  weights: Uint32Array;
}

/** Probabilities of the outcomes, together 1, and the log-odds of "lure or job scam" against the rest. */
export interface Probabilities {
  lure: number;
  jobScam: number;
  warning: number;
  legit: number;
  margin: number;
}

/** Units of the folded text, `to` exclusive. */
export interface Run {
  from: number;
  to: number;
}

/** A text of more than three of these is read by windows of two, each beginning one further. */
export const STRIDE = 2048;
const WHOLE = 3;
const MIDDLE = 128;

/** Reads `model.bin` in place. Throws a RangeError or ValiError when the bytes are no model. */
export function openModel(bytes: Uint8Array): TextModel {
  const sections = readSections(bytes);
  const meta = v.parse(ModelMetaSchema, JSON.parse(decodeUtf8(section(sections, 'meta'))));
  const weights = words32(sections, 'weights');
  if (weights.length !== 2 ** meta.bits)
    throw new RangeError(`a model of ${meta.bits} bits with ${weights.length} words`);
  return { ...meta, weights };
}

/** Sums of weights (in steps, without `MIDDLE`) and number of features of a stretch of text. */
type Sums = [lure: number, jobScam: number, warning: number, legit: number, count: number];

/**
 * What the wording of a text says. `runs`: the parts to read, the whole text unless given (see `modelRuns`). Of a long
 * text the window that speaks most for harm counts, so that filler around a lure changes nothing.
 */
export function classify(model: TextModel, text: FoldedText, runs: readonly Run[] = [whole(text)]): Probabilities {
  const strides = stridesOf(model, text, runs);
  if (strides.length <= WHOLE) return probabilities(model, strides.reduce(plus, nothing()));
  let worst: Probabilities | null = null;
  for (let i = 1; i < strides.length; i++) {
    const window = probabilities(model, plus(strides[i - 1] as Sums, strides[i] as Sums));
    if (worst === null || window.margin > worst.margin) worst = window;
  }
  return worst as Probabilities;
}

export const whole = (text: FoldedText): Run => ({ from: 0, to: text.length });

/** Log-odds that the engine adds for each kind; together at most `most` either way. */
export function modelPoints(of: Probabilities, { share, most }: Thresholds): { lure: number; jobScam: number } {
  const points = Math.max(-most, Math.min(most, share * of.margin));
  const lure = points * (of.lure / (of.lure + of.jobScam || 1));
  return { lure, jobScam: points - lure };
}

function stridesOf(model: TextModel, text: FoldedText, runs: readonly Run[]): Sums[] {
  const reader = new GramReader();
  const hashes = new Uint32Array(BLOCK * MOST_OF_UNIT);
  const strides: Sums[] = [];
  let sums = nothing();
  let read = 0;
  for (const run of runs) {
    for (let from = run.from; from < run.to; from += BLOCK) {
      const to = Math.min(run.to, from + BLOCK);
      add(model, hashes, reader.read(text, from, to, hashes), sums);
      read += to - from;
      if (read < STRIDE) continue;
      strides.push(sums);
      sums = nothing();
      read = 0;
    }
    add(model, hashes, reader.finish(hashes), sums);
    reader.reset();
  }
  if (sums[4] > 0) strides.push(sums);
  return strides;
}

/** 16 bits of a lane hold the sum of this many bytes. */
const FLUSH = 256;

function add({ weights, bits }: TextModel, hashes: Uint32Array, count: number, sums: Sums): void {
  const shift = 32 - bits;
  for (let start = 0; start < count; start += FLUSH) {
    const end = Math.min(count, start + FLUSH);
    let even = 0;
    let odd = 0;
    for (let i = start; i < end; i++) {
      const word = weights[(hashes[i] as number) >>> shift] as number;
      even = (even + (word & 0xff00ff)) | 0;
      odd = (odd + ((word >>> 8) & 0xff00ff)) | 0;
    }
    const middle = MIDDLE * (end - start);
    sums[0] += (even & 0xffff) - middle;
    sums[1] += (odd & 0xffff) - middle;
    sums[2] += (even >>> 16) - middle;
    sums[3] += (odd >>> 16) - middle;
  }
  sums[4] += count;
}

const nothing = (): Sums => [0, 0, 0, 0, 0];

function plus(a: Sums, b: Sums): Sums {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4]];
}

function probabilities({ step, bias }: TextModel, sums: Sums): Probabilities {
  const factor = step / Math.sqrt(Math.max(1, sums[4]));
  const odds = bias.map((each, index) => each + factor * (sums[index] as number));
  const top = Math.max(...odds);
  const [lure = 0, jobScam = 0, warning = 0, legit = 0] = odds.map((each) => Math.exp(each - top));
  const total = lure + jobScam + warning + legit;
  return {
    lure: lure / total,
    jobScam: jobScam / total,
    warning: warning / total,
    legit: legit / total,
    margin: Math.log((lure + jobScam) / (warning + legit)),
  };
}
