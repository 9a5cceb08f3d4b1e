/** Characters of two UTF-16 units or more: country flags, emoji, rare ideographs, letters drawn as symbols. */
import { foldedUnit, INVISIBLE, SYMBOL } from './fold-table.ts';
import { FLAG_BASE, RARE_HAN_BASE, RARE_HAN_SIZE } from './scripts.ts';

const ASCII_A = 0x61;

/** Number of UTF-16 units of the character or flag at `i`: 1, 2 or 4. */
export function codeUnitLength(source: string, i: number): number {
  const c = source.charCodeAt(i);
  if (c < 0xd800 || c > 0xdbff || i + 1 >= source.length) return 1;
  if (countryFlagAt(source, i) !== 0) return 4;
  return 2;
}

/** Regional indicator at `i` as 0 to 25, or -1. They are U+1F1E6 to U+1F1FF: high surrogate D83C, low DDE6-DDFF. */
function regionalIndicator(source: string, i: number): number {
  if (source.charCodeAt(i) !== 0xd83c) return -1;
  const low = source.charCodeAt(i + 1) - 0xdde6;
  return low >= 0 && low < 26 ? low : -1;
}

const COUNTRY_CODES =
  'AE AU BD BR CA CD CN CO DE DO EC EG ES ET FR GB GE GH HK ID IN IT JP KE KG KH KR KZ LA LK MA MM MN MO MX MY NG NP NZ PA PE PH PK PL PT QA RO RU RW SA SG SY TH TL TN TR TW TZ UA UG US UZ VN ZA ZM ZW';
const COUNTRY_FLAGS: ReadonlySet<number> = new Set(
  COUNTRY_CODES.split(' ').map((code) => FLAG_BASE + 26 * (code.charCodeAt(0) - 65) + code.charCodeAt(1) - 65),
);

/** Folded unit of the country flag at `i`, or 0: then the indicators stand for letters. */
function countryFlagAt(source: string, i: number): number {
  const first = regionalIndicator(source, i);
  if (first < 0) return 0;
  const second = regionalIndicator(source, i + 2);
  if (second < 0) return 0;
  const unit = FLAG_BASE + 26 * first + second;
  return COUNTRY_FLAGS.has(unit) ? unit : 0;
}

/** Whether the character at `i` is in U+1F300 to U+1FAFF. */
export function isEmojiPair(source: string, i: number): boolean {
  const high = source.charCodeAt(i);
  const low = source.charCodeAt(i + 1);
  return ((high === 0xd83c && low >= 0xdf00) || (high >= 0xd83d && high <= 0xd83e)) && low >= 0xdc00 && low <= 0xdfff;
}

/** Folded units or codes of the supplementary character at `i`. */
export function foldSupplementary(source: string, i: number, unitTable: Int32Array): readonly number[] {
  const point = source.codePointAt(i) ?? 0;
  if (point < 0x10000) return [SYMBOL];
  const letter = regionalIndicator(source, i);
  if (letter >= 0) {
    const flag = countryFlagAt(source, i);
    return [flag === 0 ? ASCII_A + letter : flag];
  }
  if (point >= 0x1f130 && point <= 0x1f189 && (point - 0x1f130) % 32 < 26) return [ASCII_A + ((point - 0x1f130) % 32)];
  if (point >= 0x20000 && point <= 0x3ffff) return [RARE_HAN_BASE + (point % RARE_HAN_SIZE)];
  if (point >= 0xe0000 && point <= 0xe0fff) return [INVISIBLE];
  if (point >= 0x1d400 && point <= 0x1d7ff) {
    const plain = String.fromCodePoint(point).normalize('NFKC');
    const unit = foldedUnit(unitTable, plain.charCodeAt(0));
    return [unit];
  }
  return [SYMBOL];
}
