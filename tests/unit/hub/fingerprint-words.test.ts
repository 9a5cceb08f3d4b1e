import { describe, expect, it } from 'vitest';
import { fingerprintWords } from '../../../hub/fingerprint-words.ts';

describe('fingerprintWords', () => {
  it('writes the 24 words of the test vectors of BIP-39', () => {
    expect(fingerprintWords('00'.repeat(32))).toBe(`${'abandon '.repeat(23)}art`);
    expect(fingerprintWords('7f'.repeat(32))).toMatch(/^legal winner thank year wave sausage .* title$/u);
  });

  it('refuses what is no fingerprint', () => {
    expect(() => fingerprintWords('7f')).toThrow('"7f" is no fingerprint.');
  });
});
