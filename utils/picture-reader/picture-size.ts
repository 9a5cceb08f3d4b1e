/** Kind and size of a picture from its first bytes: a huge one is refused before it is decoded. */
export interface PictureSize {
  type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/bmp' | 'image/avif';
  /** Pixels; 65,535 where the first bytes do not tell. */
  width: number;
  height: number;
}

/** Null for any other kind of file. @param head at least the first 30 bytes */
export function pictureSize(head: Uint8Array): PictureSize | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const ascii = (from: number, to: number): string => String.fromCodePoint(...head.subarray(from, to));
  if (head.length < 30) return null;
  if (ascii(1, 4) === 'PNG' && head[0] === 0x89)
    return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
  if (ascii(0, 4) === 'GIF8')
    return { type: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (ascii(0, 2) === 'BM')
    return { type: 'image/bmp', width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP')
    return { type: 'image/webp', ...webpSize(view, ascii(12, 16)) };
  if (ascii(4, 8) === 'ftyp' && /^avi[fs]/u.test(ascii(8, 12))) return { type: 'image/avif', ...avifSize(view) };
  if (view.getUint16(0) === 0xff_d8) return { type: 'image/jpeg', ...jpegSize(view) };
  return null;
}

type Size = Pick<PictureSize, 'width' | 'height'>;
/** Larger than any limit: a picture whose size is unknown is refused. */
const UNKNOWN: Size = { width: 0xff_ff, height: 0xff_ff };

function webpSize(view: DataView, chunk: string): Size {
  if (chunk === 'VP8X') {
    const sized = (at: number): number => 1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
    return { width: sized(24), height: sized(27) };
  }
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3f_ff), height: 1 + ((bits >>> 14) & 0x3f_ff) };
  }
  return { width: view.getUint16(26, true) & 0x3f_ff, height: view.getUint16(28, true) & 0x3f_ff };
}

/** The frame header (SOF) of a JPEG. */
function jpegSize(view: DataView): Size {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return UNKNOWN;
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return UNKNOWN;
}

/** The first image spatial extents property (`ispe`). */
function avifSize(view: DataView): Size {
  for (let at = 0; at + 16 < view.byteLength; at++)
    if (view.getUint32(at) === 0x69_73_70_65) return { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
  return UNKNOWN;
}
