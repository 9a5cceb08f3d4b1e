/** A picture of "words": upright bars of one height in rows, which the finder of lines takes for letters. */
import type { GreyImage } from '../../../utils/picture/grey-image.ts';

export interface BarsOptions {
  width: number;
  height: number;
  ground: number;
  ink: number;
  /** Grey of an outline around each bar, or null. */
  outline?: number;
  /** Pixels down for each pixel to the right. */
  slope?: number;
  /** Upper ends of the rows. */
  rows: readonly number[];
}

const BAR = { width: 6, height: 30, step: 16 };

export function drawBars({ width, height, ground, ink, outline, slope = 0, rows }: BarsOptions): GreyImage {
  const data = new Uint8Array(width * height).fill(ground);
  const fill = (left: number, top: number, right: number, bottom: number, value: number): void => {
    for (let y = top; y < bottom; y++) data.fill(value, y * width + left, y * width + right);
  };
  for (const top of rows) {
    for (let left = 40; left + BAR.width < width - 40; left += BAR.step) {
      const y = Math.round(top + slope * left);
      if (outline !== undefined) fill(left - 3, y - 3, left + BAR.width + 3, y + BAR.height + 3, outline);
      fill(left, y, left + BAR.width, y + BAR.height, ink);
    }
  }
  return { width, height, data };
}
