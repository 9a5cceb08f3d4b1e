/** The table of phrase starts: how large its filters are, and that they rule out no phrase. */
import { expect, it } from 'vitest';
import { NEXT_MASK, PhraseStartTable, START_WORDS, tripleHash } from '../../../utils/text/phrase-start-table.ts';

const NODE = 7;

/** Starts of `count` phrases of four letters, different in their first three. */
function startsOf(count: number): Int32Array {
  const starts = new Int32Array(START_WORDS * count);
  for (let i = 0; i < count; i++) {
    const letter = (place: number): number => 0x61 + (Math.floor(i / 26 ** place) % 26);
    starts.set([letter(0) | (letter(1) << 16), letter(2), NODE, 1 << (letter(0) & NEXT_MASK)], START_WORDS * i);
  }
  return starts;
}

it.each([1, 145, 730, 17_000])('of %i starts lets each through by its fourth unit', (count) => {
  const starts = startsOf(count);
  const { nextUnits, nextUnitsShift } = new PhraseStartTable([{ language: 0, starts }]);
  for (let i = 0; i < count; i++) {
    const [ab, c, , next] = starts.subarray(START_WORDS * i) as unknown as [number, number, number, number];
    expect((nextUnits[tripleHash(ab, c) >>> nextUnitsShift] as number) & next).toBe(next);
  }
});

it('has a filter as large as its phrases need: that of the chat services leaves the cache to others', () => {
  const sizeOf = (count: number): number => {
    const { nextUnits, nextUnitsShift } = new PhraseStartTable([{ language: 0, starts: startsOf(count) }]);
    expect(nextUnits.length).toBe(2 ** (32 - nextUnitsShift));
    return nextUnits.length;
  };
  expect(sizeOf(145)).toBe(256);
  expect(sizeOf(730)).toBe(2_048);
  expect(sizeOf(17_000)).toBe(2 ** 15);
});
