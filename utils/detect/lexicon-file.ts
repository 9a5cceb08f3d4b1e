/** The compiled lexicon, `lexicon.bin`: the fold table, the word graph, and what its numbers mean. */
import * as v from 'valibot';

/** The section `meta`. */
export const LexiconMetaSchema = v.strictObject({
  version: v.literal(2),
  /** BCP 47, index = language number in payloads. */
  languages: v.array(v.strictObject({ id: v.string(), reviewed: v.boolean() })),
  channels: v.array(v.string()),
  money: v.array(v.string()),
});
export type LexiconMeta = v.InferOutput<typeof LexiconMetaSchema>;

/** Name of the file that holds the phrases of one language, where the lexicon is split. */
export const lexiconShardName = (language: string): string => `lexicon-${language}.bin`;

/** A phrase in several stretches, e.g. `company ... pays` or `ticket* free`. */
export interface SplitPhrase {
  /** Payload of the whole. */
  value: number;
  /** Most words between stretch i and i + 1; its length is the number of stretches less one. */
  gaps: readonly number[];
}

/** Section `gappedPhrases`, read where it lies: payload, number of gaps, gaps, and so on; `starts`: where each phrase begins. */
export interface SplitPhrases {
  numbers: Uint32Array;
  starts: Uint32Array;
}

export function packSplitPhrases(phrases: readonly SplitPhrase[]): Uint32Array {
  return Uint32Array.from(phrases.flatMap(({ value, gaps }) => [value >>> 0, gaps.length, ...gaps]));
}

/** Throws a RangeError when the numbers are cut off. */
export function readSplitPhrases(numbers: Uint32Array): SplitPhrases {
  const starts = new Uint32Array(numbers.length);
  let phrases = 0;
  for (let at = 0; at < numbers.length;) {
    const count = numbers[at + 1] ?? 0;
    if (count === 0 || at + 2 + count > numbers.length) throw new RangeError('phrases in stretches are cut off');
    starts[phrases++] = at;
    at += 2 + count;
  }
  return { numbers, starts: starts.subarray(0, phrases) };
}
