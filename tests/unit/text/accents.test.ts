/** AccentReader, which works letter by letter, against accentKey, which works on whole words. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';
import { isUnaccented, AccentReader, accentKey } from '../../../utils/text/accents.ts';

const { unitTable } = foldTableOf(compileFoldTable());

const letter = fc.oneof(
  fc.constantFrom(...Array.from('aAzZ09 .-éÉạỹĂđƠưſªºĳŉ½…™Å')),
  fc.integer({ min: 0x20, max: 0x2fff }).map((c) => String.fromCharCode(c)),
  fc.integer({ min: 0x1e00, max: 0x1eff }).map((c) => String.fromCharCode(c)),
  fc.constantFrom('a\u0301', 'o\u0302\u0323', '가', 'ﬁ'),
);

describe('AccentReader', () => {
  it.each([0, 35_389_992])('computes the same key as accentKey for payload %d', (meaning) => {
    const reader = new AccentReader(unitTable);
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 12 }), fc.nat(3), (letters, skipped) => {
        const source = letters.join('');
        const start = Math.min(skipped, source.length);
        reader.readSpan(source, start, source.length, meaning);
        expect(reader.key).toBe(accentKey(source.slice(start), meaning, unitTable));
        expect(reader.isUnaccented).toBe(isUnaccented(source.slice(start)));
      }),
      { numRuns: 2000, seed: 3 },
    );
  });

  it('computes the same key as accentKey for every cached letter', () => {
    const reader = new AccentReader(unitTable);
    for (let c = 0; c < 0x2c00; c++) {
      const source = String.fromCharCode(c);
      reader.readSpan(source, 0, 1, 7);
      expect([c, reader.key, reader.isUnaccented]).toEqual([c, accentKey(source, 7, unitTable), isUnaccented(source)]);
    }
  });
});
