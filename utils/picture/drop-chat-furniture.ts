/**
 * Leaves out what a messenger draws around messages: clock times, the bar above, and the sender's name over each bubble.
 * A picture without a clock time under a message is no chat, and stays as it is.
 */
import { heightOf } from './box.ts';
import { lettersOf } from './drop-noise.ts';
import type { ReadLine } from './read-line.ts';

const CLOCK = '(?:[AaPp][Mm]|上午|下午|午前|午後|오전|오후)? ?\\p{Nd}{1,2} ?[:.] ?\\p{Nd}{2}(?: ?[AaPp]\\.?[Mm]\\.?)?';
/** A clock time with ticks, alone on its line. */
const TIME_LINE = new RegExp(`^[^\\p{L}\\p{Nd}]{0,3}${CLOCK}[^\\p{L}\\p{Nd}]{0,6}$`, 'u');
const TIME_AT_END = new RegExp(`\\s+${CLOCK}[^\\p{L}\\p{Nd}]{0,6}$`, 'u');
/** Parts of the picture's height. */
const STATUS_BAR = 0.045;
const TITLE_BAR = 0.14;
/** A longer line is no name. */
const MAX_NAME_LETTERS = 28;

/** @param height of the picture */
export function dropChatFurniture(lines: readonly ReadLine[], height: number): ReadLine[] {
  const isTime = (line: ReadLine): boolean => TIME_LINE.test(line.text) && line.top > height * STATUS_BAR;
  const times = lines.filter((line) => isTime(line) || TIME_AT_END.test(line.text)).length;
  if (!lines.some(isTime) && times < 2) return [...lines];
  const title = new Set(titleLines(lines, height));
  const names = senderNames(lines, title);
  return lines
    .filter((line) => !isTime(line) && !title.has(line) && !names.has(nameOf(line.text)))
    .map((line) => ({ ...line, text: line.text.replace(TIME_AT_END, '') }));
}

/** Lines at the top that a wide gap, or another colour, sets apart from the messages. */
function titleLines(lines: readonly ReadLine[], height: number): ReadLine[] {
  const messages = lines.filter(({ top }) => top > height * TITLE_BAR);
  const light = messages.filter(({ polarity }) => polarity === 'light').length > messages.length / 2;
  const upper = lines.filter(({ bottom }) => bottom < height * TITLE_BAR).sort((a, b) => a.top - b.top);
  const first = upper[0];
  if (first === undefined) return [];
  return upper.filter((line, at) => {
    if ((line.polarity === 'light') !== light) return true;
    const next = upper[at + 1] ?? messages.toSorted((a, b) => a.top - b.top)[0];
    return (
      lettersOf(line.text) <= MAX_NAME_LETTERS && next !== undefined && next.top - line.bottom > 1.2 * heightOf(line)
    );
  });
}

/** Short lines that stand at least twice, the title counted. */
function senderNames(lines: readonly ReadLine[], title: ReadonlySet<ReadLine>): Set<string> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const name = nameOf(line.text);
    if (name.length < 2 || lettersOf(line.text) > MAX_NAME_LETTERS || (/^\p{N}/u.test(name) && !title.has(line)))
      continue;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count > 1).map(([name]) => name));
}

function nameOf(text: string): string {
  return text.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '').toLowerCase();
}
