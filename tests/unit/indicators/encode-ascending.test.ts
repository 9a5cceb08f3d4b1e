import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAscending, encodeAscending, encodedSize } from '../../../utils/indicators/encode-ascending.ts';
import { FormatError } from '../../../utils/indicators/format-error.ts';

function encode(values: readonly number[], universe: number): Uint8Array {
  const out = new Uint8Array(encodedSize(values.length, universe));
  encodeAscending(out, values.length, universe, (index) => values[index] ?? 0);
  return out;
}

function decode(bytes: Uint8Array, count: number, universe: number): number[] {
  const values: number[] = [];
  decodeAscending(bytes, count, universe, (_, value) => values.push(value));
  return values;
}

describe('ascending numbers', () => {
  it('are decoded unchanged', () => {
    const ascending = fc.array(fc.nat(0xfffff), { maxLength: 100 }).map((values) => values.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(ascending, (values) => {
        expect(decode(encode(values, 20), values.length, 20)).toEqual(values);
      }),
    );
  });

  it('are refused when bytes follow or are missing', () => {
    const good = encode([1, 5, 900], 20);
    expect(() => decode(Uint8Array.from([...good, 0]), 3, 20)).toThrow(FormatError);
    expect(() => decode(good.subarray(0, -1), 3, 20)).toThrow(FormatError);
  });

  it('are refused for another count than was written', () => {
    const good = encode([1, 5, 900], 20);
    for (const count of [2, 4]) expect(() => decode(good, count, 20), `${count}`).toThrow(FormatError);
  });
});
