/** Which words raised the log-odds of the text model most. Needs a second reading of the text. */
import { BOUNDARY, SENTENCE_BREAK, type FoldedText } from '../text/folded-text.ts';
import { SCRIPT_OF, UNSPACED } from '../text/scripts.ts';
import type { UnitSpan } from '../model/span.ts';
import {
  CLASSES,
  pointOf,
  readWeightsFor,
  WEIGHT_BITS,
  WEIGHT_OFFSET,
  wholeText,
  storedWord,
  type Model,
} from './text-classifier.ts';
import { DIMENSIONS, networkGradient } from './text-network.ts';
import { NgramReader, MAX_FEATURES_PER_UNIT } from './ngram-reader.ts';

export interface Attribution {
  /** Folded units, `end` exclusive. */
  start: number;
  end: number;
  /** Log-odds for the outcome that the span added, before the division by the text's size. */
  weight: number;
}

/** Units that a feature is spread over, back from where it ends: the middle of its possible lengths. */
const ATTRIBUTION_UNITS = 4;
/** Units into which a script without spaces is cut, in place of words. */
const MAX_UNSPACED_UNITS = 8;

/** Units of the shortest quote that a reader understands, and of the longest; a sentence may be shorter. */
const MIN_QUOTE_UNITS = 20;
const MIN_UNSPACED_QUOTE_UNITS = 8;
const MAX_QUOTE_UNITS = 64;

/** The adjacent words of one sentence that raise the outcome's log-odds most; null: none raise them. */
export function topAttribution(
  model: Model,
  text: FoldedText,
  outcome: (typeof CLASSES)[number],
  spans: readonly UnitSpan[] = [wholeText(text)],
): Attribution | null {
  readWeightsFor(model, text, spans);
  const weights = weightsOf(model, text, outcome, spans);
  let best: Attribution | null = null;
  for (const span of spans) {
    const words = wordsOf(text, span, weights);
    const beginsSentence = words.map(
      ({ start }, index) => index === 0 || ((text.flags[start] as number) & SENTENCE_BREAK) !== 0,
    );
    for (let first = 0; first < words.length; first++) {
      const { start } = words[first]!;
      const unspaced = ((SCRIPT_OF[text.units[start] ?? 0] ?? 0) & UNSPACED) !== 0;
      const least = unspaced ? MIN_UNSPACED_QUOTE_UNITS : MIN_QUOTE_UNITS;
      let weight = 0;
      for (let last = first; last < words.length && (last === first || !beginsSentence[last]); last++) {
        const { end } = words[last]!;
        if (last > first && end - start > MAX_QUOTE_UNITS) break;
        weight += words[last]!.weight;
        const isWhole = beginsSentence[first] === true && (beginsSentence[last + 1] ?? true);
        if ((end - start >= least || isWhole) && weight > (best?.weight ?? 0)) best = { start, end, weight };
      }
    }
  }
  return best;
}

/** Log-odds that each unit adds. */
function weightsOf(
  model: Model,
  text: FoldedText,
  outcome: (typeof CLASSES)[number],
  spans: readonly UnitSpan[],
): Float64Array {
  const { buckets, starts, ends } = differentFeatures(model, text, spans);
  const weights = bucketWeights(model, buckets, outcome);
  const spread = new Float64Array(text.length);
  for (const [index, weight] of weights.entries()) {
    const end = ends[index] as number;
    const from = Math.max(starts[index] as number, end - ATTRIBUTION_UNITS);
    for (let at = from; at < end; at++) spread[at] = (spread[at] as number) + weight / (end - from);
  }
  return spread;
}

/** Every feature counts once, where it first occurs: its bucket, the start of its span, and the unit after its last one. */
interface Features {
  buckets: number[];
  starts: number[];
  ends: number[];
}

function differentFeatures({ bits }: Model, text: FoldedText, spans: readonly UnitSpan[]): Features {
  const hashes = new Uint32Array(MAX_FEATURES_PER_UNIT);
  const reader = new NgramReader();
  const seen = new Set<number>();
  const features: Features = { buckets: [], starts: [], ends: [] };
  const take = (count: number, start: number, end: number): void => {
    for (let i = 0; i < count; i++) {
      const bucket = (hashes[i] as number) >>> (32 - bits);
      if (seen.has(bucket)) continue;
      seen.add(bucket);
      features.buckets.push(bucket);
      features.starts.push(start);
      features.ends.push(end);
    }
  };
  for (const { start, end } of spans) {
    for (let at = start; at < end; at++) take(reader.read(text, at, at + 1, hashes), start, at + 1);
    take(reader.finish(hashes), start, end);
  }
  return features;
}

/** Log-odds that each bucket adds to those of a text of these buckets, before the division by its size. */
function bucketWeights(
  { network, step, weights }: Model,
  buckets: readonly number[],
  outcome: (typeof CLASSES)[number],
): number[] {
  const classIndex = CLASSES.indexOf(outcome) as 0 | 1 | 2;
  const words = buckets.map((bucket) => storedWord(weights[bucket] as number));
  const linear = (word: number): number =>
    step[classIndex] * (((word >>> (WEIGHT_BITS * classIndex)) & (2 ** WEIGHT_BITS - 1)) - WEIGHT_OFFSET);
  if (network === null) return words.map(linear);
  const sums = new Float64Array(DIMENSIONS);
  for (const word of words) for (let i = 0; i < DIMENSIONS; i++) sums[i] = (sums[i] as number) + pointOf(word, i);
  const gradient = networkGradient(network, sums, 1 / Math.sqrt(Math.max(1, words.length)), classIndex);
  return words.map((word) => {
    let weight = linear(word);
    for (let i = 0; i < DIMENSIONS; i++) weight += (gradient[i] as number) * pointOf(word, i);
    return weight;
  });
}

/** Words, or short parts of a script without spaces. */
function wordsOf(text: FoldedText, { start: from, end: to }: UnitSpan, weights: Float64Array): Attribution[] {
  const words: Attribution[] = [];
  let word: Attribution | null = null;
  for (let at = from; at < to; at++) {
    const unspaced = ((SCRIPT_OF[text.units[at] ?? 0] ?? 0) & UNSPACED) !== 0;
    const begins = ((text.flags[at] ?? 0) & BOUNDARY) !== 0;
    if (word === null || begins || (unspaced && at - word.start >= MAX_UNSPACED_UNITS)) {
      word = { start: at, end: at, weight: 0 };
      words.push(word);
    }
    word.end = at + 1;
    word.weight += weights[at] ?? 0;
  }
  return words;
}
