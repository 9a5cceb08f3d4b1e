/**
 * Collapses repeats: elongated letters ("eeeasy"), and a combining mark typed twice. Also the second half of a vowel
 * sign that Unicode also encodes as one letter.
 */
import { BOUNDARY as boundary, type FoldedText } from './folded-text.ts';
import {
  COMBINING as combining,
  DIGIT as digit,
  HAN as han,
  MYANMAR,
  SCRIPT_MASK as scriptMask,
  SCRIPT_OF as scriptOf,
  SCRIPTS,
} from './scripts.ts';

// Own copies: V8 folds the constants of a module, but reads imported ones from memory at each use
const BOUNDARY = boundary;
const COMBINING = combining;
const DIGIT = digit;
const HAN = han;
const SCRIPT_MASK = scriptMask;
const SCRIPT_OF = scriptOf;

/** This many equal letters in a row are one elongated letter: no language here writes three of the same. */
const MIN_ELONGATED_LETTERS = 3;

const LETTER_X = 0x78;
const SINHALA = SCRIPTS.indexOf('sinhala');

/** Sinhala and Burmese vowel signs: first half, second half, both as one letter. */
const SPLIT_VOWELS: readonly [number, number, number][] = [
  [0xdd9, 0xdca, 0xdda],
  [0xdd9, 0xdcf, 0xddc],
  [0xddc, 0xdca, 0xddd],
  [0xdd9, 0xddf, 0xdde],
  [0x1025, 0x102e, 0x1026],
];

/** Collapses repeats from unit `start` on. Few units are removed, so the kept ones are moved in blocks. */
export function collapseRepeats(text: FoldedText, start: number): void {
  const { units, length } = text;
  const removed: number[] = [];
  const hasSplitVowels = text.scripts[SINHALA] !== 0 || text.scripts[MYANMAR] !== 0;
  let before = units[start] as number;
  // Units before `from` are already moved; they end at `to`
  let [from, to] = [start, start];
  for (let i = start + 1; i < length; i++) {
    const unit = units[i] as number;
    if (unit !== before && !hasSplitVowels) {
      before = unit;
      continue;
    }
    let end = i;
    if (unit === before && i > from) {
      const last = repeatEnd(text, i - 1);
      if (keptCount(text, i - 1, last) === 1) end = last;
      // Skip the whole run: a page may repeat one digit a million times
      else i = last - 1;
    } else if (isFirstHalf(before) && isAdjacent(text, i)) {
      const one = joinedVowel(before, unit);
      if (one !== 0) {
        units[i > from ? i - 1 : to - 1] = one;
        before = one;
        end = repeatEnd(text, i);
      } else before = unit;
    } else before = unit;
    if (end === i) continue;
    to = moveUnits(text, from, i, to);
    for (; i < end; i++) removed.push(i);
    from = i--;
  }
  if (removed.length === 0) return;
  text.length = moveUnits(text, from, length, to);
  units[text.length] = 0;
  text.flags[text.length] = 0;
  shiftPositions(text.substitutionCandidates, removed);
  shiftPositions(text.digitBounds, removed);
}

/** Moves units `from` to `end` (exclusive) to `to`; returns where they end there. */
function moveUnits({ units, offsets, flags }: FoldedText, from: number, end: number, to: number): number {
  if (from !== to) {
    units.copyWithin(to, from, end);
    offsets.copyWithin(to, from, end);
    flags.copyWithin(to, from, end);
  }
  return to + end - from;
}

/** Index behind the last unit equal to the one at `from`, without a separator between. */
function repeatEnd({ units, flags, length }: FoldedText, from: number): number {
  let end = from + 1;
  while (end < length && units[end] === units[from] && ((flags[end] as number) & BOUNDARY) === 0) end++;
  return end;
}

/**
 * How many units of a run stay. Kept as written are digits, ideographs, `xxx` (a placeholder), and a run that is a word
 * of its own ("SSS").
 */
function keptCount(text: FoldedText, from: number, end: number): number {
  const unit = text.units[from] as number;
  const script = SCRIPT_OF[unit] as number;
  if ((script & COMBINING) !== 0) return 1;
  const kind = script & SCRIPT_MASK;
  if (end - from < MIN_ELONGATED_LETTERS || kind === 0 || kind === DIGIT || kind === HAN || unit === LETTER_X)
    return end - from;
  // Letters between digits ("1OOO") are not elongated either
  const isBeside = (at: number, of: number): boolean =>
    isAdjacent(text, at) && ((SCRIPT_OF[text.units[of] as number] as number) & SCRIPT_MASK) === kind;
  return (from > 0 && isBeside(from, from - 1)) || (end < text.length && isBeside(end, end)) ? 1 : end - from;
}

const isAdjacent = ({ flags }: FoldedText, i: number): boolean => ((flags[i] as number) & BOUNDARY) === 0;

const isFirstHalf = (unit: number): boolean => unit === 0xdd9 || unit === 0xddc || unit === 0x1025;

function joinedVowel(before: number, unit: number): number {
  return SPLIT_VOWELS.find(([first, second]) => first === before && second === unit)?.[2] ?? 0;
}

/** Adjusts unit positions to the removal of the units `removed`; both lists are in ascending order. */
export function shiftPositions(positions: number[], removed: readonly number[]): void {
  let removedBefore = 0;
  for (const [index, unit] of positions.entries()) {
    while (removedBefore < removed.length && (removed[removedBefore] as number) < unit) removedBefore++;
    positions[index] = unit - removedBefore;
  }
}
