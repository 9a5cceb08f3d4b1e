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

describe('collapseRepeats', () => {
  it('collapses an elongated letter and keeps the offsets', () => {
    expect(foldText('eeeasy jooob')).toEqual({ letters: 'easyjob', at: [0, 3, 4, 5, 7, 8, 11] });
  });

  it('keeps abbreviations, numbers, placeholders for digits and double letters', () => {
    expect(foldText('SSS 1000 1OOO 09xxxx free').letters).toBe('sss10001ooo09xxxxfree');
  });

  it.each(['1', '哈', 'x', 'a', 'ㅋ', '่'])('folds a million repeats of %s in linear time', (sign) => {
    expect(fold(sign.repeat(900_000), table).length).toBeGreaterThan(0);
  });

  it('collapses a combining mark typed twice', () => {
    expect(foldText('\u0e17\u0e35\u0e35\u0e48\u0e48').letters).toBe('\u0e17\u0e35\u0e48');
  });

  it('keeps the units between several collapsed runs at their offsets', () => {
    expect(foldText('eeeasy jooob, nooow 1000 SSS')).toEqual({
      letters: 'easyjobnow1000sss',
      at: [0, 3, 4, 5, 7, 8, 11, 14, 15, 18, 20, 21, 22, 23, 25, 26, 27],
    });
  });

  it('joins three parts of a vowel sign and drops a repeated mark after them', () => {
    expect(foldText('\u0dc3\u0dd9\u0dcf\u0dca\u0dca\u0d9a').letters).toBe('\u0dc3\u0ddd\u0d9a');
  });

  it('joins the two halves of a vowel sign', () => {
    expect(foldText('\u0dc3\u0ddd'.normalize('NFD')).letters).toBe('\u0dc3\u0ddd');
  });
});
