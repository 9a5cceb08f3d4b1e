/** Digits and signs that stand for letters ("K3mboja", "c@$1n0"). */
import { foldedUnit } from './fold-table.ts';

/**
 * How digits and signs are read as letters; null: as they are. `1` and `!` are read as `i` or as `l`. `all` reads them
 * as `i`: for texts written in leet throughout, with words such as "n0" and "@t".
 */
export type LeetReading = null | 'i' | 'l' | 'all';

const SUBSTITUTIONS = '@a$s0o3e4a5s7t8b9g';
/** Longest leet word, in UTF-16 units; longer ones are keys or parts of an address. */
const MAX_LEET_WORD_UNITS = 20;

/**
 * Whether a digit or sign at `i` or just before it may stand for a letter. It is alone between letters of a word of
 * four or more ("K3mboja"), or alone before four letters ("4dmin"). "B2B", "25k" and "10th" are none.
 */
export function mayStandForLetter(source: string, i: number, unitTable: Int32Array): boolean {
  const at = isAsciiLetter(foldedUnit(unitTable, source.charCodeAt(i))) ? i - 1 : i;
  let before = 0;
  while (before < 4 && isAsciiLetter(foldedUnit(unitTable, source.charCodeAt(at - 1 - before)))) before++;
  let after = 0;
  while (after < 4 && isAsciiLetter(foldedUnit(unitTable, source.charCodeAt(at + 1 + after)))) after++;
  return (
    (before > 0 && after > 0 && before + after >= 4) || (before === 0 && after >= 4) || (before >= 3 && after === 0)
  );
}

/** The letter that the digit or sign at `i` stands for, or 0. Only inside a word. */
export function letterFor(
  source: string,
  i: number,
  unit: number,
  unitTable: Int32Array,
  reading: Exclude<LeetReading, null>,
): number {
  const letter = substitutedLetter(source.charCodeAt(i), unit, reading);
  if (letter === 0) return 0;
  const isLetter = (at: number): boolean => isAsciiLetter(foldedUnit(unitTable, source.charCodeAt(at)));
  // Of two signs in a row ("p45sport") each is beside a letter
  const isPair = (at: number, beyond: number): boolean => {
    const other = source.charCodeAt(at);
    return isLetter(beyond) && substitutedLetter(other, foldedUnit(unitTable, other), reading) !== 0;
  };
  const before = isLetter(i - 1) || isPair(i - 1, i - 2);
  const after = isLetter(i + 1) || isPair(i + 1, i + 2);
  if (before && after) return letter;
  if (before && isLetter(i - 2)) return letter;
  if (after && isLetter(i + 2)) return letter;
  return isLeetWord(source, i, unitTable, reading === 'all' ? 2 : 4) ? letter : 0;
}

/** End of the word at `i` where it is too long to be written in leet; else 0. */
export function endOfLongWord(source: string, i: number, unitTable: Int32Array): number {
  const isPart = (at: number): boolean => isLetterOrSubstitute(source.charCodeAt(at), unitTable);
  let start = i;
  while (start > 0 && i - start <= MAX_LEET_WORD_UNITS && isPart(start - 1)) start--;
  let end = i;
  while (end < source.length && isPart(end)) end++;
  return end - start > MAX_LEET_WORD_UNITS ? end : 0;
}

/**
 * Whether the word at `i` has at least `minLength` letters and signs and is written in leet. Then letters stand on both
 * sides of its signs, or it has signs that no number has. Prices, codes and times are none: "US$200", "3BHK", "24h",
 * "COVID19".
 */
export function isLeetWord(source: string, i: number, unitTable: Int32Array, minLength: number): boolean {
  let start = i;
  while (start > 0 && i - start <= MAX_LEET_WORD_UNITS && isLetterOrSubstitute(source.charCodeAt(start - 1), unitTable))
    start--;
  let end = i;
  while (
    end < source.length &&
    end - start <= MAX_LEET_WORD_UNITS &&
    isLetterOrSubstitute(source.charCodeAt(end), unitTable)
  )
    end++;
  if (end - start > MAX_LEET_WORD_UNITS) return false;
  // At the end of a word they end a sentence
  while (end > start && isVerticalSign(source.charCodeAt(end - 1))) end--;
  if (end - start < minLength) return false;
  let letters = 0;
  let digits = 0;
  let hasUnusualSign = false;
  /** Number of signs before the last letter, behind the first letter, and in all. */
  let [before, after, signs] = [0, 0, 0];
  for (let at = start; at < end; at++) {
    const c = source.charCodeAt(at);
    const unit = foldedUnit(unitTable, c);
    if (isAsciiLetter(unit)) {
      letters++;
      digits = 0;
      before = signs;
      continue;
    }
    signs++;
    if (letters > 0) after++;
    hasUnusualSign ||= c === 0x40 || c === 0x24;
    digits = unit >= 0x30 && unit <= 0x39 ? digits + 1 : 0;
    // A number, or a price
    if (digits > 2 || (digits === 2 && source.charCodeAt(at - 2) === 0x24)) return false;
  }
  if (letters === 0 || signs === 0) return false;
  return minLength === 2 || hasUnusualSign || (before > 0 && after > 0 && signs > 1);
}

/** Whether the unit is a letter or may stand for one. */
function isLetterOrSubstitute(c: number, unitTable: Int32Array): boolean {
  const unit = foldedUnit(unitTable, c);
  return isAsciiLetter(unit) || substitutedLetter(c, unit, 'i') !== 0;
}

const isVerticalSign = (c: number): boolean => c === 0x21 || c === 0x7c;

/** The letter that the digit or sign may stand for, or 0. */
function substitutedLetter(c: number, unit: number, reading: Exclude<LeetReading, null>): number {
  if (c === 0x31 || c === 0x21 || c === 0x7c) return reading === 'l' ? 0x6c : 0x69;
  const key = unit >= 0x30 && unit <= 0x39 ? unit : c;
  for (let j = 0; j < SUBSTITUTIONS.length; j += 2)
    if (SUBSTITUTIONS.charCodeAt(j) === key) return SUBSTITUTIONS.charCodeAt(j + 1);
  return 0;
}

function isAsciiLetter(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}
