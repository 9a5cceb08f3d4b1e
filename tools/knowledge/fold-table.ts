/**
 * Compiles the fold table: what each UTF-16 unit of the basic plane becomes in folded text. Removes compatibility
 * forms, case and accents (NFKC; NFKD for Latin and Greek). Maps traditional to simplified characters, and signs to
 * classes. Unites letters that a language treats as one.
 */
import { Converter } from 'opencc-js/t2cn';
import {
  CLAUSE_BREAK,
  MARK_BREAK,
  SYMBOL_BREAK,
  SPACE_BREAK,
  SENTENCE_BREAK,
  ZERO_WIDTH,
} from '../../utils/text/folded-text.ts';
import { HAN, LATIN, SCRIPT_MASK, SCRIPT_OF } from '../../utils/text/scripts.ts';
import {
  CLAUSE,
  COMPOSE,
  DOT,
  DROP,
  EXPAND,
  FIRST_UNIT,
  FLAG_SHIFT,
  INVISIBLE,
  HIGH_SURROGATE,
  LETTER,
  MARK,
  SPECIAL,
  readFoldTable,
  SCRIPT_SHIFT,
  SPACE,
  STOP,
  SYMBOL,
  LANGUAGE_MARKER,
  type FoldTable,
} from '../../utils/text/fold-table.ts';

export interface FoldTableSections {
  /** See `FoldTable`. */
  unitTable: Int32Array;
  /** See `readFoldTable`. */
  expansions: Uint16Array;
}

/** Variants that readers take for the same letter: `from[i]` becomes `to[i]`. */
const SAME_LETTER: readonly [from: string, to: string][] = [
  // Latin letters without a decomposition, and look-alikes from the phonetic blocks
  ['đðøłıħŋɑɡɩɪʀʏᴀʙᴄᴅᴇꜰɢʜᴊᴋʟᴍɴᴏᴘǫꜱᴛᴜᴠᴡᴢⱡɓɗƙ', 'ddolihnagiiryabcdefghjklmnopqstuvwzlbdk'],
  // Letters with a stroke or a hook, as text generators write them
  ['ⱥƀȼɇǥɨɉŧʉɏƶƈƒɠɦɱŋƥɾƭʋɯყʐʠ', 'abcegijtuyzcfghmnprtvwyzq'],
  // Capitals of scripts that no language here uses and that look Latin; of Armenian the small letters
  ['ꭺᏼꮯꭰꭼꮐꮋꭵꭻꮶꮮꮇꮲꭱꮪꭲꮩꮃꭹꮓꮎꮖ', 'abcdeghijklmprstvwyzoi'],
  ['ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ', 'abcdefghijklmnoprstuvwxyz'],
  ['ⲁⲃⲥⲉⲏⲓⲕⲙⲛⲟⲣⲧⲭⲩⲍ', 'abcehikmnoptxyz'],
  ['ᗩᗷᑕᗪᖴᕼᒍᒪᗰᑎᑭᑫᖇᔕᑌᐯᗯ᙭ᘔᐃ', 'abcdfhjlmnpqrsuvwxza'],
  ['ցօհսոզյլա', 'gohunqjlw'],
  // Arabic and its Persian and Urdu forms
  ['أإآٱىیېےئکڪەۀةہھؤںګ', 'اااايييييككهههههونگ'],
  // Russian yo, Ukrainian and Kazakh look-alikes stay themselves
  ['ёѐѝ', 'ееи'],
  ['ຼ', 'ລ'],
  ['著妳祂僱佔', '着你他雇占'],
];

/** Ethiopic rows that sound alike in Amharic: [from, to], eight letters each. */
const ETHIOPIC_ROWS: readonly [number, number][] = [
  [0x1210, 0x1200],
  [0x1280, 0x1200],
  [0x12b8, 0x1200],
  [0x1220, 0x1230],
  [0x12d0, 0x12a0],
  [0x1340, 0x1338],
];

/** Greek capitals that look like Latin ones, though their small letters do not ("ΗΝΥ"). */
const GREEK_CAPITALS: ReadonlyMap<string, string> = new Map(
  Array.from('ΑΒΕΗΙΚΜΝΟΡΤΥΧΖ', (letter, index) => [letter, 'abehikmnoptyxz'.charAt(index)]),
);

const STOPS = '!?！？。｡।॥۔؟။។፨።\n\r\u2028\u2029\u0085…';
const CLAUSES = ',;:|，、；：،؛၊៖፣፤፥•·●▪■◆★☆►▶→➡⇒✓✔—–„“”«»「」『』【】《》〈〉"';
const MARKS = "-'’‘ʼ`´/\\+_&()[]{}（）［］#%@$€£¥₫฿₱₹₽₩﷼៛₭৳";

let compiled: FoldTableSections | null = null;

/** The sections of the compiled lexicon, made once in a process. Not to be changed. */
export function compileFoldTable(): FoldTableSections {
  compiled ??= foldEveryUnit();
  return compiled;
}

function foldEveryUnit(): FoldTableSections {
  const simplify = Converter({ from: 't', to: 'cn' });
  const variants = new Map<string, string>();
  for (const [from, to] of SAME_LETTER) {
    const targets = Array.from(to);
    for (const [index, letter] of Array.from(from).entries()) variants.set(letter, targets[index] ?? letter);
  }
  for (const [from, to] of ETHIOPIC_ROWS) {
    for (let i = 0; i < 8; i++) variants.set(String.fromCharCode(from + i), String.fromCharCode(to + i));
  }
  const step = new Int32Array(65536);
  const expansions: number[] = [];
  for (let c = 0; c < 65536; c++) {
    const value = foldUnit(c, variants, simplify);
    const folded = typeof value === 'number' ? value : EXPAND;
    if (typeof value !== 'number') expansions.push(c, value.length, ...value);
    step[c] = folded < FIRST_UNIT ? folded | stepOfCode(c, folded) : ((folded - c) & 0xffff) | stepOfLetter(c, folded);
  }
  return { unitTable: step, expansions: Uint16Array.from(expansions) };
}

export function foldTableOf({ unitTable: step, expansions }: FoldTableSections): FoldTable {
  return readFoldTable(step, expansions);
}

function foldUnit(c: number, variants: Map<string, string>, simplify: (text: string) => string): number | number[] {
  const code = classOf(c);
  if (code !== null) return code;
  const folded = letters(String.fromCharCode(c), variants, simplify);
  const units: number[] = [];
  for (const letter of folded) {
    const unit = letter.charCodeAt(0);
    if (letter.length === 1 && classOf(unit) === null) units.push(unit);
  }
  const first = units[0];
  if (first === undefined) return SYMBOL;
  return units.length === 1 ? first : units.slice(0, 4);
}

/** The class of a unit; null for letters and digits. */
function classOf(c: number): number | null {
  const s = String.fromCharCode(c);
  if (c >= 0xd800 && c <= 0xdbff) return HIGH_SURROGATE;
  if (c >= 0xdc00 && c <= 0xdfff) return SYMBOL;
  if (c >= 0xe000 && c <= 0xf8ff) return SYMBOL;
  if (STOPS.includes(s)) return STOP;
  if (s === '.') return DOT;
  if (CLAUSES.includes(s)) return CLAUSE;
  if (MARKS.includes(s)) return MARK;
  if (c === 0x1361) return SPACE;
  // Hangul fillers: drawn as a space, typed inside words to evade filters
  if (c === 0x3164 || c === 0x115f || c === 0x1160) return MARK;
  if ((c >= 0x1160 && c <= 0x11ff) || (c >= 0x3099 && c <= 0x309c)) return COMPOSE;
  if (c === 0x34f || c === 0x61c || c === 0xad || c === 0x17b4 || c === 0x17b5) return INVISIBLE;
  // Mongolian variation selectors and vowel separator
  if (c >= 0x180b && c <= 0x180f) return INVISIBLE;
  if (/[\s\p{Z}]/u.test(s)) return c === 0xfeff ? INVISIBLE : SPACE;
  if (/\p{Cf}/u.test(s) || c === 0x200b) return INVISIBLE;
  if (/\p{Cc}/u.test(s)) return SPACE;
  // Accents, Arabic vowel signs, Hebrew points, enclosing keycaps, variation selectors, nukta, tatweel
  if ((c >= 0x300 && c <= 0x36f) || (c >= 0x20d0 && c <= 0x20ff) || (c >= 0xfe00 && c <= 0xfe0f)) return DROP;
  if ((c >= 0x610 && c <= 0x61a) || (c >= 0x64b && c <= 0x65f) || c === 0x670 || c === 0x640) return DROP;
  // Koranic signs and Cyrillic combining signs, which evasive writing puts over any letter
  if ((c >= 0x6d6 && c <= 0x6ed && /\p{Mn}/u.test(s)) || (c >= 0x483 && c <= 0x489)) return DROP;
  if (c === 0x93c || c === 0x9bc || (c >= 0x1ab0 && c <= 0x1aff) || (c >= 0x1dc0 && c <= 0x1dff)) return DROP;
  const plain = s.normalize('NFKC');
  if (plain !== s && plain.length === 1) return classOf(plain.charCodeAt(0));
  if (/[\p{L}\p{M}\p{N}]/u.test(plain)) return /[⁄]/u.test(plain) ? MARK : null;
  return SYMBOL;
}

function letters(s: string, variants: Map<string, string>, simplify: (text: string) => string): string {
  const lower = GREEK_CAPITALS.get(s) ?? s.normalize('NFKC').toLowerCase();
  const base = /[\p{Script=Latin}\p{Script=Greek}]/u.test(lower) ? lower.normalize('NFKD') : lower;
  const bare = base
    .replaceAll(/[\u0300-\u036f]/gu, '')
    .replaceAll('ς', 'σ')
    .replaceAll('ß', 'ss');
  const digits = bare.replaceAll(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
  const same = Array.from(digits)
    .map((letter) => variants.get(letter) ?? letter)
    .join('');
  const spelt = same.replaceAll('æ', 'ae').replaceAll('œ', 'oe').replaceAll('þ', 'th');
  const simple = /\p{Script=Han}/u.test(spelt) ? simplify(spelt) : spelt;
  return Array.from(simple)
    .map((letter) => variants.get(letter) ?? letter)
    .join('');
}

/** Decimal digits stand in runs of ten, zero first. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (zero > 0 && code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return (code - zero) % 10;
}

function stepOfLetter(c: number, folded: number): number {
  const script = (SCRIPT_OF[folded] as number) & SCRIPT_MASK;
  // An ideograph that the simplified form writes otherwise, or a letter of Vietnamese alone
  const telling = script === HAN ? folded !== c : script === LATIN && isVietnamese(c);
  return LETTER | (script << SCRIPT_SHIFT) | (telling ? LANGUAGE_MARKER : 0);
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

/** Emoji of the basic plane that may stand for a letter, see utils/text/emoji-letter.ts. */
const EMOJI_LETTERS = '⚪⚫⭕❗';

function stepOfCode(c: number, code: number): number {
  // Signs that may stand for a letter
  if (c === 0x21 || c === 0x24 || c === 0x40 || EMOJI_LETTERS.includes(String.fromCharCode(c))) return SPECIAL;
  const flag = FLAG_OF[code];
  return flag === undefined ? SPECIAL : flag << FLAG_SHIFT;
}

const FLAG_OF: readonly (number | undefined)[] = [
  0,
  ZERO_WIDTH,
  SPACE_BREAK,
  SENTENCE_BREAK,
  CLAUSE_BREAK,
  undefined,
  MARK_BREAK,
  SYMBOL_BREAK,
];
