/** The compiled lexicon, `lexicon.bin`: the fold table, the word graph, and what its numbers mean. */
import * as v from 'valibot';

/** The section `meta`. */
export const LexiconMetaSchema = v.strictObject({
  version: v.literal(1),
  /** BCP 47, index = language number in payloads. */
  languages: v.array(v.strictObject({ id: v.string(), reviewed: v.boolean() })),
  channels: v.array(v.string()),
  money: v.array(v.string()),
});
export type LexiconMeta = v.InferOutput<typeof LexiconMetaSchema>;

/** A phrase in several stretches, e.g. `company ... pays` or `ticket* free`. */
export interface Stretched {
  /** Payload of the whole. */
  value: number;
  /** Most words between stretch i and i + 1; its length is the number of stretches less one. */
  gaps: readonly number[];
}

/** Section `stretched`: payload, number of gaps, gaps, and so on. */
export function packStretched(phrases: readonly Stretched[]): Uint32Array {
  return Uint32Array.from(phrases.flatMap(({ value, gaps }) => [value >>> 0, gaps.length, ...gaps]));
}

/** Throws a RangeError when the numbers are cut off. */
export function readStretched(numbers: Uint32Array): Stretched[] {
  const phrases: Stretched[] = [];
  for (let at = 0; at < numbers.length;) {
    const value = numbers[at] as number;
    const count = numbers[at + 1] ?? 0;
    if (count === 0 || at + 2 + count > numbers.length) throw new RangeError('phrases in stretches are cut off');
    phrases.push({ value, gaps: [...numbers.subarray(at + 2, at + 2 + count)] });
    at += 2 + count;
  }
  return phrases;
}
