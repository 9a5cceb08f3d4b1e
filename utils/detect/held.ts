/**
 * Recognises cries for help: somebody writes that people are held, beaten, sold, ransomed or kept without passport.
 *
 * Word stems of all languages stand for some 26 concepts (`knowledge/held`). A logistic regression gives the log-odds
 * of a cry for help. Its features are the concepts in a text, pairs of them, and the wording (`held-ngrams.ts`).
 * `npm run -s fit-held` fits the weights.
 */
import * as v from 'valibot';
import { lazy } from '../model/lazy.ts';
import { HeldNgrams, HeldNgramsSchema } from './held-ngrams.ts';
import { StemIndex } from './held-stems.ts';
import { EDGE, type FoldedText } from '../text/folded-text.ts';
import { HANGUL, SCRIPT_MASK, SCRIPT_OF, UNSPACED } from '../text/scripts.ts';
import { THRESHOLDS } from './thresholds.ts';

/** Concepts of cries for help, then those of texts with the same words: news, jokes, pay disputes, lost passports. */
export const HELD_CONCEPTS = [
  'help',
  'me',
  'kin',
  'locked',
  'hurt',
  'papers',
  'seized',
  'sold',
  'ransom',
  'forced',
  'home',
  'armed',
  'hide',
  'tell',
  'contact',
  'hungry',
  'place',
  'past',
  'news',
  'laugh',
  'wage',
  'lostdoc',
  'warn',
  'hire',
  'fiction',
  'mundane',
] as const;
type Concept = (typeof HELD_CONCEPTS)[number];

/** Concepts whose pairs are features of their own. */
const PAIRED: readonly Concept[] = [
  'help',
  'me',
  'kin',
  'locked',
  'hurt',
  'papers',
  'seized',
  'sold',
  'ransom',
  'forced',
  'home',
  'armed',
  'tell',
  'contact',
];

/** A plain cry for help has at least one of these. One in hints or in unlisted words may have none. */
const NAMING_CONCEPTS: readonly Concept[] = [
  'help',
  'kin',
  'locked',
  'hurt',
  'papers',
  'seized',
  'sold',
  'ransom',
  'forced',
  'home',
  'armed',
  'hide',
  'tell',
  'hungry',
];
const NAMING_CONCEPT_NUMBERS = NAMING_CONCEPTS.map((concept) => HELD_CONCEPTS.indexOf(concept));

const PAIRS = PAIRED.flatMap((one, index) => PAIRED.slice(index + 1).map((other) => [one, other] as const));

const PAIR_NUMBERS = PAIRS.map(([one, other]) => [HELD_CONCEPTS.indexOf(one), HELD_CONCEPTS.indexOf(other)] as const);
const LAUGH = HELD_CONCEPTS.indexOf('laugh');

/** A concept; a concept by several stems (`help+`); length; a question mark; a pair (`help*me`). */
export const HELD_FEATURES: readonly string[] = [
  ...HELD_CONCEPTS,
  ...HELD_CONCEPTS.map((concept) => `${concept}+`),
  'length',
  'question',
  ...PAIRS.map(([one, other]) => `${one}*${other}`),
];

const finite = v.pipe(v.number(), v.finite());

/** `held.json`. */
export const HeldSchema = v.strictObject({
  version: v.literal(2),
  /** Log-odds from which a text without a warning is a cry for help, and one that would get a warning. */
  threshold: finite,
  warnedThreshold: finite,
  bias: finite,
  /** By name in `HELD_FEATURES`; absent: 0. */
  weights: v.record(v.string(), finite),
  /** By concept: folded stems, separated by spaces; a stem that ends in `$` must end a word. */
  stems: v.record(v.picklist(HELD_CONCEPTS), v.string()),
  /** Absent: the stems alone decide. */
  ngrams: v.optional(HeldNgramsSchema),
});
export type Held = v.InferOutput<typeof HeldSchema>;

/**
 * Signs and spelled laughter, as people write it in the 26 languages. No address that begins with www, no number with 555,
 * and no verb "to laugh": whoever is held may write that others laugh.
 */
const LAUGHTER =
  /[😂🤣😅😆😹]|ㅋㅋ|ㅎㅎ|(?<!\d)555+(?!\d)|(?<![\p{L}\d])[wｗ]{3,}(?![\p{L}\d.])|哈哈|呵呵|[（(]笑|笑(?:[)）\s]|$)|ههه|हाहा|হাহা|ဟားဟား|ហាហា|ຮ່າໆ|ฮ่า|ха-?ха|\){2,}\s|(?<!\p{L})(?:(?:ha){2,}h?|(?:he){2,}|(?:ja){2,}|(?:wk){2,}|lo+l|lmao|rs{2,}|k{3,}|mdr)(?!\p{L})/iu;
const QUESTION = /[?？؟]/u;

export class HeldModel {
  private readonly held: Held;
  private readonly weights: Float64Array;
  private readonly ngrams: (() => HeldNgrams) | null;
  /** Made when a text first needs it. */
  private index: StemIndex | null = null;

  /** The wording is unpacked when a text first needs it, inside `attempt`: 4 ms. */
  constructor(held: Held, attempt: <T>(read: () => T) => T = (read) => read()) {
    const { ngrams } = held;
    this.held = held;
    this.weights = Float64Array.from(HELD_FEATURES, (name) => held.weights[name] ?? 0);
    this.ngrams = ngrams === undefined ? null : lazy(() => attempt(() => new HeldNgrams(ngrams)));
  }

  /** Unpacks the wording. Throws what `attempt` throws where it is malformed. */
  readAll(): void {
    this.ngrams?.();
  }

  /**
   * @param source the text as written
   * @param offerOdds log-odds that the text harms as an offer; null: its wording gets no warning
   */
  isHeld(text: FoldedText, source: string, offerOdds: number | null): boolean {
    if (text.length > THRESHOLDS.maxHeldUnits) return false;
    const { threshold, warnedThreshold } = this.held;
    const needed = offerOdds === null ? threshold : warnedThreshold;
    return this.logOdds(text, source) >= Math.max(needed, offerOdds === null ? needed : neededInOffer(offerOdds));
  }

  /** Log-odds that the text is a cry for help; `-Infinity` where a few letters hold no listed stem. */
  logOdds(text: FoldedText, source: string): number {
    const features = this.features(text, source);
    // "no" and "x" have too few n-grams to be told from the end of a cry
    const isTiny = text.length < THRESHOLDS.minWordlessCryUnits;
    if (isTiny && features.subarray(0, HELD_CONCEPTS.length).every((value) => value === 0)) return -Infinity;
    let odds = this.held.bias + (this.ngrams?.().logOdds(text, Math.min(text.length, THRESHOLDS.maxHeldUnits)) ?? 0);
    for (let i = 0; i < features.length; i++) odds += (features[i] as number) * (this.weights[i] as number);
    if (NAMING_CONCEPT_NUMBERS.every((concept) => features[concept] === 0)) odds -= THRESHOLDS.unnamedCryOdds;
    return features[LAUGH] === 0 ? odds : odds - THRESHOLDS.laughterOdds;
  }

  /** Values of `HELD_FEATURES`. */
  features(text: FoldedText, source: string): Float64Array {
    const counts = this.countStems(text);
    if (LAUGHTER.test(source)) counts[LAUGH] = (counts[LAUGH] as number) + 1;
    const values = new Float64Array(HELD_FEATURES.length);
    const size = HELD_CONCEPTS.length;
    for (let concept = 0; concept < size; concept++) {
      values[concept] = (counts[concept] as number) > 0 ? 1 : 0;
      values[size + concept] = (counts[concept] as number) > 1 ? 1 : 0;
    }
    values[2 * size] = Math.min(3, Math.log2(1 + text.length / 60));
    values[2 * size + 1] = QUESTION.test(source) ? 1 : 0;
    for (const [index, [one, other]] of PAIR_NUMBERS.entries())
      values[2 * size + 2 + index] = (values[one] as number) * (values[other] as number);
    return values;
  }

  /** By concept: 0, 1 or 2 for none, one or several different stems in the text. */
  private countStems(text: FoldedText): Uint8Array {
    const index = (this.index ??= new StemIndex(stemsByConcept(this.held.stems)));
    const counts = new Uint8Array(HELD_CONCEPTS.length);
    const firsts: number[] = [];
    const { flags, units } = text;
    const length = Math.min(text.length, THRESHOLDS.maxHeldUnits);
    const isEdge = (i: number): boolean => i === 0 || i >= length || ((flags[i] as number) & EDGE) !== 0;
    for (let i = 0; i < length; i++) {
      const script = SCRIPT_OF[units[i] as number] as number;
      if (!isEdge(i) && (script & UNSPACED) === 0 && (script & SCRIPT_MASK) !== HANGUL) continue;
      index.forEachAt(units, i, length, (stem, concept, end, endsWord) => {
        if (endsWord && !isEdge(end)) return;
        const first = (firsts[concept] ??= stem);
        if (counts[concept] === 0) counts[concept] = 1;
        else if (!index.areEqual(first, stem)) counts[concept] = 2;
      });
    }
    return counts;
  }
}

/** Log-odds that a cry for help needs in a text with these log-odds of an offer. */
function neededInOffer(offerOdds: number): number {
  const { sureOfferOdds, heldInSureOffer, offerBeyondHeld } = THRESHOLDS;
  return offerOdds < sureOfferOdds ? -Infinity : Math.max(heldInSureOffer, offerOdds - offerBeyondHeld);
}

const stemsByConcept = (stems: Held['stems']): [concept: number, stems: string][] =>
  Object.entries(stems).map(([concept, list]) => [HELD_CONCEPTS.indexOf(concept as Concept), list]);
