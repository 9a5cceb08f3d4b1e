/** A stranger's text made fit to be read at the desk: whatever cannot be seen, or turns the direction, is written out. */

/** Text as it stands, or the name of a character that would not be seen, e.g. `U+202E`. */
export interface VisiblePart {
  text: string;
  isEscaped: boolean;
}

/**
 * Bidi controls, invisible characters (but the joiners that scripts need), tags, controls but line feed and tab, half
 * surrogates, private use, and what of a heap of accents is more than any script stacks.
 */
const INVISIBLE =
  /(?:\u034f|\u17b4|\u17b5|[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]|(?![\n\t])[\p{Cc}\p{Cs}\p{Co}])+|(?<=\p{M}{6})\p{M}+/gu;

/** @param maxUnits characters (UTF-16 units) that are shown; what is cut is counted by the caller */
export function visibleParts(text: string, maxUnits = Infinity): VisiblePart[] {
  const parts: VisiblePart[] = [];
  const whole = text.length > maxUnits ? text.slice(0, maxUnits) : text;
  let from = 0;
  for (const { 0: found, index } of whole.matchAll(INVISIBLE)) {
    if (index > from) parts.push({ text: whole.slice(from, index), isEscaped: false });
    parts.push({ text: codePointNames(found), isEscaped: true });
    from = index + found.length;
  }
  if (from < whole.length) parts.push({ text: whole.slice(from), isEscaped: false });
  return parts;
}

/** The same in one string: `⟦U+202E⟧` for what would not be seen. */
export function visibleText(text: string, maxUnits = Infinity): string {
  return visibleParts(text, maxUnits)
    .map(({ text, isEscaped }) => (isEscaped ? `⟦${text}⟧` : text))
    .join('');
}

function codePointNames(characters: string): string {
  const names = Array.from(characters, (each) => `U+${codePoint(each).toString(16).toUpperCase().padStart(4, '0')}`);
  return names.length > 2 ? `${names[0]} ×${names.length}` : names.join(' ');
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}
