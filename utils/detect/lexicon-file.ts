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

/** A phrase of several parts with gaps between them, e.g. `company ... pays` or `ticket* free`. */
export interface GappedPhrase {
  /** Payload of the whole phrase. */
  value: number;
  /** Maximum number of words between part i and part i + 1; one entry fewer than parts. */
  gaps: readonly number[];
}

/**
 * The section `stretched`, not copied. `numbers`: for each phrase its payload, the number of gaps, and the gaps. `starts`:
 * index in `numbers` at which each phrase begins.
 */
export interface GappedPhrases {
  numbers: Uint32Array;
  starts: Uint32Array;
}

export function packGappedPhrases(phrases: readonly GappedPhrase[]): Uint32Array {
  return Uint32Array.from(phrases.flatMap(({ value, gaps }) => [value >>> 0, gaps.length, ...gaps]));
}

/** Throws a RangeError when the numbers are truncated. */
export function readGappedPhrases(numbers: Uint32Array): GappedPhrases {
  const starts = new Uint32Array(numbers.length);
  let phrases = 0;
  for (let at = 0; at < numbers.length;) {
    const count = numbers[at + 1] ?? 0;
    if (count === 0 || at + 2 + count > numbers.length) throw new RangeError('the phrases with gaps are truncated');
    starts[phrases++] = at;
    at += 2 + count;
  }
  return { numbers, starts: starts.subarray(0, phrases) };
}
