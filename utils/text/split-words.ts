/**
 * Words split into letters or short pieces by signs, to evade filters: "b.an'gk|ok", "s|a|l|a|r|y", "j o b" with wider gaps
 * between words. Words hyphenated at the end of a line, as files and pictures give them, are split, too. Such breaks are no
 * word edges; they become zero-width ones, so that what was split stays known.
 */
import {
  BOUNDARY as boundary,
  SPACE_BREAK as spaceBreak,
  ZERO_WIDTH as zeroWidth,
  type FoldedText,
} from './folded-text.ts';
import {
  DIGIT as digit,
  HANGUL as hangul,
  SCRIPT_MASK as scriptMask,
  SCRIPT_OF as scriptOf,
  UNSPACED as unspaced,
} from './scripts.ts';

// Own copies: V8 folds the constants of a module, but reads imported ones from memory at each use
const BOUNDARY = boundary;
const SPACE_BREAK = spaceBreak;
const ZERO_WIDTH = zeroWidth;
const DIGIT = digit;
const HANGUL = hangul;
const SCRIPT_MASK = scriptMask;
const SCRIPT_OF = scriptOf;
const UNSPACED = unspaced;
/** Numbers of the bits that these masks have, or of the bit above them. */
const BOUNDARY_BITS = 5;

/** A text with fewer breaks inside words is not split on purpose. */
const MIN_SPLITS = 8;
/** At least every third gap of a split text is inside a word; ordinary text has apostrophes and hyphens in every tenth. */
const MAX_GAPS_PER_SPLIT = 3;
/** Units of the pieces of split words, on average. Lists such as "welder/fitter/driver" have longer ones. */
const MAX_PIECE_UNITS = 3.5;
/** Units of the words joined again, on average. Text whose spaces are all replaced has longer ones. */
const MAX_WORD_UNITS = 14;
/** Units of the pieces of spelt words, on average: single letters, in Indic scripts with their vowel signs. */
const MAX_SPELT_UNITS = 2.4;
/** Every fifteenth gap of a spelt text or more is a wider one, between words. */
const MAX_GAPS_PER_WIDE = 15;

/** One character that is no ordinary space. */
const SIGN = /^[^ \t\r\n]$/u;
const HYPHEN_AT_LINE_END = /^[-\u2010]\s*\n\s*$/u;

/** Joins such words from unit `start` on; `source`: the original of these units. */
export function joinSplitWords(text: FoldedText, source: string, start: number): void {
  if (hasHyphenAtLineEnd(source)) joinHyphenated(text, source, start);
  const { gaps, spaces } = countGaps(text, start);
  const units = text.length - start;
  if (gaps < MIN_SPLITS || units > MAX_PIECE_UNITS * (gaps + 1)) return;
  const { signs, spelt } = splitsIn(text, source, start);
  if (isSplit(units, gaps, signs.length, Math.min(spaces, gaps - signs.length)))
    for (const unit of signs) joinAt(text, unit);
  else if (isSplit(units, gaps, spelt.length, gaps - spelt.length)) for (const unit of spelt) joinAt(text, unit);
}

/** Gaps between units, and those with a space. No branch depends on the text. */
function countGaps({ flags, length }: FoldedText, start: number): { gaps: number; spaces: number } {
  let [gaps, spaces] = [0, 0];
  for (let i = start + 1; i < length; i++) {
    const flag = flags[i] as number;
    gaps += ((flag & BOUNDARY) + BOUNDARY) >>> BOUNDARY_BITS;
    spaces += flag & SPACE_BREAK;
  }
  return { gaps, spaces };
}

/** `splits`: gaps inside words, `wordGaps`: gaps between them. */
function isSplit(units: number, gaps: number, splits: number, wordGaps: number): boolean {
  return splits >= MIN_SPLITS && splits * MAX_GAPS_PER_SPLIT >= gaps && units <= MAX_WORD_UNITS * (wordGaps + 1);
}

/** Units behind what may be a break inside a word: behind a single sign, and behind the most frequent gap of a spelt text. */
function splitsIn(text: FoldedText, source: string, start: number): { signs: number[]; spelt: number[] } {
  const signs: number[] = [];
  let elisions = 0;
  const unitsByGap = new Map<string, number[]>();
  for (let i = start + 1; i < text.length; i++) {
    if (!isBetweenLetters(text, i)) continue;
    const gap = gapBefore(text, source, i);
    if (SIGN.test(gap)) signs.push(i);
    if (isElision(text, gap, i)) elisions++;
    const units = unitsByGap.get(gap);
    if (units === undefined) unitsByGap.set(gap, [i]);
    else units.push(i);
  }
  const [[, frequent] = ['', []], ...others] = [...unitsByGap].toSorted(([, a], [, b]) => b.length - a.length);
  // A comma ends words of a text whose letters and words have the same space between them, and no more is known of those
  const wide = others.reduce((sum, [gap, units]) => (/^\s+$/u.test(gap) ? sum + units.length : sum), 0);
  const isSpelt =
    // Words of Hangul are as short as these pieces
    (text.scripts[HANGUL] ?? 0) === 0 && text.length - start < MAX_SPELT_UNITS * (frequent.length + wide);
  return {
    signs: elisions * 3 > 2 * signs.length ? [] : signs,
    spelt: isSpelt && wide * MAX_GAPS_PER_WIDE >= frequent.length ? frequent : [],
  };
}

/** As in "l'offre qu'on": an apostrophe behind one or two letters at the start of a word. */
function isElision({ flags }: FoldedText, gap: string, i: number): boolean {
  if (gap !== "'" && gap !== '\u2019') return false;
  const before = flags[i - 1] as number;
  const start = (before & BOUNDARY) === 0 ? (flags[i - 2] ?? 0) : before;
  return (start & SPACE_BREAK) !== 0;
}

/** Whether a line ends in a hyphen, with blanks behind it or not. Goes from line to line: a search for hyphens reads all letters. */
function hasHyphenAtLineEnd(source: string): boolean {
  for (let end = source.indexOf('\n'); end >= 0; end = source.indexOf('\n', end + 1)) {
    let at = end - 1;
    if (source.charAt(at) === '\r') at--;
    while (source.charAt(at) === ' ' || source.charAt(at) === '\t') at--;
    const last = source.charAt(at);
    if (last === '-' || last === '\u2010') return true;
  }
  return false;
}

function joinHyphenated(text: FoldedText, source: string, start: number): void {
  for (let i = start + 1; i < text.length; i++) {
    if (!isBetweenLetters(text, i) || !HYPHEN_AT_LINE_END.test(gapBefore(text, source, i))) continue;
    const letter = source.charAt(text.offsets[i] as number);
    if (letter.toLowerCase() === letter) joinAt(text, i);
  }
}

/** Whether something separates two letters of scripts with spaces. */
function isBetweenLetters({ units, flags }: FoldedText, i: number): boolean {
  return ((flags[i] as number) & BOUNDARY) !== 0 && isLetter(units[i - 1] as number) && isLetter(units[i] as number);
}

function isLetter(unit: number): boolean {
  const flags = SCRIPT_OF[unit] as number;
  return (flags & UNSPACED) === 0 && (flags & SCRIPT_MASK) !== DIGIT;
}

/** What stands between two letters, without the marks of the first. */
function gapBefore({ offsets }: FoldedText, source: string, i: number): string {
  const before = offsets[i - 1] as number;
  const letter = String.fromCodePoint(source.codePointAt(before) ?? 0);
  return source.slice(before + letter.length, offsets[i]).replaceAll(/\p{M}/gu, '');
}

function joinAt({ flags }: FoldedText, unit: number): void {
  flags[unit] = ((flags[unit] as number) & ~BOUNDARY) | ZERO_WIDTH;
}
