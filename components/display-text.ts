/** Cleans text from a page before the interface shows it. */

/** Bidirectional marks, invisible characters and control characters. Joiners stay: several scripts need them. */
const HIDDEN_CHARACTERS =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]|(?!\s)\p{Cc}/gu;

/** One line of at most `maxCharacters` characters; longer text ends in an ellipsis. */
export function displayText(text: string, maxCharacters = 160): string {
  const line = text.replaceAll(HIDDEN_CHARACTERS, '').replaceAll(/\s+/gu, ' ').trim();
  const characters = Array.from(line);
  return characters.length <= maxCharacters
    ? line
    : `${characters
        .slice(0, maxCharacters - 1)
        .join('')
        .trimEnd()}…`;
}
