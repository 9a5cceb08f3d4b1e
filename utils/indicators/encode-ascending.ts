/**
 * Elias-Fano coding of ascending numbers below 2^universe, close to the minimum size. With n numbers, b is the number
 * of bits of n. The first b bits of each number make a bitmap of n + 2^b bits: bit (value + index) is set. The other
 * bits follow, packed. Bits are written from the lowest up; each part is padded with zeros to a byte.
 */
import { FormatError } from './format-error.ts';

interface Layout {
  /** Bits of a number in the bitmap (`bits`) and in the packed part (`width`). */
  bits: number;
  width: number;
  /** Offsets of the packed part and of the end, in bytes. */
  packed: number;
  size: number;
}

function layoutOf(count: number, universe: number): Layout {
  const bits = Math.min(universe, 32 - Math.clz32(count));
  const width = universe - bits;
  const packed = Math.ceil((count + 2 ** bits) / 8);
  return { bits, width, packed, size: packed + Math.ceil((count * width) / 8) };
}

/** Returns the size of `count` numbers in bytes. @param universe bits of each number, 0..32 */
export function encodedSize(count: number, universe: number): number {
  return layoutOf(count, universe).size;
}

/** Writes numbers `valueAt(0) <= valueAt(1) <= ...` into `out`, which must hold zeros. */
export function encodeAscending(
  out: Uint8Array,
  count: number,
  universe: number,
  valueAt: (index: number) => number,
): void {
  const { width, packed } = layoutOf(count, universe);
  for (let place = 0; place < count; place++) {
    const value = valueAt(place);
    const first = Math.floor(value / 2 ** width) + place;
    out[first >>> 3] = (out[first >>> 3] ?? 0) | (1 << (first & 7));
    writeBits(out, packed, place * width, width, value % 2 ** width);
  }
}

/**
 * Calls `onValue` with each number in order. Throws a FormatError for anything that `encodeAscending` does not write. It checks
 * that the first bits do not descend; the caller checks the rest.
 */
export function decodeAscending(
  bytes: Uint8Array,
  count: number,
  universe: number,
  onValue: (index: number, value: number) => void,
): void {
  const { bits, width, packed, size } = layoutOf(count, universe);
  if (bytes.length !== size) throw new FormatError(`coded: ${bytes.length} bytes where ${count} numbers need ${size}`);
  let place = 0;
  for (let byte = 0; byte < packed; byte++) {
    for (let set = bytes[byte] ?? 0; set !== 0; set &= set - 1) {
      const first = 8 * byte + (31 - Math.clz32(set & -set)) - place;
      if (place >= count || first >= 2 ** bits) throw new FormatError('coded: bitmap names more than the numbers');
      onValue(place, first * 2 ** width + readBits(bytes, packed, place * width, width));
      place++;
    }
  }
  if (place !== count) throw new FormatError('coded: bitmap names fewer than the numbers');
  const used = (count * width) & 7;
  if (used !== 0 && (bytes[size - 1] ?? 0) >>> used !== 0) throw new FormatError('coded: filling is not zero');
}

function writeBits(bytes: Uint8Array, base: number, at: number, width: number, value: number): void {
  for (let done = 0; done < width;) {
    const byte = base + ((at + done) >>> 3);
    const shift = (at + done) & 7;
    const take = Math.min(8 - shift, width - done);
    bytes[byte] = (bytes[byte] ?? 0) | (((value >>> done) & (2 ** take - 1)) << shift);
    done += take;
  }
}

function readBits(bytes: Uint8Array, base: number, at: number, width: number): number {
  let value = 0;
  for (let done = 0; done < width;) {
    const shift = (at + done) & 7;
    const take = Math.min(8 - shift, width - done);
    const part = ((bytes[base + ((at + done) >>> 3)] ?? 0) >>> shift) & (2 ** take - 1);
    value += part * 2 ** done;
    done += take;
  }
  return value;
}
