/** The compiled lexicon, `lexicon.bin`: the fold table, the word graph, and what its numbers mean. */
import * as v from 'valibot';

/** A phrase in several stretches, e.g. `company ... pays` or `ticket* free`: what it means and how far they may stand apart. */
export const StretchedSchema = v.strictObject({
  value: v.number(),
  tone: v.optional(v.number(), 0),
  /** Most words between stretch i and i + 1; its length is the number of stretches less one. */
  gaps: v.array(v.number()),
});
export type Stretched = v.InferOutput<typeof StretchedSchema>;

export const LexiconMetaSchema = v.strictObject({
  version: v.literal(1),
  /** BCP 47, index = language number in payloads. */
  languages: v.array(v.strictObject({ id: v.string(), reviewed: v.boolean() })),
  stretched: v.array(StretchedSchema),
  /** Payload id of a part -> [index into `stretched`, which stretch]. */
  parts: v.array(v.tuple([v.number(), v.number()])),
  channels: v.array(v.string()),
  money: v.array(v.string()),
  /** Everyday words: hash (`wordHash`) and a bit for each language that has it. */
  everyday: v.array(v.tuple([v.number(), v.number()])),
  roots: v.tuple([v.number(), v.number()]),
});
export type LexiconMeta = v.InferOutput<typeof LexiconMetaSchema>;
