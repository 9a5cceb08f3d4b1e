/** Emoji that replace a letter inside a word: "j🔴b", "ca💲ino". */
import { foldedUnit } from './fold-table.ts';

const LETTER_OF_EMOJI: ReadonlyMap<number, number> = new Map(
  Array.from('🔴🔵🟠🟡🟢🟣🟤⚪⚫⭕🌕', (emoji): [number, number] => [emoji.codePointAt(0) ?? 0, 0x6f]).concat([
    [0x1f4b2, 0x73],
    [0x2757, 0x69],
  ]),
);
const VARIATION_SELECTOR = 0xfe0f;

/** The letter that the emoji at `i` replaces, or 0; ASCII letters must stand on both sides. */
export function emojiLetter(source: string, i: number, unitTable: Int32Array): number {
  const point = source.codePointAt(i) ?? 0;
  const letter = LETTER_OF_EMOJI.get(point);
  if (letter === undefined || !isAsciiLetter(source, i - 1, unitTable)) return 0;
  const next = i + (point > 0xffff ? 2 : 1);
  return isAsciiLetter(source, source.charCodeAt(next) === VARIATION_SELECTOR ? next + 1 : next, unitTable)
    ? letter
    : 0;
}

function isAsciiLetter(source: string, at: number, unitTable: Int32Array): boolean {
  const unit = foldedUnit(unitTable, source.charCodeAt(at));
  return unit >= 0x61 && unit <= 0x7a;
}
