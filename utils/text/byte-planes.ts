/** Numbers as byte planes: all low bytes first, then all second bytes, and so on. Equal high bytes compress well. */

/** `width`: bytes for each number. Throws a RangeError when a number does not fit. */
export function toBytePlanes(values: ArrayLike<number>, width: number): Uint8Array {
  const { length } = values;
  const bytes = new Uint8Array(length * width);
  for (let i = 0; i < length; i++) {
    const value = values[i] ?? 0;
    if (value < 0 || value >= 2 ** (8 * width)) throw new RangeError(`${value} does not fit in ${width} bytes`);
    for (let plane = 0; plane < width; plane++) bytes[plane * length + i] = (value >>> (8 * plane)) & 0xff;
  }
  return bytes;
}

/** Numbers `from` to `to` (exclusive); all of them by default. */
export function fromBytePlanes(
  bytes: Uint8Array,
  width: number,
  from = 0,
  to = Math.floor(bytes.length / width),
): Uint32Array {
  const length = Math.floor(bytes.length / width);
  const values = new Uint32Array(to - from);
  for (let plane = 0; plane < width; plane++) {
    const shift = 8 * plane;
    const start = plane * length + from;
    for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) | ((bytes[start + i] as number) << shift);
  }
  return values;
}

/** One bit for each flag; the first flag is the lowest bit of byte 0. */
export function packBits(flags: readonly boolean[]): Uint8Array {
  const bytes = new Uint8Array((flags.length + 7) >> 3);
  for (const [i, flag] of flags.entries()) if (flag) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
  return bytes;
}
