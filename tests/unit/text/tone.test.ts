/** Words read letter by letter give what the whole words give. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';
import { isBare, ToneReader, toneKey } from '../../../utils/text/tone.ts';

const { step } = foldTableOf(compileFoldTable());

const letter = fc.oneof(
  fc.constantFrom(...Array.from('aAzZ09 .-éÉạỹĂđƠưſªºĳŉ½…™Å')),
  fc.integer({ min: 0x20, max: 0x2fff }).map((c) => String.fromCharCode(c)),
  fc.integer({ min: 0x1e00, max: 0x1eff }).map((c) => String.fromCharCode(c)),
  fc.constantFrom('a\u0301', 'o\u0302\u0323', '가', 'ﬁ'),
);

describe('words with accents', () => {
  it.each([0, 35_389_992])('are read as the whole, meaning %d', (meaning) => {
    const reader = new ToneReader(step);
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 12 }), fc.nat(3), (letters, skipped) => {
        const source = letters.join('');
        const start = Math.min(skipped, source.length);
        reader.read(source, start, source.length, meaning);
        expect(reader.key).toBe(toneKey(source.slice(start), meaning, step));
        expect(reader.bare).toBe(isBare(source.slice(start)));
      }),
      { numRuns: 2000, seed: 3 },
    );
  });

  it('tells every letter apart as the whole does', () => {
    const reader = new ToneReader(step);
    for (let c = 0; c < 0x2c00; c++) {
      const source = String.fromCharCode(c);
      reader.read(source, 0, 1, 7);
      expect([c, reader.key, reader.bare]).toEqual([c, toneKey(source, 7, step), isBare(source)]);
    }
  });
});
