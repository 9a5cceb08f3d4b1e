/** Numbers in words, read backwards from where they end. */
import { describe, expect, it } from 'vitest';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';
import { fold } from '../../../utils/text/fold.ts';
import { NumberWordReader } from '../../../utils/text/number-words.ts';

const table = foldTableOf(compileFoldTable());
const reader = new NumberWordReader([
  ['one', 1],
  ['three', 3],
  ['thirtythree', 33],
  ['five', 5],
  ['ten', 10],
  ['hundred', 100],
  ['fifteen', 15],
]);

function readEnd(source: string, from = 0): { start: number; number: number } | null {
  const text = fold(source, table);
  return reader.readBefore(text, from, text.length);
}

describe('a number in words', () => {
  it.each([
    ['three', 3],
    ['ten', 10],
    ['three ten', 30],
    ['ten three', 13],
    ['three ten five', 35],
    ['three hundred ten five', 315],
    ['one hundred fifteen', 115],
    ['thirty three', 33],
  ])('%s is %i', (source, number) => {
    expect(readEnd(source)).toEqual({ start: 0, number });
  });

  it('begins behind other words', () => {
    expect(readEnd('pay of three hundred')).toEqual({ start: 5, number: 300 });
  });

  it('is null where none ends there', () => {
    expect(readEnd('three dollars')).toBeNull();
    expect(readEnd('')).toBeNull();
  });

  it('begins at the first unit that may be read', () => {
    expect(readEnd('three hundred', 5)).toEqual({ start: 5, number: 100 });
    expect(readEnd('three', 1)).toBeNull();
  });

  it('has five words at most', () => {
    expect(readEnd('one one one one one one')?.number).toBe(5);
  });
});
