import { expect, test } from 'vitest';
import { wrapText } from '../../../components/check/draw-share-card.ts';

const perLetter = (text: string): number => text.length;

test.each([
  ['en', 'That is not a guarantee.', 23, ['That is not a', 'guarantee.']],
  ['en', 'He said "come now", twice', 13, ['He said "come', 'now", twice']],
  ['zh-Hans', '这不是保证。请先核实', 5, ['这不是', '保证。请先', '核实']],
  ['en', 'averyveryverylongword', 8, ['averyver', 'yverylon', 'gword']],
])('%s: %s breaks between words, and no mark begins a line', (language, text, room, lines) => {
  expect(wrapText(text, room, language, perLetter)).toEqual(lines);
});

test('a handle and a telephone number stay in one line', () => {
  const lines = (text: string): string[] => wrapText(text, 18, 'en', perLetter);
  expect(lines('Also on LINE: \u2066@HELPTH\u2069')).toEqual(['Also on LINE:', '\u2066@HELPTH\u2069']);
  expect(lines('Embassy: \u2068+95-998-521\u2069')).toEqual(['Embassy:', '\u2068+95-998-521\u2069']);
});

test('a quote that goes on in the next line keeps its direction there: lines are drawn one by one', () => {
  const lines = (text: string, room: number): string[] => wrapText(text, room, 'ar', perLetter);
  expect(lines('\u2068@anna work abroad\u2069 – خطر', 12)).toEqual([
    '\u2068@anna work\u2069',
    '\u2066abroad\u2069 –',
    'خطر',
  ]);
  expect(lines('\u2068راسلني الآن على \u2066@anna\u2069\u2069', 12)[1]).toMatch(/^\u2067.*\u2066@anna\u2069\u2069$/u);
});
