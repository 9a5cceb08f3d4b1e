/** Reads QR codes in a picture. */
import jsQR from 'jsqr';
import type { RgbaImage } from '../picture/grey-image.ts';

/** Codes that are read in one picture at most. */
const MAX_CODES = 4;
const MAX_CODE_UNITS = 2_000;
/** White pixels painted over a code that was read, so that the next one is found. */
const COVER = 4;

/** Their texts, mostly links; none twice. */
export function readCodes({ width, height, data }: RgbaImage): string[] {
  const pixels = Uint8ClampedArray.from(data);
  const codes = new Set<string>();
  for (let round = 0; round < MAX_CODES; round++) {
    const code = jsQR(pixels, width, height);
    if (code === null) break;
    if (code.data.trim() !== '') codes.add(code.data.trim().slice(0, MAX_CODE_UNITS));
    const corners = Object.values(code.location).filter((corner) => corner !== undefined);
    const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
    const [left, right] = [
      Math.max(0, Math.floor(Math.min(...xs)) - COVER),
      Math.min(width, Math.ceil(Math.max(...xs)) + COVER),
    ];
    for (let y = Math.max(0, Math.floor(Math.min(...ys)) - COVER); y < Math.min(height, Math.max(...ys) + COVER); y++)
      pixels.fill(255, (y * width + left) * 4, (y * width + right) * 4);
  }
  return [...codes];
}
