/** Makes text from outside safe to print: a terminal must not obey it. */

/**
 * Replaces control characters (C0, C1, so also escape sequences), bidirectional controls, line separators and invisible
 * format characters with `\u{...}`. Everything else stays readable.
 */
export function printable(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
