/** Makes a stranger's text safe to read at the desk: invisible characters and direction changes are written out. */

/** Text as it is, or the name of an invisible character, e.g. `U+202E`. */
export interface VisiblePart {
  text: string;
  isEscaped: boolean;
}

/**
 * Bidi controls, controls except line feed and tab, tags, half surrogates and private use. Also invisible characters
 * (except the joiners that scripts need), and combining marks beyond what any script stacks.
 */
const INVISIBLE =
  /(?:\u034f|\u17b4|\u17b5|[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]|(?![\n\t])[\p{Cc}\p{Cs}\p{Co}])+|(?<=\p{M}{6})\p{M}+/gu;

/** @param maxUnits UTF-16 units that are shown; the caller says what was cut */
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

/** The same in one string, with `⟦U+202E⟧` for an invisible character. */
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
