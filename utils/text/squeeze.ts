/**
 * Takes out what is read as nothing: the rest of a letter drawn out ("eeeasy"), a sign set twice on the same letter (they
 * draw as one), the second half of a vowel sign that Unicode also has as one letter.
 */
import { BOUNDARY, type FoldedText } from './folded-text.ts';
import { COMBINING, DIGIT, HAN, SCRIPT_MASK, SCRIPT_OF } from './scripts.ts';

/** Letters in a row from which on they are one drawn out: no language here writes three of the same. */
const DRAWN_OUT = 3;

const LETTER_X = 0x78;

/** Sinhala and Burmese: first half, second half, both as one. */
const HALVES: readonly [number, number, number][] = [
  [0xdd9, 0xdca, 0xdda],
  [0xdd9, 0xdcf, 0xddc],
  [0xddc, 0xdca, 0xddd],
  [0xdd9, 0xddf, 0xdde],
  [0x1025, 0x102e, 0x1026],
];

/** Squeezes the units from `start` on. Nearly every text has nothing to take out. */
export function squeeze(text: FoldedText, start: number): void {
  const { units, length } = text;
  for (let i = start + 1; i < length; i++) {
    const unit = units[i] as number;
    const before = units[i - 1] as number;
    if (unit === before) {
      const end = runEnd(text, i - 1);
      if (kept(text, i - 1, end) === 1 && follows(text, i)) return squeezeFrom(text, i - 1);
      // Each run is looked at once: a page may send a million of the same digit
      i = Math.max(i, end - 1);
    } else if (joined(before, unit) !== 0 && follows(text, i)) return squeezeFrom(text, i - 1);
  }
}

function squeezeFrom(text: FoldedText, from: number): void {
  const { units, at, flags } = text;
  const gone: number[] = [];
  let k = from;
  for (let i = from; i < text.length;) {
    // Nearly every unit only moves
    const unit = units[i] as number;
    if (unit !== units[i + 1] && (k === from || joined(units[k - 1] as number, unit) === 0)) {
      units[k] = unit;
      at[k] = at[i] as number;
      flags[k++] = flags[i++] as number;
      continue;
    }
    const end = runEnd(text, i);
    const one = k > from && follows(text, i) ? joined(units[k - 1] as number, units[i] as number) : 0;
    if (one !== 0) units[k - 1] = one;
    const last = one !== 0 ? i : i + kept(text, i, end);
    for (; i < last; i++, k++) {
      units[k] = units[i] as number;
      at[k] = at[i] as number;
      flags[k] = flags[i] as number;
    }
    for (; i < end; i++) gone.push(i);
  }
  text.length = k;
  units[k] = 0;
  flags[k] = 0;
  shift(text.puzzles, gone);
  shift(text.digits, gone);
}

/** Behind the last of the same units in a row. */
function runEnd({ units, flags, length }: FoldedText, from: number): number {
  let end = from + 1;
  while (end < length && units[end] === units[from] && ((flags[end] as number) & BOUNDARY) === 0) end++;
  return end;
}

/**
 * How many of a run stay. Numbers and ideographs are meant as often as they stand there, `xxx` stands for what is left
 * out, and what is no part of a longer word is an abbreviation ("SSS").
 */
function kept(text: FoldedText, from: number, end: number): number {
  const unit = text.units[from] as number;
  const script = SCRIPT_OF[unit] as number;
  if ((script & COMBINING) !== 0) return 1;
  const kind = script & SCRIPT_MASK;
  if (end - from < DRAWN_OUT || kind === 0 || kind === DIGIT || kind === HAN || unit === LETTER_X) return end - from;
  // "1OOO" is no drawn out letter either
  const isBeside = (at: number, of: number): boolean =>
    follows(text, at) && ((SCRIPT_OF[text.units[of] as number] as number) & SCRIPT_MASK) === kind;
  return (from > 0 && isBeside(from, from - 1)) || (end < text.length && isBeside(end, end)) ? 1 : end - from;
}

const follows = ({ flags }: FoldedText, i: number): boolean => ((flags[i] as number) & BOUNDARY) === 0;

function joined(before: number, unit: number): number {
  if (before !== 0xdd9 && before !== 0xddc && before !== 0x1025) return 0;
  return HALVES.find(([first, second]) => first === before && second === unit)?.[2] ?? 0;
}

/** Moves what was noted by unit before the units `gone` were taken out. */
export function shift(noted: number[], gone: readonly number[]): void {
  let passed = 0;
  for (const [index, unit] of noted.entries()) {
    while (passed < gone.length && (gone[passed] as number) < unit) passed++;
    noted[index] = unit - passed;
  }
}
