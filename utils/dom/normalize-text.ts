/** Normalises text before a search. A page may write words so that people read them and a plain search finds nothing. */
import { resolveBidiOverrides } from '../model/bidi-overrides.ts';

/** Invisible characters. Joiners count only after a Latin letter: other scripts need them. */
const makeInvisible = (): RegExp =>
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\p{Variation_Selector}|\u034f|(?<=\p{sc=Latin})(?:\u200c|\u200d)/gu;
/** Made at the first use: Unicode properties take long to compile, and most pages never need them. */
let invisible: RegExp | undefined;
/** Full-width, mathematical and circled letters. Full NFKC is not used: it splits letters of Thai and Lao. */
const STYLED_LETTERS = /[\u24b6-\u24e9\uff01-\uff5e\u{1d400}-\u{1d7ff}]/gu;

/** Removes invisible characters and replaces styled letters by plain ones. */
export function normalizeText(text: string): string {
  return resolveBidiOverrides(text)
    .replaceAll((invisible ??= makeInvisible()), '')
    .replaceAll(STYLED_LETTERS, (letter) => letter.normalize('NFKC'));
}

/** Cyrillic and Greek letters, in lower case, and at the same places the Latin letters that they look like, some as capitals only. */
const CONFUSABLES = 'аеорсухіјѕһԁԛԝӏвкмнтьгиєяαοερτνικυχβζημωγσς';
const LATIN_PROTOTYPES = 'aeopcyxijshdqwlbkmhtbrneraoeptvikuxbznmwyoo';
const MIXED_SCRIPTS = /* @__PURE__ */ new RegExp(`[a-z][${CONFUSABLES}]|[${CONFUSABLES}][a-z]`, 'u');
const WORD_WITH_CONFUSABLES = /* @__PURE__ */ new RegExp(`[a-z${CONFUSABLES}]+`, 'gu');

/**
 * `normalizeText`, in lower case, with letters and their accents composed. Latin words hold no letters of other alphabets
 * that only look like Latin ones.
 */
export function normalizeWords(text: string): string {
  return replaceConfusables(normalizeText(text).toLowerCase().normalize('NFC'));
}

/** Replaces letters that look like Latin ones (UTS 39), in words that also hold Latin letters. @param lower in lower case */
export function replaceConfusables(lower: string): string {
  if (!MIXED_SCRIPTS.test(lower)) return lower;
  return lower.replaceAll(WORD_WITH_CONFUSABLES, (word) =>
    MIXED_SCRIPTS.test(word)
      ? Array.from(word, (letter) => LATIN_PROTOTYPES[CONFUSABLES.indexOf(letter)] ?? letter).join('')
      : word,
  );
}
