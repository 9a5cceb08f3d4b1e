/** Text models that know a few words: a test can say what each of them adds. */
import { BLOCK_UNITS, MAX_FEATURES_PER_UNIT, NgramReader } from '../../../utils/detect/ngram-reader.ts';
import {
  CLASSES,
  WEIGHT_BITS,
  storedWord,
  ZERO_WORD,
  type ClassValues,
  type Model,
} from '../../../utils/detect/text-classifier.ts';
import { fold } from '../../../utils/text/fold.ts';
import { madeKnowledge } from './made-knowledge.ts';

const BITS = 14;

/** Buckets of the features of words that stand by themselves. */
export function bucketsOf(words: string): Set<number> {
  const out = new Uint32Array(BLOCK_UNITS * MAX_FEATURES_PER_UNIT);
  const reader = new NgramReader();
  const text = fold(words, madeKnowledge.fold);
  const hashes = [...out.subarray(0, reader.read(text, 0, text.length, out))];
  hashes.push(...out.subarray(0, reader.finish(out)));
  return new Set(hashes.map((hash) => hash >>> (32 - BITS)));
}

interface Outcome {
  outcome?: (typeof CLASSES)[number];
  /** Log-odds of one step. */
  step?: number;
  bias?: ClassValues;
}

/** A model in which each feature of the words weighs so many steps, -16 to 15, for the outcome. */
export function modelOf(
  steps: Readonly<Record<string, number>>,
  { outcome = 'lure', step = 0.5, bias = [0, 0, 0] }: Outcome = {},
): Model {
  const weights = new Int32Array(2 ** BITS);
  const shift = WEIGHT_BITS * CLASSES.indexOf(outcome);
  for (const [words, count] of Object.entries(steps))
    for (const bucket of bucketsOf(words)) weights[bucket] = storedWord(ZERO_WORD + (count << shift));
  return { bits: BITS, weights, step: [step, step, step], bias, network: null };
}
