import { describe, expect, it } from 'vitest';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';
import { fold } from '../../../utils/text/fold.ts';

const table = foldTableOf(compileFoldTable());

function foldText(source: string): { letters: string; at: number[] } {
  const text = fold(source, table);
  return {
    letters: String.fromCharCode(...text.units.subarray(0, text.length)),
    at: [...text.offsets.subarray(0, text.length)],
  };
}

describe('squeeze', () => {
  it('takes a letter drawn out for one, and keeps the way back', () => {
    expect(foldText('eeeasy jooob')).toEqual({ letters: 'easyjob', at: [0, 3, 4, 5, 7, 8, 11] });
  });

  it('keeps abbreviations, numbers, what stands for digits, and letters that are doubled', () => {
    expect(foldText('SSS 1000 1OOO 09xxxx free').letters).toBe('sss10001ooo09xxxxfree');
  });

  it.each(['1', '哈', 'x', 'a', 'ㅋ', '่'])('looks at a million of %s once, not once for each', (sign) => {
    expect(fold(sign.repeat(900_000), table).length).toBeGreaterThan(0);
  });

  it('takes a sign set twice for one', () => {
    expect(foldText('\u0e17\u0e35\u0e35\u0e48\u0e48').letters).toBe('\u0e17\u0e35\u0e48');
  });

  it('keeps what stands between several that are taken out, each at its place', () => {
    expect(foldText('eeeasy jooob, nooow 1000 SSS')).toEqual({
      letters: 'easyjobnow1000sss',
      at: [0, 3, 4, 5, 7, 8, 11, 14, 15, 18, 20, 21, 22, 23, 25, 26, 27],
    });
  });

  it('joins three parts of a vowel sign, and drops one set twice behind them', () => {
    expect(foldText('\u0dc3\u0dd9\u0dcf\u0dca\u0dca\u0d9a').letters).toBe('\u0dc3\u0ddd\u0d9a');
  });

  it('joins the halves of a vowel sign', () => {
    expect(foldText('\u0dc3\u0ddd'.normalize('NFD')).letters).toBe('\u0dc3\u0ddd');
  });
});
