/**
 * A perceptual hash (dHash) of a picture. It is the same for copies that were compressed or scaled again, and close for
 * copies cut a little. Each of 256 bits says whether a field of a grid is darker than the field to its right.
 */
import type { GreyImage } from './grey-image.ts';

/** Fewer fields take different posters for copies: docs/reports/pictures.md. */
const ROWS = 16;
const COLUMNS = 16;
/** Steps of grey from one field to the next that count: compression changes smooth parts by less. */
const MIN_STEP = 4;
const WORDS = (ROWS * COLUMNS) / 32;
/** A print with fewer bits set is of a nearly plain picture and distinguishes nothing. */
const MIN_BITS = 8;

/** Difference up to which two pictures count as copies; docs/reports/pictures.md says how it was measured. */
export const MAX_COPY_DIFFERENCE = 0.55;

/** @returns 64 hexadecimal digits, or null for a picture that is too small or too plain to be recognised */
export function picturePrint(image: GreyImage): string | null {
  if (image.width <= COLUMNS || image.height < ROWS) return null;
  const means = fieldMeans(image);
  let print = '';
  let set = 0;
  for (let at = 0; at < ROWS * COLUMNS; at += 4) {
    let digit = 0;
    for (let bit = at; bit < at + 4; bit++) {
      const field = Math.floor(bit / COLUMNS) * (COLUMNS + 1) + (bit % COLUMNS);
      const isDarker = (means[field + 1] as number) - (means[field] as number) >= MIN_STEP;
      digit = digit * 2 + Number(isDarker);
      set += Number(isDarker);
    }
    print += digit.toString(16);
  }
  return set < MIN_BITS ? null : print;
}

/** A print as eight numbers of 32 bits, for fast comparison. */
export function wordsOfPrint(print: string): Int32Array {
  return Int32Array.from({ length: WORDS }, (_, at) => Number.parseInt(print.slice(at * 8, at * 8 + 8), 16) | 0);
}

/**
 * Bits that differ, as a part of the bits that are set in either print: 0 to 1. So a poster of few words, whose print has few bits set, is
 * not near to every other one.
 *
 * @param one see `wordsOfPrint`
 */
export function printDifference(one: Int32Array, other: Int32Array): number {
  let [differing, set] = [0, 0];
  for (let at = 0; at < WORDS; at++) {
    differing += countBits((one[at] as number) ^ (other[at] as number));
    set += countBits((one[at] as number) | (other[at] as number));
  }
  return set === 0 ? 0 : differing / set;
}

/** Bits that are set in 32, counted in pairs, nibbles and bytes at once. */
function countBits(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55_55_55_55);
  const nibbles = (pairs & 0x33_33_33_33) + ((pairs >>> 2) & 0x33_33_33_33);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f_0f_0f_0f, 0x01_01_01_01) >>> 24;
}

/** Mean grey of each field of a grid of 16 rows by 17 columns, row by row. */
function fieldMeans({ width, height, data }: GreyImage): Float64Array {
  const columns = COLUMNS + 1;
  const means = new Float64Array(ROWS * columns);
  for (let row = 0; row < ROWS; row++) {
    const [top, bottom] = [Math.floor((row * height) / ROWS), Math.floor(((row + 1) * height) / ROWS)];
    for (let column = 0; column < columns; column++) {
      const [left, right] = [Math.floor((column * width) / columns), Math.floor(((column + 1) * width) / columns)];
      let sum = 0;
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += data[y * width + x] as number;
      means[row * columns + column] = sum / ((bottom - top) * (right - left));
    }
  }
  return means;
}
