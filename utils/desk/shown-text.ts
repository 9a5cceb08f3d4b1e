/** A stranger's text made fit to be read at the desk: whatever cannot be seen, or turns the direction, is written out. */

/** Text as it stands, or the name of a character that would not be seen, e.g. `U+202E`. */
export interface ShownPiece {
  text: string;
  hidden: boolean;
}

/**
 * Bidi controls, invisible characters (but the joiners that scripts need), tags, controls but line feed and tab, half
 * surrogates, private use, and what of a heap of accents is more than any script stacks.
 */
const HIDDEN =
  /(?:\u034f|\u17b4|\u17b5|[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]|(?![\n\t])[\p{Cc}\p{Cs}\p{Co}])+|(?<=\p{M}{6})\p{M}+/gu;

/** @param most characters (UTF-16 units) that are shown; what is cut is counted by the caller */
export function shownPieces(text: string, most = Infinity): ShownPiece[] {
  const pieces: ShownPiece[] = [];
  const whole = text.length > most ? text.slice(0, most) : text;
  let from = 0;
  for (const { 0: found, index } of whole.matchAll(HIDDEN)) {
    if (index > from) pieces.push({ text: whole.slice(from, index), hidden: false });
    pieces.push({ text: namesOf(found), hidden: true });
    from = index + found.length;
  }
  if (from < whole.length) pieces.push({ text: whole.slice(from), hidden: false });
  return pieces;
}

/** The same in one string: `⟦U+202E⟧` for what would not be seen. */
export function shownText(text: string, most = Infinity): string {
  return shownPieces(text, most)
    .map(({ text, hidden }) => (hidden ? `⟦${text}⟧` : text))
    .join('');
}

function namesOf(characters: string): string {
  const names = Array.from(characters, (each) => `U+${codeOf(each).toString(16).toUpperCase().padStart(4, '0')}`);
  return names.length > 2 ? `${names[0]} ×${names.length}` : names.join(' ');
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
