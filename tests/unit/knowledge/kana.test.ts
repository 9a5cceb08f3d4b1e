import { describe, expect, it } from 'vitest';
import { otherKana } from '../../../tools/knowledge/kana.ts';

describe('phrases in the other kana', () => {
  it.each([
    ['カンボジア', ['かんぼじあ']],
    ['出稼ぎ', []],
    ['ビザだけ', ['びざだけ', 'ビザダケ']],
    ['タイ', []],
    ['らおす', []],
    ['包机票', []],
  ])('%s is also %j', (letters, spellings) => {
    expect(otherKana(letters)).toEqual(spellings);
  });
});
