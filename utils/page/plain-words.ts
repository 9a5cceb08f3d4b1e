/** A text as words are looked for in it, on pages that may write them so that a person reads what a search does not find. */

/** Invisible characters; joiners, which some scripts need, only where Latin letters stand before them. */
const UNSEEN =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\p{Variation_Selector}|\u034f|(?<=\p{sc=Latin})(?:\u200c|\u200d)/gu;
/** From here on from right to left, whatever the letters. */
const TURN = '\u202e';
/** Letters as symbols: full width, bold, in circles. Not all of NFKC, which takes letters of Thai and Lao apart. */
const STYLED = /[\u24b6-\u24e9\uff01-\uff5e\u{1d400}-\u{1d7ff}]/gu;

/** Turns round what was written backwards behind a mark that turns it round for the eye. */
export function unturned(text: string): string {
  return text.includes(TURN)
    ? text.replaceAll(/\u202e([^\u202c\u2069\n]*)\u202c?/gu, (all, turned: string) =>
        /\p{sc=Latin}/u.test(turned) && !/[\p{sc=Arabic}\p{sc=Hebrew}]/u.test(turned)
          ? Array.from(turned).toReversed().join('')
          : all,
      )
    : text;
}

/** Without invisible characters, in plain letters. */
export function plain(text: string): string {
  return unturned(text)
    .replaceAll(UNSEEN, '')
    .replaceAll(STYLED, (letter) => letter.normalize('NFKC'));
}

/** The same in lower case. */
export function plainWords(text: string): string {
  return plain(text).toLowerCase();
}
