/**
 * Sentences broken into words: a stop or a line break behind each. Where word after word stands by itself, or most gaps of
 * a text are stops, these end no sentence, and are read as spaces.
 */
import { BOUNDARY, SPACE_BREAK, SENTENCE_BREAK, type FoldedText } from './folded-text.ts';
import { DIGIT, SCRIPT_MASK, SCRIPT_OF, UNSPACED } from './scripts.ts';

/** Stops in a row, each a word behind the one before, from which on they end no sentence. */
const MIN_BREAKS_IN_A_ROW = 3;
/** The same where each of these words is written small, as none that begins a sentence. */
const MIN_LOWERCASE_BREAKS_IN_A_ROW = 2;
/** Stops from which on a text may be broken throughout; of three gaps two are. */
const MIN_BREAKS_IN_TEXT = 6;

/** Reads such stops from unit `start` on as spaces; `source` is what those units are read from. */
export function joinBrokenSentences(text: FoldedText, source: string, start: number): void {
  const { units, flags, length } = text;
  const isBroken = (count: number, first: number, end: number): boolean =>
    count >= MIN_BREAKS_IN_A_ROW || (count >= MIN_LOWERCASE_BREAKS_IN_A_ROW && areLowercase(text, source, first, end));
  let [breaks, others] = [0, 0];
  let [rowLength, rowStart] = [0, start];
  for (let i = start + 1; i < length; i++) {
    const flag = (flags[i] as number) & BOUNDARY;
    if (flag === 0) continue;
    // Scripts without spaces have hardly a gap that is no stop,
    const script = SCRIPT_OF[units[i - 1] as number] as number;
    // nor has a list of numbers
    if ((flag & SENTENCE_BREAK) !== 0 && (script & UNSPACED) === 0 && (script & SCRIPT_MASK) !== DIGIT) {
      breaks++;
      if (rowLength++ === 0) rowStart = i;
      continue;
    }
    if (rowLength > 0 && isBroken(rowLength, rowStart, i)) replaceBreaks(flags, rowStart, i);
    rowLength = 0;
    others++;
  }
  if (breaks >= MIN_BREAKS_IN_TEXT && breaks > 2 * others) replaceBreaks(flags, start + 1, length);
  else if (isBroken(rowLength, rowStart, length)) replaceBreaks(flags, rowStart, length);
}

/** Whether what stands behind each stop is a small letter. */
function areLowercase({ offsets, flags }: FoldedText, source: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (((flags[i] as number) & SENTENCE_BREAK) === 0) continue;
    const letter = source.charAt(offsets[i] as number);
    if (letter.toUpperCase() === letter) return false;
  }
  return true;
}

function replaceBreaks(flags: Uint8Array, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const flag = flags[i] as number;
    if ((flag & SENTENCE_BREAK) !== 0) flags[i] = (flag & ~SENTENCE_BREAK) | SPACE_BREAK;
  }
}
