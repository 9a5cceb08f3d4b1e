import { describe, expect, it } from 'vitest';
import { pictureSize } from '../../../utils/picture-reader/picture-size.ts';

/** Bytes given as numbers and ASCII, followed by zeros. */
function head(...parts: (number | string)[]): Uint8Array {
  const bytes = parts.flatMap((part) => (typeof part === 'number' ? [part] : [...Buffer.from(part, 'latin1')]));
  return Uint8Array.from([...bytes, ...Array.from({ length: 64 }, () => 0)]);
}

describe('pictureSize', () => {
  it('reads the size of a PNG, a GIF, a BMP and a JPEG', () => {
    const png = head(0x89, 'PNG\r\n', 0x1a, '\n', 0, 0, 0, 13, 'IHDR', 0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20);
    expect(pictureSize(png)).toEqual({ type: 'image/png', width: 20_000, height: 20_000 });
    expect(pictureSize(head('GIF89a', 0x10, 0, 0x20, 0))).toMatchObject({ width: 16, height: 32 });
    const bmp = head('BM', ...Array.from({ length: 16 }, () => 0), 100, 0, 0, 0, 0x9c, 0xff, 0xff, 0xff);
    expect(pictureSize(bmp)).toMatchObject({ type: 'image/bmp', width: 100, height: 100 });
    const jpeg = head(0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 17, 8, 0x04, 0x38, 0x05, 0xa0);
    expect(pictureSize(jpeg)).toEqual({ type: 'image/jpeg', width: 1_440, height: 1_080 });
  });

  it('reads the size of the three kinds of WebP', () => {
    const webp = (chunk: string, ...rest: number[]) => head('RIFF', 0, 0, 0, 0, 'WEBP', chunk, 0, 0, 0, 0, ...rest);
    expect(pictureSize(webp('VP8X', 0, 0, 0, 0, 0x37, 4, 0, 0x37, 4, 0))).toMatchObject({
      width: 1_080,
      height: 1_080,
    });
    expect(pictureSize(webp('VP8L', 0x2f, 9, 0x40, 2, 0))).toMatchObject({ width: 10, height: 10 });
    expect(pictureSize(webp('VP8 ', 0, 0, 0, 0x9d, 1, 0x2a, 64, 0, 48, 0))).toMatchObject({ width: 64, height: 48 });
  });

  it('takes a size that the first bytes do not tell for larger than any limit', () => {
    expect(pictureSize(head(0xff, 0xd8, 1, 2, 3))).toMatchObject({ width: 65_535, height: 65_535 });
    expect(pictureSize(head(0, 0, 0, 24, 'ftypavif'))).toMatchObject({ type: 'image/avif', width: 65_535 });
  });

  it('refuses SVG, HTML and files without a picture', () => {
    expect(pictureSize(head('<svg xmlns="http://www.w3.org/2000/svg"><script>'))).toBeNull();
    expect(pictureSize(head('<!doctype html><html>'))).toBeNull();
    expect(pictureSize(head('%PDF-1.7'))).toBeNull();
    expect(pictureSize(new Uint8Array(4))).toBeNull();
  });
});
