import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GreyImage } from '../../../utils/picture/grey-image.ts';
import {
  wordsOfPrint,
  MAX_COPY_DIFFERENCE,
  picturePrint,
  printDifference,
} from '../../../utils/picture/picture-print.ts';

/** A picture of soft spots, drawn at any size. */
function spots(width: number, height: number, seed: number): GreyImage {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [u, v] = [x / width, y / height];
      data[y * width + x] = 128 + 60 * Math.sin((7 + seed) * u + 3 * v) + 60 * Math.cos(5 * u - (9 + seed) * v);
    }
  return { width, height, data };
}
const difference = (one: string | null, other: string | null): number =>
  printDifference(wordsOfPrint(one!), wordsOfPrint(other!));

describe('the perceptual hash of a picture', () => {
  test('is nearly the same at another size, and under the noise of compression', () => {
    const whole = spots(540, 720, 0);
    const noisy = { ...whole, data: whole.data.map((grey, at) => grey + ((at * 7919) % 5) - 2) };
    const print = picturePrint(whole);
    expect(print).toMatch(/^[\da-f]{64}$/u);
    expect(difference(print, picturePrint(spots(135, 180, 0)))).toBeLessThanOrEqual(MAX_COPY_DIFFERENCE);
    expect(difference(print, picturePrint(noisy))).toBeLessThanOrEqual(MAX_COPY_DIFFERENCE);
  });

  test('differs between pictures', () => {
    expect(difference(picturePrint(spots(540, 720, 0)), picturePrint(spots(540, 720, 6)))).toBeGreaterThan(
      MAX_COPY_DIFFERENCE,
    );
  });

  test('is none for a plain or tiny picture, or one that only gets lighter', () => {
    const plain = { width: 100, height: 100, data: new Uint8Array(10_000).fill(200) };
    const shade = { ...plain, data: plain.data.map((_, at) => 200 - (at % 100) * 2) };
    expect([plain, shade, spots(16, 16, 0)].map(picturePrint)).toEqual([null, null, null]);
  });

  test('the difference is the part of the set bits that differ, the same both ways', () => {
    const bits = (print: bigint): number => print.toString(2).replaceAll('0', '').length;
    const print = fc.bigInt({ min: 1n, max: (1n << 256n) - 1n });
    const hex = (value: bigint): string => value.toString(16).padStart(64, '0');
    fc.assert(
      fc.property(print, print, (a, b) => {
        expect(difference(hex(a), hex(b))).toBe(bits(a ^ b) / bits(a | b));
        expect(difference(hex(a), hex(b))).toBe(difference(hex(b), hex(a)));
      }),
    );
    expect(difference('0'.repeat(64), '0'.repeat(64))).toBe(0);
  });
});
