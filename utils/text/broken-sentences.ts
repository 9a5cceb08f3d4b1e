/**
 * Sentences broken into words by a full stop or line break after each word, to evade filters. Several such breaks in a
 * row count as spaces. When most gaps of a text are such breaks, all of them do.
 */
import {
  BOUNDARY as boundary,
  SPACE_BREAK as spaceBreak,
  SENTENCE_BREAK as sentenceBreak,
  type FoldedText,
} from './folded-text.ts';
import { DIGIT as digit, SCRIPT_MASK as scriptMask, SCRIPT_OF as scriptOf, UNSPACED as unspaced } from './scripts.ts';

// Own copies: V8 folds the constants of a module, but reads imported ones from memory at each use
const BOUNDARY = boundary;
const SPACE_BREAK = spaceBreak;
const SENTENCE_BREAK = sentenceBreak;
const DIGIT = digit;
const SCRIPT_MASK = scriptMask;
const SCRIPT_OF = scriptOf;
const UNSPACED = unspaced;
/** Numbers of the bits that these masks have, or of the bit above them. */
const BOUNDARY_BITS = 5;
const SENTENCE_BIT = 3;
const SCRIPT_BITS = 6;
const UNSPACED_BIT = 7;

/** This many sentence breaks in a row, one after each word, end no sentence. */
const MIN_BREAKS_IN_A_ROW = 3;
/** The same when each of these words starts with a small letter. */
const MIN_LOWERCASE_BREAKS_IN_A_ROW = 2;
/** A whole text counts as broken when it has this many breaks and two of three gaps are breaks. */
const MIN_BREAKS_IN_TEXT = 6;

/** Turns such sentence breaks from unit `start` on into spaces; `source`: the original of these units. */
export function joinBrokenSentences(text: FoldedText, source: string, start: number): void {
  const { units, flags, length } = text;
  if (!mayBeBroken(text, start)) return;
  const isBroken = (count: number, first: number, end: number): boolean =>
    count >= MIN_BREAKS_IN_A_ROW || (count >= MIN_LOWERCASE_BREAKS_IN_A_ROW && areLowercase(text, source, first, end));
  let [breaks, others] = [0, 0];
  let [rowLength, rowStart] = [0, start];
  for (let i = start + 1; i < length; i++) {
    const flag = (flags[i] as number) & BOUNDARY;
    if (flag === 0) continue;
    // Skip scripts without spaces, whose gaps are nearly all sentence breaks,
    const script = SCRIPT_OF[units[i - 1] as number] as number;
    // and lists of numbers
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

/** Whether enough sentence breaks stand in a row, or in the text. Most texts end here; no branch depends on the text. */
function mayBeBroken({ units, flags, length }: FoldedText, start: number): boolean {
  let [breaks, others, row, longest] = [0, 0, 0, 0];
  let before = SCRIPT_OF[units[start] as number] as number;
  for (let i = start + 1; i < length; i++) {
    const flag = flags[i] as number;
    const here = ((flag & BOUNDARY) + BOUNDARY) >>> BOUNDARY_BITS;
    // 1 for a sentence break behind a script with spaces, else 0
    const isNumber = 1 - ((((before & SCRIPT_MASK) ^ DIGIT) + SCRIPT_MASK) >>> SCRIPT_BITS);
    const ends = (flag >>> SENTENCE_BIT) & ~(before >>> UNSPACED_BIT) & ~isNumber & 1;
    breaks += ends;
    others += here - ends;
    // Any other break ends the row
    row = (row + ends) & (here - ends - 1);
    longest |= row;
    before = SCRIPT_OF[units[i] as number] as number;
  }
  return longest >= MIN_LOWERCASE_BREAKS_IN_A_ROW || (breaks >= MIN_BREAKS_IN_TEXT && breaks > 2 * others);
}

/** Whether a small letter follows each sentence break. */
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
