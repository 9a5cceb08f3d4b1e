import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { FormatError } from '../../../utils/indicators/format-error.ts';
import { decodeUtf8, encodeUtf8 } from '../../../utils/indicators/utf8.ts';

it('writes and reads any well-formed text as the platform does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const bytes = new TextEncoder().encode(text);
      expect(encodeUtf8(text)).toEqual(bytes);
      expect(decodeUtf8(bytes)).toBe(text);
    }),
  );
});

it('refuses exactly the bytes that the platform refuses', () => {
  const platform = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const byte = fc.oneof(fc.nat(255), fc.constantFrom(0xc0, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0x80, 0xbf, 0xa0));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 6 }), fc.array(byte, { maxLength: 6 }), (some, more) => {
      const bytes = Uint8Array.from([...some, ...more]);
      let wanted: string | null = null;
      try {
        wanted = platform.decode(bytes);
      } catch {
        expect(() => decodeUtf8(bytes)).toThrow(FormatError);
      }
      if (wanted !== null) expect(decodeUtf8(bytes)).toBe(wanted);
    }),
    { numRuns: 3000 },
  );
});

it('reads texts longer than one piece, and refuses a lone surrogate', () => {
  const long = 'ก'.repeat(20_000);
  expect(decodeUtf8(encodeUtf8(long))).toBe(long);
  expect(() => encodeUtf8('a\ud800')).toThrow(FormatError);
});
