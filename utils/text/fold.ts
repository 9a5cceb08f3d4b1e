/** Folding: see `FoldedText` for what comes out and `FoldTable` for the data it works by. One pass, linear. */
import { mendLookAlikes } from './confusables.ts';
import {
  CLAUSE,
  COMPOSE,
  DOT,
  DROP,
  EXPAND,
  FIRST_UNIT,
  HIDDEN,
  HIGH_SURROGATE,
  MARK,
  SPACE,
  STOP,
  SYMBOL,
  type FoldTable,
} from './fold-table.ts';
import {
  BOUNDARY,
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
import {
  CYRILLIC,
  DIGIT,
  FLAG_BASE,
  GREEK,
  HAN,
  LATIN,
  MYANMAR,
  RARE_HAN_BASE,
  RARE_HAN_SIZE,
  SCRIPT_MASK,
  SCRIPT_OF,
} from './scripts.ts';
import { fromZawgyi, isZawgyi } from './zawgyi.ts';

/** Digits and signs read as letters; null: as they are. `1` and `!` stand for i in one reading and l in the other. */
export type Reading = null | 'i' | 'l';

const LEET = '@a$s0o3e4a5s7t8b9g';
const ASCII_A = 0x61;

/** Folds a text of its own. */
export function fold(source: string, table: FoldTable, reading: Reading = null): FoldedText {
  const text = new FoldedText(source.length + 8);
  foldInto(text, source, table, reading);
  return text;
}

/** Appends the folding of `source`; offsets count from the start of `source`. */
export function foldInto(text: FoldedText, source: string, table: FoldTable, reading: Reading = null): void {
  const start = text.length;
  const puzzles = text.puzzles.length;
  const cyrillic = text.scripts[CYRILLIC] ?? 0;
  const greek = text.scripts[GREEK] ?? 0;
  text.reserve(source.length + 4);
  const before = text.scripts.slice();
  walk(text, source, table, reading);
  if ((text.scripts[MYANMAR] ?? 0) > (before[MYANMAR] ?? 0) && isZawgyi(source)) {
    text.scripts.set(before);
    text.puzzles.splice(puzzles);
    text.length = start;
    foldZawgyi(text, source, table, reading);
  }
  const other = (text.scripts[CYRILLIC] ?? 0) - cyrillic + (text.scripts[GREEK] ?? 0) - greek;
  if (other > 0 && (text.scripts[LATIN] ?? 0) > 0) mendLookAlikes(text, start);
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
  const unitOf = table.unit;
  const { scripts } = text;
  let { units, at, flags } = text;
  let k = text.length;
  let pending = STOPPED;
  let last = 0;
  let traditional = 0;
  const n = source.length;
  for (let i = 0; i < n; i++) {
    const c = source.charCodeAt(i);
    let unit = unitOf[c] as number;
    if (reading !== null && (unit < FIRST_UNIT || unit <= 0x39)) {
      const letter = letterFor(source, i, c, unit, unitOf, reading);
      if (letter !== 0) {
        unit = letter;
        pending |= MAPPED;
      }
    }
    if (unit >= FIRST_UNIT) {
      const script = (SCRIPT_OF[unit] as number) & SCRIPT_MASK;
      if (script !== last) {
        pending |= TURNED;
        if (pending === TURNED && isMixed(script, last)) note(text, k, source, i, unitOf);
        last = script;
      }
      (scripts[script] as number)++;
      if (unit !== c) {
        if (script === HAN) traditional++;
        else if (c >= 0xc0 && script === LATIN && isVietnamese(c)) text.vietnamese++;
      }
      units[k] = unit;
      at[k] = i;
      flags[k++] = pending;
      pending = 0;
      continue;
    }
    switch (unit) {
      case SPACE:
        pending |= SPACED;
        continue;
      case MARK:
        if ((c === 0x40 || c === 0x24) && pending === 0 && last === LATIN) note(text, k, source, i, unitOf);
        pending |= MARKED;
        continue;
      case CLAUSE:
        pending |= CLAUSED;
        continue;
      case STOP:
        if (c === 0x21 && pending === 0 && last === LATIN) note(text, k, source, i, unitOf);
        pending |= STOPPED;
        continue;
      case DOT:
        pending |=
          i + 1 < n && unitOf[source.charCodeAt(i + 1)] !== SPACE && !isLineEnd(source, i + 1) ? MARKED : STOPPED;
        continue;
      case SYMBOL:
        pending |= SIGNED;
        continue;
      case HIDDEN:
        pending |= VEILED;
        continue;
      case DROP:
        continue;
      case COMPOSE:
        k = compose(units, flags, k, c, unitOf);
        continue;
      default:
        break;
    }
    const more = unit === EXPAND ? (table.expansion.get(c) ?? []) : astral(source, i, unitOf);
    if (k + more.length + (n - i) > units.length) {
      text.length = k;
      text.reserve(more.length + (n - i) + 16);
      ({ units, at, flags } = text);
    }
    for (const each of more) {
      if (each < FIRST_UNIT) {
        pending |= each === SYMBOL ? SIGNED : VEILED;
        continue;
      }
      const script = (SCRIPT_OF[each] as number) & SCRIPT_MASK;
      if (script !== last) pending |= TURNED;
      last = script;
      (scripts[script] as number)++;
      units[k] = each;
      at[k] = i;
      flags[k++] = pending;
      pending = 0;
    }
    if (unit === HIGH_SURROGATE) i += span(source, i) - 1;
  }
  text.length = k;
  text.traditional += traditional;
}

/** ạ to ỹ, ă, đ, ơ, ư. */
function isVietnamese(c: number): boolean {
  return (
    (c >= 0x1ea0 && c <= 0x1ef9) ||
    (c >= 0x102 && c <= 0x111) ||
    c === 0x1a1 ||
    c === 0x1b0 ||
    c === 0x1a0 ||
    c === 0x1af
  );
}

function note(text: FoldedText, unit: number, source: string, i: number, unitOf: Uint16Array): void {
  if (text.puzzles.length < MOST_PUZZLES && hidesLetter(source, i, unitOf)) text.puzzles.push(unit);
}

/** Digits beside Latin letters. */
function isMixed(script: number, last: number): boolean {
  return (script === DIGIT && last === LATIN) || (script === LATIN && last === DIGIT);
}

/**
 * Whether a digit or sign at `i` or just before it may stand for a letter: one alone between letters of a word of four
 * or more ("K3mboja"), or one alone before four letters ("4dmin"). "B2B", "25k" and "10th" are none.
 */
function hidesLetter(source: string, i: number, unitOf: Uint16Array): boolean {
  const at = isAsciiLetter(unitOf[source.charCodeAt(i)]) ? i - 1 : i;
  let before = 0;
  while (before < 4 && isAsciiLetter(unitOf[source.charCodeAt(at - 1 - before)])) before++;
  let after = 0;
  while (after < 4 && isAsciiLetter(unitOf[source.charCodeAt(at + 1 + after)])) after++;
  return (
    (before > 0 && after > 0 && before + after >= 4) || (before === 0 && after >= 4) || (before >= 3 && after === 0)
  );
}

function isLineEnd(source: string, i: number): boolean {
  const c = source.charCodeAt(i);
  return c === 0x0a || c === 0x0d;
}

/** The letter a digit or sign stands for, or 0: only inside a word of at least two letters. */
function letterFor(
  source: string,
  i: number,
  c: number,
  unit: number,
  unitOf: Uint16Array,
  reading: 'i' | 'l',
): number {
  let letter = 0;
  if (c === 0x31 || c === 0x21 || c === 0x7c) letter = reading.charCodeAt(0);
  else {
    const key = unit >= 0x30 && unit <= 0x39 ? unit : c;
    for (let j = 0; j < LEET.length; j += 2) if (LEET.charCodeAt(j) === key) letter = LEET.charCodeAt(j + 1);
  }
  if (letter === 0) return 0;
  const before = isAsciiLetter(unitOf[source.charCodeAt(i - 1)]);
  const after = isAsciiLetter(unitOf[source.charCodeAt(i + 1)]);
  if (before && after) return letter;
  if (before) return isAsciiLetter(unitOf[source.charCodeAt(i - 2)]) ? letter : 0;
  if (after) return isAsciiLetter(unitOf[source.charCodeAt(i + 2)]) ? letter : 0;
  return 0;
}

function isAsciiLetter(unit: number | undefined): boolean {
  return unit !== undefined && unit >= 0x61 && unit <= 0x7a;
}

/** Joins a jamo or a voicing mark with the unit before, where the two make one letter. */
function compose(units: Uint16Array, flags: Uint8Array, k: number, c: number, unitOf: Uint16Array): number {
  if (k > 0) {
    const joined = String.fromCharCode(units[k - 1] ?? 0, c).normalize('NFKC');
    if (joined.length === 1) {
      units[k - 1] = unitOf[joined.charCodeAt(0)] ?? 0;
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

/** How many UTF-16 units the letter or flag at `i` takes. */
export function span(source: string, i: number): number {
  const c = source.charCodeAt(i);
  if (c < 0xd800 || c > 0xdbff || i + 1 >= source.length) return 1;
  if (flagAt(source, i) !== 0) return 4;
  return 2;
}

/** Letters of 🇦 and its kin are 0x1F1E6 on: high surrogate D83C, low DDE6-DDFF. */
function indicator(source: string, i: number): number {
  if (source.charCodeAt(i) !== 0xd83c) return -1;
  const low = source.charCodeAt(i + 1) - 0xdde6;
  return low >= 0 && low < 26 ? low : -1;
}

const COUNTRIES =
  'AE AU BD BR CA CD CN CO DE DO EC EG ES ET FR GB GE GH HK ID IN IT JP KE KG KH KR KZ LA LK MA MM MN MO MX MY NG NP NZ PA PE PH PK PL PT QA RO RU RW SA SG SY TH TL TN TR TW TZ UA UG US UZ VN ZA ZM ZW';
const FLAGS: ReadonlySet<number> = new Set(
  COUNTRIES.split(' ').map((code) => FLAG_BASE + 26 * (code.charCodeAt(0) - 65) + code.charCodeAt(1) - 65),
);

/** The unit of a country flag at `i`, or 0 (then the indicators are letters). */
function flagAt(source: string, i: number): number {
  const first = indicator(source, i);
  if (first < 0) return 0;
  const second = indicator(source, i + 2);
  if (second < 0) return 0;
  const unit = FLAG_BASE + 26 * first + second;
  return FLAGS.has(unit) ? unit : 0;
}

/** The units of a character beyond the basic plane. */
function astral(source: string, i: number, unitOf: Uint16Array): readonly number[] {
  const point = source.codePointAt(i) ?? 0;
  if (point < 0x10000) return [SYMBOL];
  const letter = indicator(source, i);
  if (letter >= 0) {
    const flag = flagAt(source, i);
    return [flag === 0 ? ASCII_A + letter : flag];
  }
  if (point >= 0x1f130 && point <= 0x1f189 && (point - 0x1f130) % 32 < 26) return [ASCII_A + ((point - 0x1f130) % 32)];
  if (point >= 0x20000 && point <= 0x3ffff) return [RARE_HAN_BASE + (point % RARE_HAN_SIZE)];
  if (point >= 0xe0000 && point <= 0xe0fff) return [HIDDEN];
  if (point >= 0x1d400 && point <= 0x1d7ff) {
    const plain = String.fromCodePoint(point).normalize('NFKC');
    const unit = unitOf[plain.charCodeAt(0)] ?? SYMBOL;
    return [unit];
  }
  return [SYMBOL];
}

/** Where the original of units `from` to `to` (exclusive) ends: after the last letter and the signs that sit on it. */
export function endOf(text: FoldedText, source: string, to: number, table: FoldTable): number {
  const begin = text.at[to - 1] ?? 0;
  let end = begin + span(source, begin);
  while (end < source.length && isAttached(table.unit[source.charCodeAt(end)] ?? 0)) end++;
  return end;
}

function isAttached(code: number): boolean {
  return code === DROP || code === COMPOSE;
}

/** Whether something stood between unit `i` and the one before. */
export function isBroken(text: FoldedText, i: number): boolean {
  return ((text.flags[i] ?? 0) & BOUNDARY) !== 0;
}
