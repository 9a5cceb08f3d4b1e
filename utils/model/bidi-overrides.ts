/** Text whose characters are stored backwards and shown in order, by a control character that reverses them. */

/** RIGHT-TO-LEFT OVERRIDE: all characters after it are shown from right to left. */
const RIGHT_TO_LEFT_OVERRIDE = '\u202e';
/** Up to POP DIRECTIONAL FORMATTING, POP DIRECTIONAL ISOLATE or the end of the line. */
const OVERRIDDEN = /\u202e([^\u202c\u2069\n]*)(\u202c?)/gu;
/** Scripts that are read from right to left: overridden, they stay as they are. */
const RIGHT_TO_LEFT_LETTER = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;
/** A character with its marks, which are shown on it whatever the direction. */
const CHARACTER = /\P{M}[\p{M}\u200c\u200d]*|\p{M}+/gu;

/**
 * Reverses text after U+202E, line by line, so that it is in the order in which readers see it.
 * @param filler replaces each control character; with one unit the text keeps its length
 */
export function resolveBidiOverrides(text: string, filler = ''): string {
  if (!text.includes(RIGHT_TO_LEFT_OVERRIDE)) return text;
  return text.replaceAll(OVERRIDDEN, (all, overridden: string, end: string) =>
    RIGHT_TO_LEFT_LETTER.test(overridden)
      ? all
      : [filler, ...(overridden.match(CHARACTER) ?? []).toReversed(), end && filler].join(''),
  );
}
