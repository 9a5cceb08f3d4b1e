import { describe, expect, it } from 'vitest';
import { fold } from '../../../utils/text/fold.ts';
import { BOUNDARY, ZERO_WIDTH } from '../../../utils/text/folded-text.ts';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';

const table = foldTableOf(compileFoldTable());

/** The folded words: units without a boundary between them. */
function wordsOf(source: string): string[] {
  const { units, flags, length } = fold(source, table);
  const words: string[] = [];
  for (let i = 0; i < length; i++) {
    const letter = String.fromCharCode(units[i] as number);
    if (i === 0 || ((flags[i] as number) & BOUNDARY) !== 0) words.push(letter);
    else words[words.length - 1] += letter;
  }
  return words;
}

const WORDS = ['typing', 'work', 'in', 'bangkok', 'good', 'salary', 'and', 'free', 'room'];
const TEXT = WORDS.join(' ');
const spell = (sign: string, between = ' '): string => WORDS.map((word) => Array.from(word).join(sign)).join(between);

describe('joinSplitWords', () => {
  it.each(['|', '/', '.', '·', '~', "'", '\u2009', '\u3164', '\u2800', '\n'])(
    'joins letters that %j separates',
    (sign) => {
      expect(wordsOf(spell(sign, sign === '\n' ? '\n\n' : ' '))).toEqual(WORDS);
    },
  );
  it('joins letters with a space between them, where words are further apart', () => {
    expect(wordsOf(spell(' ', '   '))).toEqual(WORDS);
  });
  it('joins short pieces with several signs between them', () => {
    const pieces = "typ.ing wo'rk in ban•gk*ok go|od sal.ar~y an.d fr'ee ro-om";
    expect(wordsOf(pieces)).toEqual(WORDS);
  });
  it('joins a word that is hyphenated at the end of a line, alone', () => {
    expect(wordsOf('typing work in bang-\nkok')).toEqual(['typing', 'work', 'in', 'bangkok']);
    expect(wordsOf('typing work in bang-\r\n  kok')).toEqual(['typing', 'work', 'in', 'bangkok']);
    expect(wordsOf('typing\nwork in bang- \t\r\nkok')).toEqual(['typing', 'work', 'in', 'bangkok']);
    expect(wordsOf('typing work in bang\u2010\nkok')).toEqual(['typing', 'work', 'in', 'bangkok']);
    expect(wordsOf('rooms:\n- Bangkok -\nPattaya')).toEqual(['rooms', 'bangkok', 'pattaya']);
  });
  it('keeps the breaks known as zero-width ones', () => {
    const { flags } = fold(spell('|'), table);
    expect((flags[1] as number) & ZERO_WIDTH).not.toBe(0);
  });
  it.each([
    ['plain text', TEXT, WORDS],
    ['spaces replaced by signs', WORDS.join('_'), WORDS],
    ['a list with slashes', 'welder/fitter/driver/cook/cleaner/mason/carpenter/painter/plumber/tailor', null],
    [
      'French with apostrophes',
      "l'offre d'emploi, on t'a dit que l'agence n'est pas d'ici, qu'il faut payer l'avion et l'hôtel",
      null,
    ],
    ['letters and words with the same space between them', `${spell(' ')}, ${spell(' ')}`, null],
    ['hard spaces', WORDS.join('\u00a0'), WORDS],
    ['Korean, whose words are short', '형 태국 가서 채팅만 하면 돼 두달에 이천. 여권만 있음 됨', null],
    ['a phone number', 'call 0 8 1 2 3 4 5 6 7 8 9 0', null],
    ['few abbreviations', 'F/T or P/T, A.M. and P.M.', null],
  ])('leaves %s as they are', (_name, source, words) => {
    const { flags, length } = fold(source, table);
    expect(flags.subarray(1, length).some((flag) => (flag & ZERO_WIDTH) !== 0)).toBe(false);
    if (words !== null) expect(wordsOf(source)).toEqual(words);
  });
});
