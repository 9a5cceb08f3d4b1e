/** Schema of `weights.json`: signals, their weights and combinations, compiled from signals.yaml and combinations.yaml. */
import * as v from 'valibot';

const id = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,39}$/u));
const number = v.pipe(v.number(), v.finite());

export const SIGNAL_KINDS = ['lure', 'job-scam', 'mitigating', 'awareness'] as const;

export const SignalSchema = v.strictObject({
  id,
  /** What the signal is evidence of. */
  kinds: v.pipe(v.array(v.picklist(SIGNAL_KINDS)), v.minLength(1)),
  /** How severe it is; decides the order and the style of its reason. */
  severity: v.picklist(['strong', 'moderate', 'weak', 'mitigating']),
  /** Expected weight before training, in points; its sign says whether the signal raises or lowers the score. */
  prior: number,
  /** False: the fact does not depend on reading a language. */
  language: v.boolean(),
});
export type Signal = v.InferOutput<typeof SignalSchema>;

/** Two concepts standing near each other mean a signal. */
export const ProximitySchema = v.strictObject({
  signal: id,
  a: v.pipe(v.array(id), v.minLength(1)),
  b: v.pipe(v.array(id), v.minLength(1)),
  /** Most words between the two; scripts without spaces count three letters as a word. */
  within: v.pipe(number, v.minValue(0), v.maxValue(40)),
  /** Separators that may stand between: none but spaces (`none`), also commas (`clause`), also sentence ends (`sentence`). */
  cross: v.optional(v.picklist(['none', 'clause', 'sentence']), 'none'),
  /** Whether `a` must come first. */
  ordered: v.optional(v.boolean(), false),
});
export type ProximityEntry = v.InferOutput<typeof ProximitySchema>;

/** Signals that mean more together: at least one of each list in `all`. */
export const SetSchema = v.strictObject({
  id,
  for: v.picklist(['lure', 'job-scam']),
  all: v.pipe(v.array(v.pipe(v.array(id), v.minLength(1))), v.minLength(1)),
  /** None of these may be present. */
  none: v.optional(v.array(id), () => []),
  weight: number,
});
export type SignalSet = v.InferOutput<typeof SetSchema>;

/** What shows that work is offered at all; `talk`: signals that any talk of journeys, rooms and prices holds too. */
export const OfferSchema = v.strictObject({ concepts: v.array(id), signals: v.array(id), talk: v.array(id) });

/** Thresholds of `knowledge/fitted/levels.yaml`, chosen by `npm run -s train` on held-out rows; log-odds. */
export const FittedLevelsSchema = v.strictObject({
  /** Evidence from which a post is at caution, and at danger if it states a hard fact. */
  caution: number,
  danger: number,
  /** How much less evidence a short text needs for caution, by how short it is (`shortLetters` in thresholds.ts); cards do not. */
  short: v.pipe(number, v.minValue(0)),
  /** Evidence from which a post without a hard fact is at danger: its wording alone is enough. */
  dangerWithoutFact: number,
  /** Log-odds of harm of the text model below which a text is surely harmless: its phrases are not searched. */
  harmless: number,
  /** Added to the evidence of a post by the place where it was met: how much rarer harm is there. */
  places: v.strictObject({ card: number, detail: number, social: number, message: v.literal(0) }),
  /** How much less evidence a post needs for caution by its language (BCP 47); 0 for one that is not named. */
  languages: v.optional(v.record(v.string(), v.pipe(number, v.minValue(0))), {}),
});
export type FittedLevels = v.InferOutput<typeof FittedLevelsSchema>;

/** Thresholds of `knowledge/combinations.yaml`, set by hand. */
export const EditedLevelsSchema = v.strictObject({
  /** Log-odds above `harmless` for each span of a text: one that reaches more may be a lure among harmless paragraphs. */
  harmlessStretch: number,
  /** The same for a text that is worded as a warning: a lure may stand below it. */
  harmlessStretchInWarning: number,
  /** Log-odds above `caution` for talk of journeys, rooms and prices without a word of work. */
  talkOnly: number,
  /** The same for a text that holds neither a word of work nor such talk. */
  noWorkWord: number,
  /** Log-odds above `caution` for a span outside the warning part of an awareness text. */
  besideWarning: number,
  /** Log-odds that a span of a long text, a window of paragraphs, and such a window of an awareness text must reach. */
  longTextSpan: number,
  window: number,
  windowInAwareness: number,
  /** How much more such a window needs for each log-odd by which the whole post is below `honest`. */
  windowInHonest: v.pipe(number, v.minValue(0)),
  honest: number,
  /** Factor for a signal of two concepts near each other, 0 to 1: less sure than a phrase. */
  near: v.pipe(number, v.minValue(0), v.maxValue(1)),
  /** Letters from which each doubling of the length counts against a post: long texts match more by chance. */
  freeLetters: v.pipe(number, v.minValue(1)),
});
export const LevelsSchema = v.strictObject({ ...FittedLevelsSchema.entries, ...EditedLevelsSchema.entries });
export type Levels = v.InferOutput<typeof LevelsSchema>;

/** Log-odds from which a post of a language is at caution. */
export const cautionIn = (language: string, { caution, languages }: Pick<Levels, 'caution' | 'languages'>): number =>
  caution - (languages[language] ?? 0);

/** Fitted weights of evidence: see `evidence.ts`. */
export const EvidenceSchema = v.strictObject({
  bias: number,
  weights: v.record(v.string(), number),
  /** What two features add together: by the one that comes first in the alphabet, then by the other. */
  pairs: v.optional(v.record(v.string(), v.record(v.string(), number)), {}),
});
export type Evidence = v.InferOutput<typeof EvidenceSchema>;

export const WeightsSchema = v.strictObject({
  version: v.literal(1),
  signals: v.array(SignalSchema),
  concepts: v.array(id),
  near: v.array(ProximitySchema),
  sets: v.array(SetSchema),
  offer: OfferSchema,
  /** Signals that state a contact, a fee, a route, confinement or pay. */
  hardFacts: v.array(id),
  levels: LevelsSchema,
  evidence: EvidenceSchema,
});
export type Weights = v.InferOutput<typeof WeightsSchema>;
