/** Reads the header of a PNG file. */

export interface PngHeader {
  width: number;
  height: number;
  /** Stores require screenshots without transparency. */
  alpha: boolean;
}

const SIGNATURE = '89504e470d0a1a0a';

/** Null when the bytes are no PNG file. */
export function readPngHeader(bytes: Uint8Array | undefined): PngHeader | null {
  if (bytes === undefined || bytes.length < 26) return null;
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.subarray(0, 8).toString('hex') !== SIGNATURE) return null;
  const colourType = data[25] ?? 0;
  return { width: data.readUInt32BE(16), height: data.readUInt32BE(20), alpha: colourType === 4 || colourType === 6 };
}
