/** Normalises text before a search. A page may write words so that people read them and a plain search finds nothing. */

/** Invisible characters. Joiners count only after a Latin letter: other scripts need them. */
const makeInvisible = (): RegExp =>
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\p{Variation_Selector}|\u034f|(?<=\p{sc=Latin})(?:\u200c|\u200d)/gu;
/** Made at the first use: Unicode properties take long to compile, and most pages never need them. */
let invisible: RegExp | undefined;
/** Forces right-to-left order on the text after it. */
const RIGHT_TO_LEFT_OVERRIDE = '\u202e';
/** Full-width, mathematical and circled letters. Full NFKC is not used: it splits letters of Thai and Lao. */
const STYLED_LETTERS = /[\u24b6-\u24e9\uff01-\uff5e\u{1d400}-\u{1d7ff}]/gu;

/** Reverses Latin text after U+202E (RIGHT-TO-LEFT OVERRIDE), so that it is in the order in which readers see it. */
export function resolveBidiOverrides(text: string): string {
  return text.includes(RIGHT_TO_LEFT_OVERRIDE)
    ? text.replaceAll(/\u202e([^\u202c\u2069\n]*)\u202c?/gu, (all, overridden: string) =>
        /\p{sc=Latin}/u.test(overridden) && !/[\p{sc=Arabic}\p{sc=Hebrew}]/u.test(overridden)
          ? Array.from(overridden).toReversed().join('')
          : all,
      )
    : text;
}

/** Removes invisible characters and replaces styled letters by plain ones. */
export function normalizeText(text: string): string {
  return resolveBidiOverrides(text)
    .replaceAll((invisible ??= makeInvisible()), '')
    .replaceAll(STYLED_LETTERS, (letter) => letter.normalize('NFKC'));
}

/** Cyrillic and Greek letters, in lower case, and the Latin letters that they look like, some as capitals only. */
const TWINS = 'аеорсухіјѕһԁԛԝӏвкмнтьгиєяαοερτνικυχβζημωγσς';
const LATIN_TWINS = 'aeopcyxijshdqwlbkmhtbrneraoeptvikuxbznmwyoo';
const MIXED_TWINS = /* @__PURE__ */ new RegExp(`[a-z][${TWINS}]|[${TWINS}][a-z]`, 'u');
const WORD_WITH_TWINS = /* @__PURE__ */ new RegExp(`[a-z${TWINS}]+`, 'gu');

/**
 * `normalizeText`, in lower case, with letters and their accents composed. Latin words hold no letters of other alphabets
 * that only look like Latin ones.
 */
export function normalizeWords(text: string): string {
  return withLatinTwins(normalizeText(text).toLowerCase().normalize('NFC'));
}

/** Puts Latin letters for those of other alphabets that look like them, in words that also hold Latin ones. */
export function withLatinTwins(lower: string): string {
  if (!MIXED_TWINS.test(lower)) return lower;
  return lower.replaceAll(WORD_WITH_TWINS, (word) =>
    MIXED_TWINS.test(word) ? Array.from(word, (letter) => LATIN_TWINS[TWINS.indexOf(letter)] ?? letter).join('') : word,
  );
}
