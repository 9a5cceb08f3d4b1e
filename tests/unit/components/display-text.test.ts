import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayText } from '../../../components/display-text.ts';

test('marks that turn the text around go, joiners that scripts need stay', () => {
  expect(displayText('pay\u202egnp.exe\u2066x\u2069')).toBe('paygnp.exex');
  expect(displayText('क्\u200dष می\u200cخواهم')).toBe('क्\u200dष می\u200cخواهم');
  expect(displayText('a\u0000b\u200bc\ufeff')).toBe('abc');
});

test('one line, cut at whole characters', () => {
  expect(displayText('  two\n lines\t here ')).toBe('two lines here');
  expect(displayText('😀'.repeat(10), 4)).toBe('😀😀😀…');
});

test('whatever comes in, what goes out is short and has no control in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.integer({ min: 1, max: 200 }), (text, most) => {
      const shown = displayText(text, most);
      expect(Array.from(shown).length).toBeLessThanOrEqual(most);
      expect(shown).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    }),
    { seed: 11, numRuns: 500 },
  );
});
