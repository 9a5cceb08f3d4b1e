/**
 * What disguised words say: `sàlàry`, `s4l4ry`, `s.a.l.a.r.y`, `s a l a r y`, `ꜱᴀʟᴀʀʏ`. The judge folds such letters
 * (`utils/text/fold.ts`). Its table is too large for a page.
 */

import { replaceConfusables } from './normalize-text.ts';

/** Letters that no normal form takes apart, by what they look like: those of `tools/knowledge/fold-table.ts`. */
const LOOK_ALIKES = [
  ['đðøłıħŋɑɡɩɪʀʏᴀʙᴄᴅᴇꜰɢʜᴊᴋʟᴍɴᴏᴘǫꜱᴛᴜᴠᴡᴢⱡɓɗƙ', 'ddolihnagiiryabcdefghjklmnopqstuvwzlbdk'],
  ['ⱥƀȼɇǥɨɉŧʉɏƶƈƒɠɦɱŋƥɾƭʋɯყʐʠ', 'abcegijtuyzcfghmnprtvwyzq'],
  ['ꭺᏼꮯꭰꭼꮐꮋꭵꭻꮶꮮꮇꮲꭱꮪꭲꮩꮃꭹꮓꮎꮖ', 'abcdeghijklmprstvwyzoi'],
  ['ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ', 'abcdefghijklmnoprstuvwxyz'],
  ['ⲁⲃⲥⲉⲏⲓⲕⲙⲛⲟⲣⲧⲭⲩⲍ', 'abcehikmnoptxyz'],
  ['⭕⚪⚫❗ϲ', 'oooic'],
  ['ցօհսոզյլա', 'gohunqjlw'],
  ['ᗩᗷᑕᗪᖴᕼᒍᒪᗰᑎᑭᑫᖇᔕᑌᐯᗯ᙭ᘔᐃ', 'abcdfhjlmnpqrsuvwxza'],
];
const PAIRS = { æ: 'ae', œ: 'oe', ß: 'ss', þ: 'th' };
/** Letters in squares and circles, and those of flags: rows of 26. */
const SYMBOL_ROWS = [0x1f130, 0x1f150, 0x1f170, 0x1f1e6];
/** Emoji in place of `o`. */
const ROUND_EMOJI = '🔴🔵🟠🟡🟢🟣🟤🌕';
/** Digits and signs, and the letters that they stand for; `1`, `!` and `|` stand for two. */
const LEET = '@a$s0o3e4a5s7t8b9g';
/** Letters of a word with digits in it. */
const MAX_LEET_UNITS = 20;
/** UTF-16 units of a word with its marks; more is text without spaces. */
const MAX_TOKEN_UNITS = 160;
/** So many single letters with spaces between them are a word. */
const MIN_SINGLES = 4;

/** From and to: combining marks that are drawn on or through letters. */
const MARKS = ['\u0300\u036f', '\u0483\u0489', '\u1ab0\u1aff', '\u1dc0\u1dff', '\u20d0\u20f0', '\ufe20\ufe2f'];
/** Letters that a normal form takes apart: with accents, superscript, joined. */
const ACCENTED = [
  '\u00aa\u00aa',
  '\u00b5\u00ba',
  '\u00df\u024f',
  '\u02b0\u02e4',
  '\u0386\u0390',
  '\u03aa\u03b0',
  '\u03ca\u03d5',
  '\u03f0\u03f9',
  '\u0450\u045d',
  '\u1d00\u1dbf',
  '\u1e00\u1fff',
  '\u2071\u209c',
  '\u2100\u218b',
  '\u2c60\u2c7f',
  '\ua720\ua7ff',
  '\ufb00\ufb06',
];
/** What stands between letters: punctuation, arrows, shapes, emoji. */
const SIGNS = ['!~', '\u00a1\u00bf', '\u2010\u206f', '\u2190\u2bff', '\u3001\u303f', '\ud83d\ud83e', '\udc00\udfff'];
const SPACES = ['\0 ', '\u00a0\u00a0', '\u2000\u200a', '\u2028\u2029', '\u202f\u202f', '\u3000\u3000'];

/** Kinds of UTF-16 units; 0: any other. Those up to `DISGUISED` are letters and digits. */
const PLAIN = 1;
const LEET_SIGN = 2;
const DISGUISED = 3;
const MARK = 4;
const SIGN = 5;
const SPACE = 6;

interface Tables {
  /** By UTF-16 unit its kind. */
  kinds: Uint8Array;
  marks: RegExp;
  lookAlike: RegExp;
  letters: ReadonlyMap<string, string>;
}
/** Made at the first use: most pages never need them. */
let tables: Tables | undefined;

function makeTables(): Tables {
  const letters = new Map<string, string>();
  for (const [from = '', to = ''] of LOOK_ALIKES)
    for (const [at, letter] of Array.from(from).entries()) letters.set(letter, to[at]!);
  for (const [letter, both] of Object.entries(PAIRS)) letters.set(letter, both);
  const bmp = [...letters.keys()].join('');
  for (const row of SYMBOL_ROWS)
    for (let at = 0; at < 26; at++) letters.set(String.fromCodePoint(row + at), String.fromCharCode(97 + at));
  for (const emoji of ROUND_EMOJI) letters.set(emoji, 'o');
  letters.set('💲', 's');
  const kinds = new Uint8Array(0x1_00_00);
  const note = (kind: number, ranges: readonly string[]): void => {
    for (const range of ranges) kinds.fill(kind, range.charCodeAt(0), range.charCodeAt(1) + 1);
  };
  note(SIGN, SIGNS);
  note(MARK, MARKS);
  note(DISGUISED, ACCENTED);
  for (const letter of bmp) kinds[letter.charCodeAt(0)] = DISGUISED;
  // The first half of a letter in a square or circle.
  kinds[0xd83c] = DISGUISED;
  note(LEET_SIGN, ['09', '@@', '$$', '!!', '||']);
  note(PLAIN, ['az']);
  note(SPACE, SPACES);
  return {
    kinds,
    marks: new RegExp(`[${MARKS.map((range) => range.split('').join('-')).join('')}]+`, 'g'),
    // Without the flag `u`, which makes it twice as slow.
    lookAlike: new RegExp(
      `[${bmp}]|\\ud83c[\\udd30-\\udd89\\udde6-\\uddff]|💲|${Array.from(ROUND_EMOJI).join('|')}`,
      'g',
    ),
    letters,
  };
}

/** Without accents and strokes, with Latin letters for those that look like them. @param lower in lower case */
export function plainForm(lower: string): string {
  const { marks, lookAlike, letters } = (tables ??= makeTables());
  const plain = lower
    .normalize('NFKD')
    .replaceAll(marks, '')
    .replaceAll(lookAlike, (letter) => letters.get(letter) ?? letter)
    .toLowerCase();
  return replaceConfusables(plain);
}

/** What the disguised words of a text say; '' for a text without any. @param lower in lower case */
export function plainReadings(lower: string): string {
  const tokens = disguisedTokens(lower);
  if (tokens.size === 0) return '';
  const plain = plainForm([...tokens].join(' '));
  const joined = plain.replaceAll(/[^\p{L}\p{M}\p{N}@$!|\s]+/gu, '');
  return [...new Set([plain, joined, withLetters(joined, 'i'), withLetters(joined, 'l')])].join('\n');
}

/** The words that hold a sign of a disguise. By a table: expressions take five times as long on a Vietnamese page. */
function disguisedTokens(lower: string): Set<string> {
  const { kinds } = (tables ??= makeTables());
  const tokens = new Set<string>();
  let [start, previous, letters, isDisguised] = [0, SPACE, 0, false];
  /** Single letters, and how many; words are further apart than their letters. */
  let [run, singles] = ['', 0];
  for (let at = 0; at <= lower.length; at++) {
    const kind = at === lower.length ? SPACE : kinds[lower.charCodeAt(at)]!;
    if (kind === SPACE || at - start >= MAX_TOKEN_UNITS) {
      if (letters === 1) singles++;
      if (letters > 1 || at === lower.length) {
        if (singles >= MIN_SINGLES) tokens.add(letters === 1 ? run + lower.slice(start, at) : run);
        [run, singles] = ['', 0];
      } else if (letters === 1) run += lower.slice(start, at);
      else if (run !== '') run += ' ';
      if (isDisguised) tokens.add(lower.slice(start, at));
      [start, letters, isDisguised] = [kind === SPACE ? at + 1 : at, 0, false];
    }
    if (kind <= DISGUISED) {
      isDisguised ||= kind === DISGUISED || (previous === SIGN && letters > 0) || previous + kind === PLAIN + LEET_SIGN;
      letters++;
    } else isDisguised ||= kind === MARK;
    previous = kind;
  }
  return tokens;
}

/**
 * Reads digits and signs as letters, in words that hold both. Word by word: one expression for such words takes minutes
 * for thirty thousand letters without a space.
 */
function withLetters(plain: string, vertical: string): string {
  return plain.replaceAll(/[a-z\d@$!|]+/gu, (word) =>
    word.length > MAX_LEET_UNITS || !/[a-z][\d@$!|]|[\d@$|][a-z]/u.test(word)
      ? word
      : word.replaceAll(/[013-57-9@$!|]/gu, (mark) => {
          const at = LEET.indexOf(mark);
          return at < 0 ? vertical : LEET[at + 1]!;
        }),
  );
}
