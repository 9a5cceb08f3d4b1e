/** A text as words are looked for in it, on pages that may write them so that a person reads what a search does not find. */

/** Invisible characters; joiners, which some scripts need, only where Latin letters stand before them. */
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\p{Variation_Selector}|\u034f|(?<=\p{sc=Latin})(?:\u200c|\u200d)/gu;
/** From here on from right to left, whatever the letters. */
const RIGHT_TO_LEFT_OVERRIDE = '\u202e';
/** Letters as symbols: full width, bold, in circles. Not all of NFKC, which takes letters of Thai and Lao apart. */
const STYLED_LETTERS = /[\u24b6-\u24e9\uff01-\uff5e\u{1d400}-\u{1d7ff}]/gu;

/** Turns round what was written backwards behind a mark that turns it round for the eye. */
export function resolveBidiOverrides(text: string): string {
  return text.includes(RIGHT_TO_LEFT_OVERRIDE)
    ? text.replaceAll(/\u202e([^\u202c\u2069\n]*)\u202c?/gu, (all, turned: string) =>
        /\p{sc=Latin}/u.test(turned) && !/[\p{sc=Arabic}\p{sc=Hebrew}]/u.test(turned)
          ? Array.from(turned).toReversed().join('')
          : all,
      )
    : text;
}

/** Without invisible characters, in plain letters. */
export function normalizeText(text: string): string {
  return resolveBidiOverrides(text)
    .replaceAll(INVISIBLE, '')
    .replaceAll(STYLED_LETTERS, (letter) => letter.normalize('NFKC'));
}

/** The same in lower case. */
export function normalizeWords(text: string): string {
  return normalizeText(text).toLowerCase();
}
