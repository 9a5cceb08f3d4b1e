/**
 * Joins lines to a text. A line that was broken at the margin is joined by a space, except in scripts without spaces.
 */
import { heightOf, widthOf } from './box.ts';
import type { ReadLine } from './read-line.ts';

const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;
/** Scripts in which the recogniser puts spaces where none are. */
const SPACED_BY_MISTAKE =
  /(?<=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}、。，！？：；（）「」]) +(?=[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}、。，！？：；（）「」])/gu;
/** Part of a line's UTF-16 units; more spaces between ideographs are false. */
const MAX_SPACES = 0.2;
/** UTF-16 units of a word in a script without spaces. */
const MAX_WORD_UNITS = 6;
/** In heights of a line: a wider gap below starts a paragraph. */
const MAX_LINE_GAP = 1.1;

export function joinLines(lines: readonly ReadLine[]): string {
  let text = '';
  for (const [at, line] of lines.entries()) {
    const words = withoutFalseSpaces(line.text).trim();
    const last = lines[at - 1];
    if (last === undefined) text = words;
    else if (!continuesLine(last, line, lines)) text += `\n${words}`;
    else if (text.endsWith('-') && /^\p{Ll}/u.test(words)) text += words;
    else text += UNSPACED.test(text.slice(-1)) && UNSPACED.test(words.slice(0, 1)) ? words : ` ${words}`;
  }
  return text;
}

/** Removes the spaces of a line in which most letters stand apart: the recogniser added them. */
function withoutFalseSpaces(text: string): string {
  const spaces = text.match(SPACED_BY_MISTAKE)?.length ?? 0;
  return spaces > text.length * MAX_SPACES ? text.replaceAll(SPACED_BY_MISTAKE, '') : text;
}

/** Whether the first word of a line would not have fitted on the line before. */
function continuesLine(last: ReadLine, line: ReadLine, lines: readonly ReadLine[]): boolean {
  const height = Math.max(heightOf(last), heightOf(line));
  if (line.top - last.bottom > MAX_LINE_GAP * height || line.top < last.top) return false;
  if (Math.max(last.letterHeight, line.letterHeight) > 1.6 * Math.min(last.letterHeight, line.letterHeight))
    return false;
  const beside = lines.filter((one) => one.left < last.right && one.right > last.left);
  const right = Math.max(...beside.map((one) => one.right));
  const left = Math.min(...beside.map((one) => one.left));
  const room = right - left - widthOf(last);
  return firstWordWidth(line) > room;
}

function firstWordWidth(line: ReadLine): number {
  const unit = widthOf(line) / Math.max(1, line.text.length);
  const first = line.text.split(/\s/u, 1)[0] ?? '';
  return (UNSPACED.test(first) ? Math.min(MAX_WORD_UNITS, first.length) : first.length + 1) * unit;
}
