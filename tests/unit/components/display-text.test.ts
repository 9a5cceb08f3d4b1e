import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayText } from '../../../components/display-text.ts';

describe('displayText', () => {
  it('removes bidirectional marks and keeps joiners that scripts need', () => {
    expect(displayText('pay\u202egnp.exe\u2066x\u2069')).toBe('paygnp.exex');
    expect(displayText('क्\u200dष می\u200cخواهم')).toBe('क्\u200dष می\u200cخواهم');
    expect(displayText('a\u0000b\u200bc\ufeff')).toBe('abc');
  });

  it('gives one line and cuts it at whole characters', () => {
    expect(displayText('  two\n lines\t here ')).toBe('two lines here');
    expect(displayText('😀'.repeat(10), 4)).toBe('😀😀😀…');
  });

  it('gives a short text without control characters for any input', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.integer({ min: 1, max: 200 }), (text, most) => {
        const shown = displayText(text, most);
        expect(Array.from(shown).length).toBeLessThanOrEqual(most);
        expect(shown).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
