import { expect, test } from 'vitest';
import { normalizeWords, resolveBidiOverrides } from '../../../utils/dom/normalize-text.ts';

test.each([
  ['S\u00ada\u034fl\ufe0fa\u200dr\u200cy', 'salary'],
  ['Ｓａｌａｒｙ 𝗽𝗮𝗶𝗱 ⓙⓞⓑ', 'salary paid job'],
  ['\u202eyralaS', 'salary'],
  ['เงินเดือน นำ', 'เงินเดือน นำ'],
  ['می\u200cخواهیم', 'می\u200cخواهیم'],
])('%#: words are found however they are written', (text, plain) => {
  expect(normalizeWords(text)).toBe(plain);
});

test('only what a mark turns round is turned, and not what is written from the right anyway', () => {
  expect(resolveBidiOverrides('a \u202ecb\u202c d')).toBe('a bc d');
  expect(resolveBidiOverrides('\u202eمرحبا abc')).toBe('\u202eمرحبا abc');
});
