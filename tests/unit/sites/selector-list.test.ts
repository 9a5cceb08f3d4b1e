import { expect, test } from 'vitest';
import { selectorsOf } from '../../../utils/sites/selector-list.ts';

test('commas in brackets, strings and escapes part nothing', () => {
  expect(selectorsOf('.a, main:has(.b, [x="1,2"]):not(c, d) > e ,[y=\')\']\n, .f\\,g, ')).toEqual([
    '.a',
    'main:has(.b, [x="1,2"]):not(c, d) > e',
    "[y=')']",
    '.f\\,g',
  ]);
  expect(selectorsOf('[z="\\"],["], p')).toEqual(['[z="\\"],["]', 'p']);
  expect(selectorsOf(' ')).toEqual([]);
});
