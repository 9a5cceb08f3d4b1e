/** Scripts (writing systems) of folded text, as small numbers for array indexes. */

export const SCRIPTS = [
  'none',
  'latin',
  'digit',
  'cyrillic',
  'greek',
  'han',
  'kana',
  'hangul',
  'thai',
  'lao',
  'myanmar',
  'khmer',
  'arabic',
  'devanagari',
  'bengali',
  'tamil',
  'sinhala',
  'ethiopic',
  'flag',
] as const;
export type Script = (typeof SCRIPTS)[number];

export const LATIN = 1;
export const DIGIT = 2;
export const CYRILLIC = 3;
export const GREEK = 4;
export const HAN = 5;
export const KANA = 6;
export const HANGUL = 7;
export const MYANMAR = 10;

/** Country flags (two regional indicators) fold to one unit from here on: FLAG_BASE + 26 * first + second. */
export const FLAG_BASE = 0xe000;
/** Ideographs of supplementary planes fold to one unit each from here on; several share a unit. */
export const RARE_HAN_BASE = 0xe300;
export const RARE_HAN_SIZE = 0x900;

/** Flag: a combining mark of the letter before it; a phrase may not end between the two. */
export const COMBINING = 0x40;
/** Flag: a script without spaces between words; phrases match anywhere, separators inside are ignored. */
export const UNSPACED = 0x80;
export const SCRIPT_MASK = 0x3f;

const RANGES: readonly [Script, number, number][] = [
  ['digit', 0x30, 0x39],
  ['latin', 0x61, 0x7a],
  ['latin', 0xc0, 0x24f],
  ['greek', 0x370, 0x3ff],
  ['cyrillic', 0x400, 0x52f],
  ['arabic', 0x620, 0x6ff],
  ['devanagari', 0x900, 0x97f],
  ['bengali', 0x980, 0x9ff],
  ['tamil', 0xb80, 0xbff],
  ['sinhala', 0xd80, 0xdff],
  ['thai', 0xe00, 0xe7f],
  ['lao', 0xe80, 0xeff],
  ['myanmar', 0x1000, 0x109f],
  ['hangul', 0x1100, 0x11ff],
  ['ethiopic', 0x1200, 0x137f],
  ['khmer', 0x1780, 0x17ff],
  ['kana', 0x3040, 0x30ff],
  ['han', 0x3400, 0x4dbf],
  ['han', 0x4e00, 0x9fff],
  ['hangul', 0xac00, 0xd7a3],
  ['myanmar', 0xaa60, 0xaa7f],
  ['flag', FLAG_BASE, FLAG_BASE + 675],
  ['han', RARE_HAN_BASE, RARE_HAN_BASE + RARE_HAN_SIZE - 1],
];

/** Ranges of folded units by script number (index into `SCRIPTS`), both ends included. */
export const SCRIPT_RANGES: readonly { script: number; first: number; last: number }[] = RANGES.map(
  ([script, first, last]) => ({ script: SCRIPTS.indexOf(script), first, last }),
);

const UNSPACED_SCRIPTS: readonly Script[] = ['han', 'kana', 'thai', 'lao', 'myanmar', 'khmer', 'flag'];

const COMBINING_RANGES: readonly [number, number][] = [
  [0xe31, 0xe31],
  [0xe33, 0xe3a],
  [0xe47, 0xe4e],
  [0xeb1, 0xeb1],
  [0xeb3, 0xebc],
  [0xec8, 0xece],
  [0x102b, 0x103e],
  [0x17b6, 0x17d3],
];

/** By folded unit: index into `SCRIPTS`, with the flags `COMBINING` and `UNSPACED`. */
export const SCRIPT_OF: Uint8Array = scriptTable();

function scriptTable(): Uint8Array {
  const table = new Uint8Array(65536);
  for (const { script, first, last } of SCRIPT_RANGES) {
    table.fill(script | (UNSPACED_SCRIPTS.includes(SCRIPTS[script] as Script) ? UNSPACED : 0), first, last + 1);
  }
  for (const [first, last] of COMBINING_RANGES) {
    for (let unit = first; unit <= last; unit++) table[unit] = (table[unit] ?? 0) | COMBINING;
  }
  return table;
}

/**
 * Whether the next unit always belongs to the same syllable: Thai and Lao vowel signs before their consonant, and signs that
 * stack two consonants.
 */
export function continuesSyllable(unit: number): boolean {
  return (unit >= 0xe40 && unit <= 0xe44) || (unit >= 0xec0 && unit <= 0xec4) || unit === 0x1039 || unit === 0x17d2;
}
