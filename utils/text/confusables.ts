/**
 * Confusables: letters of one alphabet that look like another's and disguise a word ("Теlеgram" with Cyrillic letters).
 * Words that mix alphabets are replaced. So are words of confusables alone, when the text around them is in the other
 * alphabet. Real Russian or Greek stays as written.
 */
import { BOUNDARY as boundary, SUBSTITUTED, SCRIPT_CHANGE, type FoldedText } from './folded-text.ts';
import {
  CYRILLIC as cyrillic,
  GREEK as greek,
  LATIN as latin,
  SCRIPT_MASK as scriptMask,
  SCRIPT_OF as scriptOf,
} from './scripts.ts';

// Own copies: V8 folds the constants of a module, but reads imported ones from memory at each use
const BOUNDARY = boundary;
const CYRILLIC = cyrillic;
const GREEK = greek;
const LATIN = latin;
const SCRIPT_MASK = scriptMask;
const SCRIPT_OF = scriptOf;

const TO_LATIN = letterMap('аеорсухіјѕһԁԛԝвкмнтьгиєяαοεινκρτυχβζημωγσ', 'aeopcyxijshdqwbkmhtbrneraoeivkptuxbznmwyo');
const TO_CYRILLIC = letterMap('aeopcyxijskmtbhnru', 'аеорсухіјѕкмтвнпги');

/** By unit: 1 for a letter that looks like one of the other alphabet. */
const IS_CONFUSABLE = new Uint8Array(65_536);
for (const unit of [...TO_LATIN.keys(), ...TO_CYRILLIC.keys()]) IS_CONFUSABLE[unit] = 1;

function letterMap(from: string, to: string): ReadonlyMap<number, number> {
  return new Map(Array.from(from).map((letter, index) => [letter.charCodeAt(0), to.charCodeAt(index)]));
}

/** The alphabet around a word is counted in its block of this many units and the blocks beside it. */
const CONTEXT_BLOCK_UNITS = 64;

/** Replaces confusables from unit `start` on. For texts that mix Latin with Cyrillic or Greek letters. */
export function replaceConfusables(text: FoldedText, start: number): void {
  let countedBlock = -1;
  let latin = 0;
  let other = 0;
  for (let i = nextNonLatin(text, start); i < text.length; i = nextNonLatin(text, i)) {
    let from = i;
    while (from > start && !isWordBreak(text, from)) from--;
    while (++i < text.length && !isWordBreak(text, i));
    // Count nearby letters only: a Russian post may follow a long English one. Leave confusables out of the count: in
    // a disguised text they are the majority
    const block = Math.floor(from / CONTEXT_BLOCK_UNITS);
    if (block !== countedBlock) {
      ({ latin, other } = countUnambiguous(
        text,
        Math.max(start, (block - 1) * CONTEXT_BLOCK_UNITS),
        Math.min(text.length, (block + 2) * CONTEXT_BLOCK_UNITS),
      ));
      countedBlock = block;
    }
    replaceInWord(text, from, i, latin > 4 * other, other > 4 * latin);
  }
}

/** Index of the next Cyrillic or Greek letter from `from` on, or the length. */
function nextNonLatin({ units, length }: FoldedText, from: number): number {
  for (let i = from; i < length; i++) if (isNonLatin(SCRIPT_OF[units[i] as number] as number)) return i;
  return length;
}

const isNonLatin = (script: number): boolean => (script & SCRIPT_MASK) === CYRILLIC || (script & SCRIPT_MASK) === GREEK;

/** Whether a word ends before unit `i`; a change of alphabet is no word end here. */
function isWordBreak(text: FoldedText, i: number): boolean {
  return ((text.flags[i] ?? 0) & BOUNDARY) !== 0 || !isLetter(text.units[i] ?? 0) || !isLetter(text.units[i - 1] ?? 0);
}

function isLetter(unit: number): boolean {
  const script = (SCRIPT_OF[unit] ?? 0) & SCRIPT_MASK;
  return script === LATIN || script === CYRILLIC || script === GREEK;
}

function countAlphabets(text: FoldedText, from: number, to: number): { latin: number; other: number } {
  let latin = 0;
  let other = 0;
  for (let i = from; i < to; i++) {
    const script = SCRIPT_OF[text.units[i] as number] as number;
    latin += (script & SCRIPT_MASK) === LATIN ? 1 : 0;
    other += isNonLatin(script) ? 1 : 0;
  }
  return { latin, other };
}

/** As `countAlphabets`, without confusables. */
function countUnambiguous(text: FoldedText, from: number, to: number): { latin: number; other: number } {
  let latin = 0;
  let other = 0;
  for (let i = from; i < to; i++) {
    const unit = text.units[i] as number;
    if (IS_CONFUSABLE[unit] === 1) continue;
    const script = SCRIPT_OF[unit] as number;
    if ((script & SCRIPT_MASK) === LATIN) latin++;
    else if (isNonLatin(script)) other++;
  }
  return { latin, other };
}

function replaceInWord(text: FoldedText, from: number, to: number, isLatinText: boolean, isOtherText: boolean): void {
  const { latin, other } = countAlphabets(text, from, to);
  if (other === 0 || (latin === 0 && !isLatinText)) return;
  if (latin > 0 && (isOtherText || (other > latin && !isLatinText))) replaceLetters(text, from, to, TO_CYRILLIC, LATIN);
  else if (latin > 0 || isAllConfusable(text, from, to)) replaceLetters(text, from, to, TO_LATIN, null);
}

function isAllConfusable(text: FoldedText, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!TO_LATIN.has(text.units[i] ?? 0)) return false;
  return true;
}

function replaceLetters(
  text: FoldedText,
  from: number,
  to: number,
  table: ReadonlyMap<number, number>,
  onlyScript: number | null,
): void {
  for (let i = from; i < to; i++) {
    const unit = text.units[i] ?? 0;
    const replacement = table.get(unit);
    if (replacement === undefined || (onlyScript !== null && ((SCRIPT_OF[unit] ?? 0) & SCRIPT_MASK) !== onlyScript))
      continue;
    text.units[i] = replacement;
    text.flags[i] = (text.flags[i] ?? 0) | SUBSTITUTED;
  }
  // The word is now of one alphabet: remove the script changes inside it
  for (let i = from + 1; i < to; i++) {
    const before = (SCRIPT_OF[text.units[i - 1] ?? 0] ?? 0) & SCRIPT_MASK;
    if (((SCRIPT_OF[text.units[i] ?? 0] ?? 0) & SCRIPT_MASK) === before) {
      text.flags[i] = (text.flags[i] ?? 0) & ~SCRIPT_CHANGE;
    }
  }
}
