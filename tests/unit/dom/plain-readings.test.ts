import { describe, expect, it } from 'vitest';
import { normalizeWords } from '../../../utils/dom/normalize-text.ts';
import { plainForm, plainReadings } from '../../../utils/dom/plain-readings.ts';
import { fold } from '../../../utils/text/fold.ts';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';

const read = (text: string): string => plainReadings(normalizeWords(text));

describe('plainReadings', () => {
  it.each([
    ['accents', 'the sàlàry is good'],
    ['accents as marks of their own', 'the sa\u0300la\u0301ry is good'],
    ['strokes through letters', 'the s̶a̶l̶a̶r̶y̶ is good'],
    ['digits', 'the s4l4ry is good'],
    ['signs', 'the $al@ry is good'],
    ['a sign that is read in two ways', 'the sa1ary is good'],
    ['spaces', 'the s a l a r y is good'],
    ['spaces at the end', 'is good s a l a r y'],
    ['spaces and digits', 'the s 4 l 4 r y is good'],
    ['lines', 's\na\nl\na\nr\ny'],
    ['dots', 'the s.a.l.a.r.y is good'],
    ['a hyphen', 'the sal-ary is good'],
    ['emoji', 'the s🔥a🔥l🔥a🔥r🔥y is good'],
    ['small capitals', 'the ꜱᴀʟᴀʀʏ is good'],
    ['squares', 'the 🅂🄰🄻🄰🅁🅈 is good'],
    ['filled circles', 'the 🅢🅐🅛🅐🅡🅨 is good'],
    ['letters of flags', 'the 🇸\u200b🇦\u200b🇱\u200b🇦\u200b🇷\u200b🇾 is good'],
    ['letters of Lisu', 'the ꓢꓮꓡꓮꓣꓬ is good'],
  ])('reads a word that is disguised by %s', (_how, text) => {
    expect(read(text)).toMatch(/salary/u);
  });

  it.each(['The river rose in 2026, by 3 metres.', 'I said so. A b. C', 'แม่น้ำสูงขึ้น', '河水上涨。'])(
    'finds nothing in plain text: %s',
    (text) => {
      expect(read(text)).toBe('');
    },
  );

  it('reads emoji for letters', () => {
    expect(read('an 🟠ffice j🔴b in a ca💲ino')).toMatch(/job casino/u);
  });

  it('keeps words apart that are further apart than their letters', () => {
    expect(read('s a l a r y   g o o d')).toMatch(/salary +good/u);
  });

  it('reads every letter that the judge reads as a Latin one', () => {
    const table = foldTableOf(compileFoldTable());
    // Signs of units, and letters of which nobody makes words.
    const exempt = /[\u20a8\u3200-\u33ff\u0149\u03f2\u1d2d\u2172\u2177\ua69d\ua7f8]/u;
    const missed: string[] = [];
    const points = [...Array(0x1_00_00).keys(), ...Array.from({ length: 0x1_00 }, (_, at) => 0x1_f1_00 + at)];
    for (const point of points) {
      const letter = String.fromCodePoint(point);
      if (letter !== letter.toLowerCase() || exempt.test(letter)) continue;
      const { units, length } = fold(`ab${letter}cd`, table);
      const word = String.fromCharCode(...units.subarray(0, length));
      if (!/^ab[a-z]+cd$/u.test(word)) continue;
      const lower = normalizeWords(`ab${letter}cd`);
      if (!`${lower}\n${plainReadings(lower)}`.includes(word)) missed.push(`${point.toString(16)} ${letter} ${word}`);
    }
    expect(missed).toEqual([]);
  });
});

describe('plainReadings of a page', () => {
  it('takes no time for each pair of single letters', () => {
    const startedAt = performance.now();
    for (const letter of ['a ', '1 ', 'a: ']) expect(read(letter.repeat(30_000))).toBeDefined();
    // The first took 48 seconds.
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});

describe('plainForm', () => {
  it('leaves out accents and strokes', () => {
    expect(plainForm('tuyển dụng, đơn, løn, płaca')).toBe('tuyen dung, don, lon, placa');
  });
});
