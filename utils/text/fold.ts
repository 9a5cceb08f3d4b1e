/**
 * Folds a text to its letters and digits: `FoldedText` describes the result, `FoldTable` the data. Linear in the length.
 */
import { foldSupplementary, isEmojiPair, codeUnitLength } from './supplementary.ts';
import { replaceConfusables } from './confusables.ts';
import { emojiLetter } from './emoji-letter.ts';
import {
  CLAUSE,
  COMPOSE,
  DOT,
  DROP,
  EXPAND,
  FIRST_UNIT as firstUnit,
  FLAG_SHIFT as flagShift,
  foldedUnit,
  INVISIBLE,
  MARK,
  SPECIAL as special,
  SCRIPT_SHIFT as scriptShift,
  SPACE,
  STOP,
  SYMBOL,
  type FoldTable,
} from './fold-table.ts';
import {
  CLAUSE_BREAK as clauseBreak,
  FoldedText,
  SUBSTITUTED as substituted,
  MARK_BREAK as markBreak,
  MAX_SUBSTITUTION_CANDIDATES,
  SYMBOL_BREAK as symbolBreak,
  SPACE_BREAK as spaceBreak,
  SENTENCE_BREAK as sentenceBreak,
  SCRIPT_CHANGE as scriptChange,
  ZERO_WIDTH as zeroWidth,
} from './folded-text.ts';
import { joinFinals } from './join-finals.ts';
import { joinSplitWords } from './split-words.ts';
import { endOfLongWord, isLeetWord, letterFor, mayStandForLetter, type LeetReading } from './leet.ts';
import {
  CYRILLIC,
  DIGIT as digit,
  GREEK,
  HAN,
  HANGUL,
  LATIN as latin,
  MYANMAR,
  SCRIPT_MASK as scriptMask,
  SCRIPT_OF as scriptOf,
} from './scripts.ts';
import { collapseRepeats } from './collapse-repeats.ts';
import { joinBrokenSentences } from './broken-sentences.ts';
import { zawgyiToUnicode, isZawgyi } from './zawgyi.ts';

// Own copies: V8 folds the constants of a module, but reads imported ones from memory at each use
const FIRST_UNIT = firstUnit;
const FLAG_SHIFT = flagShift;
const SPECIAL = special;
const SCRIPT_SHIFT = scriptShift;
const CLAUSE_BREAK = clauseBreak;
const SUBSTITUTED = substituted;
const MARK_BREAK = markBreak;
const SYMBOL_BREAK = symbolBreak;
const SPACE_BREAK = spaceBreak;
const SENTENCE_BREAK = sentenceBreak;
const SCRIPT_CHANGE = scriptChange;
const ZERO_WIDTH = zeroWidth;
const DIGIT = digit;
const LATIN = latin;
const SCRIPT_MASK = scriptMask;
const SCRIPT_OF = scriptOf;

const LETTER_BIT = 21;
const LANGUAGE_MARKER_BIT = 23;
/** Script numbers at their place in an entry of `FoldTable.unitTable`. */
const SCRIPT_BITS = 0x1f << SCRIPT_SHIFT;
const LATIN_BITS = LATIN << SCRIPT_SHIFT;
const DIGIT_BITS = DIGIT << SCRIPT_SHIFT;

/** Folds a text; `reading`: how digits and signs are read as letters, null: as they are. */
export function fold(source: string, table: FoldTable, reading: LeetReading = null): FoldedText {
  const text = new FoldedText(source.length + 8);
  foldInto(text, source, table, reading);
  return text;
}

/** Appends the folded units of `source` to `text`; their offsets count from the start of `source`. */
export function foldInto(text: FoldedText, source: string, table: FoldTable, reading: LeetReading = null): void {
  const start = text.length;
  const candidates = text.substitutionCandidates.length;
  const digitBoundCount = text.digitBounds.length;
  const cyrillicBefore = text.scripts[CYRILLIC] ?? 0;
  const greekBefore = text.scripts[GREEK] ?? 0;
  text.reserve(source.length + 4);
  // Restored when the text is folded again in another way
  const { scriptsBefore } = text;
  scriptsBefore.set(text.scripts);
  foldSource(text, source, table, reading);
  if ((text.scripts[MYANMAR] ?? 0) > (scriptsBefore[MYANMAR] ?? 0) && isZawgyi(source)) {
    text.scripts.set(scriptsBefore);
    text.substitutionCandidates.length = candidates;
    text.digitBounds.length = digitBoundCount;
    text.length = start;
    foldZawgyi(text, source, table, reading);
  }
  if (reading === null && isWrittenInLeet(text, candidates, start)) {
    text.scripts.set(scriptsBefore);
    text.substitutionCandidates.length = candidates;
    text.digitBounds.length = digitBoundCount;
    text.length = start;
    foldSource(text, source, table, 'all');
  }
  if ((text.scripts[HANGUL] ?? 0) > (scriptsBefore[HANGUL] ?? 0)) joinFinals(text, source, start);
  joinSplitWords(text, source, start);
  joinBrokenSentences(text, source, start);
  collapseRepeats(text, start);
  const otherLetters = (text.scripts[CYRILLIC] ?? 0) - cyrillicBefore + (text.scripts[GREEK] ?? 0) - greekBefore;
  if (otherLetters > 0 && (text.scripts[LATIN] ?? 0) > 0) replaceConfusables(text, start);
}

/** A text counts as written in leet with this many leet words, and at most this many units for each. */
const MIN_LEET_WORDS = 6;
const MAX_UNITS_PER_LEET_WORD = 16;

/** Whether most words of a text have digits and signs for letters. Few of its words can then be matched as they are. */
function isWrittenInLeet(
  { substitutionCandidates, flags, length }: FoldedText,
  firstCandidate: number,
  start: number,
): boolean {
  if (substitutionCandidates.length - firstCandidate < MIN_LEET_WORDS) return false;
  const end =
    substitutionCandidates.length < MAX_SUBSTITUTION_CANDIDATES ? length : (substitutionCandidates.at(-1) as number);
  if (end - start > MAX_UNITS_PER_LEET_WORD * (substitutionCandidates.length - firstCandidate)) return false;
  // A key or an address is full of digits, but is one word
  let words = 0;
  let unit = start;
  for (let i = firstCandidate; i < substitutionCandidates.length; i++) {
    let hasSpace = false;
    for (; unit < (substitutionCandidates[i] as number); unit++)
      hasSpace ||= ((flags[unit] as number) & SPACE_BREAK) !== 0;
    if (hasSpace) words++;
  }
  return words >= MIN_LEET_WORDS && end - start <= MAX_UNITS_PER_LEET_WORD * words;
}

/** Folds a text written in Zawgyi: converts it to Unicode, and keeps the offsets of the text as written. */
function foldZawgyi(text: FoldedText, source: string, table: FoldTable, reading: LeetReading): void {
  const unicode = zawgyiToUnicode(source);
  const start = text.length;
  text.reserve(unicode.text.length + 4);
  foldSource(text, unicode.text, table, reading);
  for (let i = start; i < text.length; i++) text.offsets[i] = unicode.offsets[text.offsets[i] as number] as number;
}

function foldSource(text: FoldedText, source: string, table: FoldTable, reading: LeetReading): void {
  const pass = new FoldPass(text, source, table);
  const n = source.length;
  while (pass.sourceIndex < n) {
    if (reading === null) pass.foldCommonUnits();
    if (pass.sourceIndex < n) pass.foldSpecialUnit(reading);
  }
  pass.finish();
}

/** State of folding one source text. */
class FoldPass {
  private readonly text: FoldedText;
  private readonly source: string;
  private readonly table: FoldTable;
  /** Next position to read in the source; `unitIndex`: next position to write in the folded text. */
  sourceIndex = 0;
  private unitIndex: number;
  /** Flags of the separators since the last letter. */
  private pendingFlags = SENTENCE_BREAK;
  /** Offset before which no word is written in leet: a word too long for that ends there. */
  private longWordEnd = 0;
  /** Script of the current run of units, shifted as in the table; where it starts; its language markers. */
  private currentScript = 0;
  private scriptStart: number;
  private markerCount = 0;

  constructor(text: FoldedText, source: string, table: FoldTable) {
    this.text = text;
    this.source = source;
    this.table = table;
    this.unitIndex = this.scriptStart = text.length;
  }

  /** Folds up to the next special unit or change of script. No branch here depends on where words end. */
  foldCommonUnits(): void {
    const { source } = this;
    const { unitTable } = this.table;
    const { units, offsets, flags } = this.text;
    const { currentScript } = this;
    let { sourceIndex, unitIndex, pendingFlags, markerCount } = this;
    for (const n = source.length; sourceIndex < n; sourceIndex++) {
      const c = source.charCodeAt(sourceIndex);
      const w = unitTable[c] as number;
      /** All ones for a letter, else 0. */
      const letter = (w << (31 - LETTER_BIT)) >> 31;
      if ((((w ^ currentScript) & letter & SCRIPT_BITS) | (w & SPECIAL)) !== 0) break;
      units[unitIndex] = c + w;
      offsets[unitIndex] = sourceIndex;
      flags[unitIndex] = pendingFlags;
      unitIndex -= letter;
      markerCount += (w >> LANGUAGE_MARKER_BIT) & 1;
      pendingFlags = (pendingFlags | (w >>> FLAG_SHIFT)) & ~letter;
    }
    this.sourceIndex = sourceIndex;
    this.unitIndex = unitIndex;
    this.pendingFlags = pendingFlags;
    this.markerCount = markerCount;
  }

  /** Folds one unit, or one character of a supplementary plane. */
  foldSpecialUnit(reading: LeetReading): void {
    const { source, sourceIndex } = this;
    const { unitTable } = this.table;
    const c = source.charCodeAt(sourceIndex);
    let unit = foldedUnit(unitTable, c);
    this.sourceIndex++;
    if (reading !== null && (unit < FIRST_UNIT || unit <= 0x39)) {
      const letter = letterFor(source, sourceIndex, unit, unitTable, reading);
      if (letter !== 0) {
        unit = letter;
        this.pendingFlags |= SUBSTITUTED;
      }
    }
    if (unit >= FIRST_UNIT) {
      if (this.pendingFlags === 0 && isDigitBesideLatin(scriptBits(unit), this.currentScript))
        this.recordCandidate(sourceIndex);
      this.appendUnit(unit, sourceIndex);
      this.markerCount += ((unitTable[c] as number) >> LANGUAGE_MARKER_BIT) & 1;
      return;
    }
    switch (unit) {
      case SPACE:
        this.pendingFlags |= SPACE_BREAK;
        return;
      case MARK:
        if (c === 0x40 || c === 0x24) this.recordSignCandidate(sourceIndex);
        this.pendingFlags |= MARK_BREAK;
        return;
      case CLAUSE:
        this.pendingFlags |= CLAUSE_BREAK;
        return;
      case STOP:
        if (c === 0x21) this.recordSignCandidate(sourceIndex);
        this.pendingFlags |= SENTENCE_BREAK;
        return;
      case DOT:
        this.pendingFlags |= isInsideToken(source, sourceIndex + 1, unitTable) ? MARK_BREAK : SENTENCE_BREAK;
        return;
      case SYMBOL:
        if (!this.appendEmojiLetter(sourceIndex)) this.pendingFlags |= SYMBOL_BREAK;
        return;
      case INVISIBLE:
        this.pendingFlags |= ZERO_WIDTH;
        return;
      case DROP:
        return;
      case COMPOSE: {
        const joined = composeWithPrevious(this.text.units, this.text.flags, this.unitIndex, c, unitTable);
        // A jamo that joins nothing stays a unit of its own; the script count leaves it out
        if (joined > this.unitIndex) this.text.offsets[this.unitIndex] = sourceIndex;
        this.scriptStart += joined - this.unitIndex;
        this.unitIndex = joined;
        return;
      }
      case EXPAND:
        this.appendUnits(this.table.expansion.get(c) ?? [], sourceIndex);
        return;
      default:
        if (isEmojiPair(source, sourceIndex)) {
          if (!this.appendEmojiLetter(sourceIndex)) this.pendingFlags |= SYMBOL_BREAK;
          this.sourceIndex++;
          return;
        }
        this.appendUnits(foldSupplementary(source, sourceIndex, unitTable), sourceIndex);
        this.sourceIndex = sourceIndex + codeUnitLength(source, sourceIndex);
    }
  }

  finish(): void {
    this.changeScript(0);
    this.text.length = this.unitIndex;
    // Code that looks one unit ahead must not see the rest of a longer, earlier text
    this.text.units[this.unitIndex] = 0;
    this.text.flags[this.unitIndex] = 0;
  }

  private appendUnits(units: readonly number[], i: number): void {
    this.text.length = this.unitIndex;
    this.text.reserve(units.length + this.source.length - i + 1);
    for (const unit of units) {
      if (unit >= FIRST_UNIT) this.appendUnit(unit, i);
      else this.pendingFlags |= unit === SYMBOL ? SYMBOL_BREAK : ZERO_WIDTH;
    }
  }

  private appendEmojiLetter(i: number): boolean {
    const letter = this.currentScript === LATIN_BITS ? emojiLetter(this.source, i, this.table.unitTable) : 0;
    if (letter === 0) return false;
    this.pendingFlags |= SUBSTITUTED;
    this.appendUnit(letter, i);
    return true;
  }

  private appendUnit(unit: number, i: number): void {
    const { text, unitIndex } = this;
    const script = scriptBits(unit);
    if (script !== this.currentScript) {
      this.changeScript(script);
      this.pendingFlags |= SCRIPT_CHANGE;
    }
    text.units[unitIndex] = unit;
    text.offsets[unitIndex] = i;
    text.flags[unitIndex] = this.pendingFlags;
    this.unitIndex++;
    this.pendingFlags = 0;
  }

  /** Counts the run of units that ends where the script changes. */
  private changeScript(script: number): void {
    const { text, unitIndex, currentScript } = this;
    const index = currentScript >> SCRIPT_SHIFT;
    text.scripts[index] = (text.scripts[index] as number) + unitIndex - this.scriptStart;
    if (index === HAN) text.traditionalIdeographs += this.markerCount;
    else if (index === LATIN) text.vietnameseLetters += this.markerCount;
    if (currentScript === DIGIT_BITS || script === DIGIT_BITS) text.digitBounds.push(unitIndex);
    this.scriptStart = unitIndex;
    this.markerCount = 0;
    this.currentScript = script;
  }

  private recordSignCandidate(i: number): void {
    if (this.pendingFlags === 0 && this.currentScript === LATIN_BITS) this.recordCandidate(i);
  }

  private recordCandidate(i: number): void {
    const { substitutionCandidates } = this.text;
    if (substitutionCandidates.length >= MAX_SUBSTITUTION_CANDIDATES) return;
    if (mayStandForLetter(this.source, i, this.table.unitTable) || this.isInLeetWord(i))
      substitutionCandidates.push(this.unitIndex);
  }

  private isInLeetWord(i: number): boolean {
    const { unitTable } = this.table;
    if (i < this.longWordEnd) return false;
    if (isLeetWord(this.source, i, unitTable, 4)) return true;
    this.longWordEnd = endOfLongWord(this.source, i, unitTable);
    return false;
  }
}

const scriptBits = (unit: number): number => ((SCRIPT_OF[unit] as number) & SCRIPT_MASK) << SCRIPT_SHIFT;

/** A dot followed by text of the same line is part of a number, an address or an abbreviation. */
function isInsideToken(source: string, next: number, unitTable: Int32Array): boolean {
  return next < source.length && foldedUnit(unitTable, source.charCodeAt(next)) !== SPACE && !isLineEnd(source, next);
}

/** A digit after a Latin letter, or the reverse. */
function isDigitBesideLatin(script: number, last: number): boolean {
  const here = script & SCRIPT_BITS;
  return (here === DIGIT_BITS && last === LATIN_BITS) || (here === LATIN_BITS && last === DIGIT_BITS);
}

function isLineEnd(source: string, i: number): boolean {
  const c = source.charCodeAt(i);
  return c === 0x0a || c === 0x0d;
}

/** Joins a jamo or a voicing mark with the previous unit where the two are one letter. Returns the new length. */
function composeWithPrevious(
  units: Uint16Array,
  flags: Uint8Array,
  k: number,
  c: number,
  unitTable: Int32Array,
): number {
  if (k > 0) {
    // The spacing voicing marks (U+309B, U+309C) join like the combining ones
    const mark = c === 0x309b || c === 0x309c ? c - 2 : c;
    const joined = String.fromCharCode(units[k - 1] ?? 0, mark).normalize('NFKC');
    if (joined.length === 1) {
      units[k - 1] = foldedUnit(unitTable, joined.charCodeAt(0));
      return k;
    }
  }
  if (c >= 0x1160 && c <= 0x11ff) {
    units[k] = c;
    flags[k] = 0;
    return k + 1;
  }
  return k;
}
