/**
 * Recognises cries for help: somebody writes that people are held, beaten, sold, ransomed or kept without passport.
 *
 * Word stems of all languages stand for some 26 concepts (`knowledge/held`). A logistic regression over the concepts in
 * a text, and pairs of them, gives the log-odds of a cry for help. `npm run -s fit-held` fits it.
 */
import * as v from 'valibot';
import { EDGE, type FoldedText } from '../text/folded-text.ts';
import { HANGUL, SCRIPT_MASK, SCRIPT_OF, UNSPACED } from '../text/scripts.ts';

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

const PAIRS = PAIRED.flatMap((one, index) => PAIRED.slice(index + 1).map((other) => [one, other] as const));

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
  version: v.literal(1),
  /** Log-odds from which a text without a warning is a cry for help, and one that would get a warning. */
  threshold: finite,
  warnedThreshold: finite,
  bias: finite,
  /** By name in `HELD_FEATURES`; absent: 0. */
  weights: v.record(v.string(), finite),
  /** By concept: folded stems, separated by spaces; a stem that ends in `$` must end a word. */
  stems: v.record(v.picklist(HELD_CONCEPTS), v.string()),
});
export type Held = v.InferOutput<typeof HeldSchema>;

interface Stem {
  units: string;
  concept: number;
  endsWord: boolean;
}

/** Folded units of the longest text that can be a cry for help: long texts hold most concepts by chance. */
const MAX_UNITS = 900;
const LAUGHTER = /[😂🤣😅😆]|ㅋㅋ|ㅎㅎ|555|ｗｗ|www\b|哈哈|ههه|हाहा|হাহা|ဟားဟား/u;
const QUESTION = /[?？؟]/u;

export class HeldModel {
  private readonly held: Held;
  private readonly weights: Float64Array;
  /** By the first two units; made when a text first needs it. */
  private index: Map<string, Stem[]> | null = null;

  constructor(held: Held) {
    this.held = held;
    this.weights = Float64Array.from(HELD_FEATURES, (name) => held.weights[name] ?? 0);
  }

  /** `warned`: the text would get a warning as a lure or job scam. `source`: the text as written. */
  isHeld(text: FoldedText, source: string, warned: boolean): boolean {
    if (text.length > MAX_UNITS) return false;
    return this.logOdds(text, source) >= (warned ? this.held.warnedThreshold : this.held.threshold);
  }

  logOdds(text: FoldedText, source: string): number {
    const features = this.features(text, source);
    return features.reduce((sum, value, i) => sum + value * (this.weights[i] as number), this.held.bias);
  }

  /** Values of `HELD_FEATURES`. */
  features(text: FoldedText, source: string): Float64Array {
    const found = this.findStems(text);
    if (LAUGHTER.test(source)) (found[HELD_CONCEPTS.indexOf('laugh')] as Set<string>).add('laughter');
    const has = (concept: Concept): boolean => (found[HELD_CONCEPTS.indexOf(concept)] as Set<string>).size > 0;
    return Float64Array.from([
      ...found.map((stems) => (stems.size > 0 ? 1 : 0)),
      ...found.map((stems) => (stems.size > 1 ? 1 : 0)),
      Math.min(3, Math.log2(1 + text.length / 60)),
      QUESTION.test(source) ? 1 : 0,
      ...PAIRS.map(([one, other]) => (has(one) && has(other) ? 1 : 0)),
    ]);
  }

  /** By concept: the different stems in the text. */
  private findStems(text: FoldedText): Set<string>[] {
    const index = (this.index ??= indexStems(this.held.stems));
    const found = HELD_CONCEPTS.map(() => new Set<string>());
    const { flags } = text;
    const length = Math.min(text.length, MAX_UNITS);
    const units = String.fromCharCode(...text.units.subarray(0, length));
    const isEdge = (i: number): boolean => i === 0 || i >= length || ((flags[i] as number) & EDGE) !== 0;
    for (let i = 0; i < length; i++) {
      const script = SCRIPT_OF[text.units[i] as number] as number;
      if (!isEdge(i) && (script & UNSPACED) === 0 && (script & SCRIPT_MASK) !== HANGUL) continue;
      for (const stem of index.get(units.slice(i, i + 2)) ?? []) {
        if (!units.startsWith(stem.units, i) || (stem.endsWord && !isEdge(i + stem.units.length))) continue;
        (found[stem.concept] as Set<string>).add(stem.units);
      }
    }
    return found;
  }
}

function indexStems(stems: Held['stems']): Map<string, Stem[]> {
  const index = new Map<string, Stem[]>();
  for (const [concept, list] of Object.entries(stems)) {
    for (const written of list.split(' ')) {
      const endsWord = written.endsWith('$');
      const units = endsWord ? written.slice(0, -1) : written;
      const stem = { units, concept: HELD_CONCEPTS.indexOf(concept as Concept), endsWord };
      const key = units.slice(0, 2);
      index.set(key, [...(index.get(key) ?? []), stem]);
    }
  }
  return index;
}
