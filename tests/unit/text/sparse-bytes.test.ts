import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packSparse, readSparse } from '../../../utils/text/sparse-bytes.ts';

describe('sparse bytes', () => {
  it('are read as they were packed', () => {
    const byte = fc.oneof({ weight: 5, arbitrary: fc.constant(16) }, fc.integer({ min: 0, max: 255 }));
    const eight = fc.array(byte, { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(eight, { maxLength: 20 }), (all) => {
        const bytes = Uint8Array.from(all.flat());
        expect(readSparse(packSparse(bytes, 16), 16)).toEqual(bytes);
      }),
    );
  });

  it('are refused when values are missing or too many', () => {
    const { bitmap, others } = packSparse(Uint8Array.of(16, 3, 16, 16, 4, 16, 16, 16), 16);
    expect(others).toEqual(Uint8Array.of(3, 4));
    expect(() => readSparse({ bitmap, others: others.subarray(1) }, 16)).toThrow(RangeError);
    expect(() => readSparse({ bitmap, others: Uint8Array.of(3, 4, 5) }, 16)).toThrow(RangeError);
  });
});
