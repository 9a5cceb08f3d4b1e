import { describe, expect, it } from 'vitest';
import { splitSelectorList } from '../../../utils/sites/split-selector-list.ts';

describe('splitSelectorList', () => {
  it('ignores commas in brackets, strings and escapes', () => {
    expect(splitSelectorList('.a, main:has(.b, [x="1,2"]):not(c, d) > e ,[y=\')\']\n, .f\\,g, ')).toEqual([
      '.a',
      'main:has(.b, [x="1,2"]):not(c, d) > e',
      "[y=')']",
      '.f\\,g',
    ]);
    expect(splitSelectorList('[z="\\"],["], p')).toEqual(['[z="\\"],["]', 'p']);
    expect(splitSelectorList(' ')).toEqual([]);
  });
});
