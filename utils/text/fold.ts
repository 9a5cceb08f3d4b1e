/** Folding: see `FoldedText` for what comes out and `FoldTable` for the data it works by. One pass, linear. */
import { astral, isEmoji, span } from './astral.ts';
import { mendLookAlikes } from './confusables.ts';
import { emojiLetter } from './emoji-letters.ts';
import {
  CLAUSE,
  COMPOSE,
  DOT,
  DROP,
  EXPAND,
  FIRST_UNIT,
  FLAG_SHIFT,
  foldedUnit,
  HIDDEN,
  MARK,
  RARE,
  SCRIPT_SHIFT,
  SPACE,
  STOP,
  SYMBOL,
  type FoldTable,
} from './fold-table.ts';
import {
  CLAUSED,
  FoldedText,
  MAPPED,
  MARKED,
  MOST_PUZZLES,
  SIGNED,
  SPACED,
  STOPPED,
  TURNED,
  VEILED,
} from './folded-text.ts';
import { endOfSyllable, joinFinals } from './jamo.ts';
import { hidesLetter, letterFor, type Reading } from './leet.ts';
import { CYRILLIC, DIGIT, GREEK, HAN, HANGUL, LATIN, MYANMAR, SCRIPT_MASK, SCRIPT_OF } from './scripts.ts';
import { squeeze } from './squeeze.ts';
import { joinBroken } from './stops.ts';
import { fromZawgyi, isZawgyi } from './zawgyi.ts';

const LETTER_BIT = 21;
const TELLING_BIT = 23;
/** Scripts as they stand in `FoldTable.step`. */
const SCRIPT_BITS = 0x1f << SCRIPT_SHIFT;
const LATIN_BITS = LATIN << SCRIPT_SHIFT;
const DIGIT_BITS = DIGIT << SCRIPT_SHIFT;

/** Folds a text of its own. */
export function fold(source: string, table: FoldTable, reading: Reading = null): FoldedText {
  const text = new FoldedText(source.length + 8);
  foldInto(text, source, table, reading);
  return text;
}

/** Counts of scripts to go back to when a text turns out to be Zawgyi. */
const before = new Uint32Array(64);

/** Appends the folding of `source`; offsets count from the start of `source`. */
export function foldInto(text: FoldedText, source: string, table: FoldTable, reading: Reading = null): void {
  const start = text.length;
  const puzzles = text.puzzles.length;
  const digits = text.digits.length;
  const cyrillic = text.scripts[CYRILLIC] ?? 0;
  const greek = text.scripts[GREEK] ?? 0;
  text.reserve(source.length + 4);
  before.set(text.scripts);
  walk(text, source, table, reading);
  if ((text.scripts[MYANMAR] ?? 0) > (before[MYANMAR] ?? 0) && isZawgyi(source)) {
    text.scripts.set(before);
    text.puzzles.length = puzzles;
    text.digits.length = digits;
    text.length = start;
    foldZawgyi(text, source, table, reading);
  }
  if (reading === null && isLeet(text, puzzles, start)) {
    text.scripts.set(before);
    text.puzzles.length = puzzles;
    text.digits.length = digits;
    text.length = start;
    walk(text, source, table, 'all');
  }
  if ((text.scripts[HANGUL] ?? 0) > (before[HANGUL] ?? 0)) joinFinals(text, source, start);
  joinBroken(text, source, start);
  squeeze(text, start);
  const other = (text.scripts[CYRILLIC] ?? 0) - cyrillic + (text.scripts[GREEK] ?? 0) - greek;
  if (other > 0 && (text.scripts[LATIN] ?? 0) > 0) mendLookAlikes(text, start);
}

/** Words with signs for letters from which on a text may be written so throughout, and letters to each of them. */
const LEET_WORDS = 6;
const LETTERS_EACH = 16;

/** Whether most words of a text hold digits and signs for letters, so that little can be read in it as it is. */
function isLeet({ puzzles, flags, length }: FoldedText, first: number, start: number): boolean {
  if (puzzles.length - first < LEET_WORDS) return false;
  const end = puzzles.length < MOST_PUZZLES ? length : (puzzles.at(-1) as number);
  if (end - start > LETTERS_EACH * (puzzles.length - first)) return false;
  // A key or an address is full of digits, and is one word
  let words = 0;
  let unit = start;
  for (let i = first; i < puzzles.length; i++) {
    let parted = false;
    for (; unit < (puzzles[i] as number); unit++) parted ||= ((flags[unit] as number) & SPACED) !== 0;
    if (parted) words++;
  }
  return words >= LEET_WORDS && end - start <= LETTERS_EACH * words;
}

/** Folds the Unicode of a text in Zawgyi; offsets stay those of the text as written. */
function foldZawgyi(text: FoldedText, source: string, table: FoldTable, reading: Reading): void {
  const unicode = fromZawgyi(source);
  const start = text.length;
  text.reserve(unicode.text.length + 4);
  walk(text, unicode.text, table, reading);
  for (let i = start; i < text.length; i++) text.at[i] = unicode.at[text.at[i] as number] as number;
}

function walk(text: FoldedText, source: string, table: FoldTable, reading: Reading): void {
  const folding = new Folding(text, source, table);
  const n = source.length;
  while (folding.i < n) {
    if (reading === null) folding.skim();
    if (folding.i < n) folding.attend(reading);
  }
  folding.end();
}

/** Where folding of one text stands. */
class Folding {
  private readonly text: FoldedText;
  private readonly source: string;
  private readonly table: FoldTable;
  /** Next unit of the source, and of the folded text. */
  i = 0;
  private k: number;
  /** Flags of what stood since the last letter. */
  private pending = STOPPED;
  /** Script of the stretch that is being read, shifted as in `step`; its first unit, and what tells in it. */
  private last = 0;
  private begun: number;
  private telling = 0;

  constructor(text: FoldedText, source: string, table: FoldTable) {
    this.text = text;
    this.source = source;
    this.table = table;
    this.k = this.begun = text.length;
  }

  /** Reads on to the next rare unit or change of script. No branch here depends on where words end. */
  skim(): void {
    const { source } = this;
    const { step } = this.table;
    const { units, at, flags } = this.text;
    const { last } = this;
    let { i, k, pending, telling } = this;
    for (const n = source.length; i < n; i++) {
      const c = source.charCodeAt(i);
      const w = step[c] as number;
      /** All ones for a letter, else 0. */
      const letter = (w << (31 - LETTER_BIT)) >> 31;
      if ((((w ^ last) & letter & SCRIPT_BITS) | (w & RARE)) !== 0) break;
      units[k] = c + w;
      at[k] = i;
      flags[k] = pending;
      k -= letter;
      telling += (w >> TELLING_BIT) & 1;
      pending = (pending | (w >>> FLAG_SHIFT)) & ~letter;
    }
    this.i = i;
    this.k = k;
    this.pending = pending;
    this.telling = telling;
  }

  /** Reads one unit, or one character beyond the basic plane. */
  attend(reading: Reading): void {
    const { source, i } = this;
    const { step } = this.table;
    const c = source.charCodeAt(i);
    let unit = foldedUnit(step, c);
    this.i++;
    if (reading !== null && (unit < FIRST_UNIT || unit <= 0x39)) {
      const letter = letterFor(source, i, c, unit, step, reading);
      if (letter !== 0) {
        unit = letter;
        this.pending |= MAPPED;
      }
    }
    if (unit >= FIRST_UNIT) {
      if (this.pending === 0 && isMixed(scriptOf(unit), this.last)) this.note(i);
      this.put(unit, i);
      this.telling += ((step[c] as number) >> TELLING_BIT) & 1;
      return;
    }
    switch (unit) {
      case SPACE:
        this.pending |= SPACED;
        return;
      case MARK:
        if (c === 0x40 || c === 0x24) this.noteSign(i);
        this.pending |= MARKED;
        return;
      case CLAUSE:
        this.pending |= CLAUSED;
        return;
      case STOP:
        if (c === 0x21) this.noteSign(i);
        this.pending |= STOPPED;
        return;
      case DOT:
        this.pending |= isInside(source, i + 1, step) ? MARKED : STOPPED;
        return;
      case SYMBOL:
        if (!this.putEmojiLetter(i)) this.pending |= SIGNED;
        return;
      case HIDDEN:
        this.pending |= VEILED;
        return;
      case DROP:
        return;
      case COMPOSE: {
        const joined = compose(this.text.units, this.text.flags, this.k, c, step);
        // A jamo that joins nothing stands by itself, and is no letter of the count
        if (joined > this.k) this.text.at[this.k] = i;
        this.begun += joined - this.k;
        this.k = joined;
        return;
      }
      case EXPAND:
        this.putAll(this.table.expansion.get(c) ?? [], i);
        return;
      default:
        if (isEmoji(source, i)) {
          if (!this.putEmojiLetter(i)) this.pending |= SIGNED;
          this.i++;
          return;
        }
        this.putAll(astral(source, i, step), i);
        this.i = i + span(source, i);
    }
  }

  end(): void {
    this.turn(0);
    this.text.length = this.k;
    // Looking one unit ahead sees nothing, also where an earlier text was longer
    this.text.units[this.k] = 0;
    this.text.flags[this.k] = 0;
  }

  private putAll(units: readonly number[], i: number): void {
    this.text.length = this.k;
    this.text.reserve(units.length + this.source.length - i + 1);
    for (const unit of units) {
      if (unit >= FIRST_UNIT) this.put(unit, i);
      else this.pending |= unit === SYMBOL ? SIGNED : VEILED;
    }
  }

  private putEmojiLetter(i: number): boolean {
    const letter = this.last === LATIN_BITS ? emojiLetter(this.source, i, this.table.step) : 0;
    if (letter === 0) return false;
    this.pending |= MAPPED;
    this.put(letter, i);
    return true;
  }

  private put(unit: number, i: number): void {
    const { text, k } = this;
    const script = scriptOf(unit);
    if (script !== this.last) {
      this.turn(script);
      this.pending |= TURNED;
    }
    text.units[k] = unit;
    text.at[k] = i;
    text.flags[k] = this.pending;
    this.k++;
    this.pending = 0;
  }

  /** The writing system changes: counts the stretch that ends. */
  private turn(script: number): void {
    const { text, k, last } = this;
    const index = last >> SCRIPT_SHIFT;
    text.scripts[index] = (text.scripts[index] as number) + k - this.begun;
    if (index === HAN) text.traditional += this.telling;
    else if (index === LATIN) text.vietnamese += this.telling;
    if (last === DIGIT_BITS || script === DIGIT_BITS) text.digits.push(k);
    this.begun = k;
    this.telling = 0;
    this.last = script;
  }

  private noteSign(i: number): void {
    if (this.pending === 0 && this.last === LATIN_BITS) this.note(i);
  }

  private note(i: number): void {
    const { puzzles } = this.text;
    if (puzzles.length < MOST_PUZZLES && hidesLetter(this.source, i, this.table.step)) puzzles.push(this.k);
  }
}

const scriptOf = (unit: number): number => ((SCRIPT_OF[unit] as number) & SCRIPT_MASK) << SCRIPT_SHIFT;

/** A dot before something of the same line stands inside a number, an address or an abbreviation. */
function isInside(source: string, next: number, step: Int32Array): boolean {
  return next < source.length && foldedUnit(step, source.charCodeAt(next)) !== SPACE && !isLineEnd(source, next);
}

/** Digits beside Latin letters. */
function isMixed(script: number, last: number): boolean {
  const here = script & SCRIPT_BITS;
  return (here === DIGIT_BITS && last === LATIN_BITS) || (here === LATIN_BITS && last === DIGIT_BITS);
}

function isLineEnd(source: string, i: number): boolean {
  const c = source.charCodeAt(i);
  return c === 0x0a || c === 0x0d;
}

/** Joins a jamo or a voicing mark with the unit before, where the two make one letter. */
function compose(units: Uint16Array, flags: Uint8Array, k: number, c: number, step: Int32Array): number {
  if (k > 0) {
    // The voicing marks that stand by themselves (U+309B, U+309C) join as those that do not
    const mark = c === 0x309b || c === 0x309c ? c - 2 : c;
    const joined = String.fromCharCode(units[k - 1] ?? 0, mark).normalize('NFKC');
    if (joined.length === 1) {
      units[k - 1] = foldedUnit(step, joined.charCodeAt(0));
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

/** Where the original of units `from` to `to` (exclusive) ends: after the last letter and the signs that sit on it. */
export function endOf(text: FoldedText, source: string, to: number, table: FoldTable): number {
  const begin = text.at[to - 1] ?? 0;
  let end = begin + span(source, begin);
  while (end < source.length && isAttached(foldedUnit(table.step, source.charCodeAt(end)))) end++;
  const next = to < text.length ? (text.at[to] as number) : 0;
  return endOfSyllable(source, text.units[to - 1] as number, begin, end, next > begin ? next : source.length);
}

function isAttached(code: number): boolean {
  return code === DROP || code === COMPOSE;
}
