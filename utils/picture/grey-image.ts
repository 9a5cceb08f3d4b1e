/** Grey images: 8-bit luminance, row by row, 0 black to 255 white. */
export interface GreyImage {
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  /** `width * height` values. */
  data: Uint8Array;
}

/** Pixels as a canvas gives them: four bytes each, red, green, blue, alpha. */
export interface RgbaImage {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** Luminance (Rec. 601). Transparent pixels count as white paper. */
export function greyOf({ width, height, data }: RgbaImage): GreyImage {
  const grey = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < grey.length; at++, from += 4) {
    const luminance =
      (299 * (data[from] as number) + 587 * (data[from + 1] as number) + 114 * (data[from + 2] as number)) / 1_000;
    const alpha = data[from + 3] as number;
    grey[at] = Math.round(alpha === 255 ? luminance : (luminance * alpha + 255 * (255 - alpha)) / 255);
  }
  return { width, height, data: grey };
}
