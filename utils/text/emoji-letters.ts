/** Emoji drawn like a letter and set for it inside a word: "j🔴b", "ca💲ino". */
import { foldedUnit } from './fold-table.ts';

const LETTERS: ReadonlyMap<number, number> = new Map(
  Array.from('🔴🔵🟠🟡🟢🟣🟤⚪⚫⭕🌕', (emoji): [number, number] => [emoji.codePointAt(0) ?? 0, 0x6f]).concat([
    [0x1f4b2, 0x73],
    [0x2757, 0x69],
  ]),
);
const VARIANT = 0xfe0f;

/** The letter for the emoji at `i`, or 0: a letter of ASCII stands right before and right behind it. */
export function emojiLetter(source: string, i: number, step: Int32Array): number {
  const point = source.codePointAt(i) ?? 0;
  const letter = LETTERS.get(point);
  if (letter === undefined || !isAsciiLetter(source, i - 1, step)) return 0;
  const next = i + (point > 0xffff ? 2 : 1);
  return isAsciiLetter(source, source.charCodeAt(next) === VARIANT ? next + 1 : next, step) ? letter : 0;
}

function isAsciiLetter(source: string, at: number, step: Int32Array): boolean {
  const unit = foldedUnit(step, source.charCodeAt(at));
  return unit >= 0x61 && unit <= 0x7a;
}
