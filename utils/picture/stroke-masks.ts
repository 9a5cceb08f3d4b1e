/** Finds strokes: pixels that are clearly darker, or clearly lighter, than the ground around them. */
import type { GreyImage } from './grey-image.ts';

export interface StrokeMasks {
  /** 1 where a pixel is darker than the ground. */
  dark: Uint8Array;
  /** 1 where a pixel is lighter than the ground. */
  light: Uint8Array;
}

/** Pixels between two samples of the ground. */
const STEP = 4;
/** Grey levels by which a stroke differs at least from the ground: a light rim around dark letters does not. */
const MIN_OVER_GROUND = 10;
/**
 * Grey levels by which a stroke differs at least from the mean near it. An outline sets off letters on a bright ground.
 */
const MIN_DIFFERENCE = 22;
/** `radius` divided by the radius of what is near. */
const NEAR_PART = 3;
/** The same as a part of the range of greys around it, the outer tenths left out. */
const RANGE_PART = 0.3;
/** Grey levels in one bin of the histogram. */
const BIN = 4;
const BINS = 256 / BIN;

/** @param radius pixels around a place that make its ground; at least the height of a letter */
export function strokeMasks(image: GreyImage, radius: number): StrokeMasks {
  const { width, height, data } = image;
  const ground = sampleGround(image, Math.max(1, Math.round(radius / STEP)));
  const sums = integralImage(image);
  const near = Math.round(radius / NEAR_PART);
  const dark = new Uint8Array(width * height);
  const light = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.min(ground.rows - 1, Math.floor(y / STEP)) * ground.columns;
    for (let x = 0; x < width; x++) {
      const cell = row + Math.min(ground.columns - 1, Math.floor(x / STEP));
      const at = y * width + x;
      const value = data[at] as number;
      const overGround = value - (ground.median[cell] as number);
      const overMean = value - meanAround(sums, width, x, y, near);
      const least = ground.difference[cell] as number;
      if (overGround < -MIN_OVER_GROUND && overMean < -least) dark[at] = 1;
      else if (overGround > MIN_OVER_GROUND && overMean > least) light[at] = 1;
    }
  }
  return { dark, light };
}

interface Ground {
  columns: number;
  rows: number;
  /** Median of the greys around each cell: letters cover less than half of their ground. */
  median: Uint8Array;
  /** Grey levels by which a stroke differs from it at least. */
  difference: Uint8Array;
}

/** A sliding histogram over every fourth pixel (after Huang). */
function sampleGround({ width, height, data }: GreyImage, radius: number): Ground {
  const [columns, rows] = [Math.ceil(width / STEP), Math.ceil(height / STEP)];
  const samples = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      samples[row * columns + column] = (data[row * STEP * width + column * STEP] as number) / BIN;
  const median = new Uint8Array(columns * rows);
  const difference = new Uint8Array(columns * rows);
  const histogram = new Int32Array(BINS);
  for (let row = 0; row < rows; row++) {
    histogram.fill(0);
    const [top, bottom] = [Math.max(0, row - radius), Math.min(rows, row + radius + 1)];
    const change = (column: number, by: 1 | -1): number => {
      if (column < 0 || column >= columns) return 0;
      for (let y = top; y < bottom; y++) {
        const bin = samples[y * columns + column] as number;
        histogram[bin] = (histogram[bin] as number) + by;
      }
      return by * (bottom - top);
    };
    let count = 0;
    for (let column = 0; column < radius; column++) count += change(column, 1);
    for (let column = 0; column < columns; column++) {
      count += change(column + radius, 1) + change(column - radius - 1, -1);
      const at = row * columns + column;
      median[at] = quantile(histogram, count * 0.5);
      const range = quantile(histogram, count * 0.95) - quantile(histogram, count * 0.05);
      difference[at] = Math.max(MIN_DIFFERENCE, range * RANGE_PART);
    }
  }
  return { columns, rows, median, difference };
}

function quantile(histogram: Int32Array, wanted: number): number {
  let seen = 0;
  for (let bin = 0; bin < BINS; bin++) {
    seen += histogram[bin] as number;
    if (seen > wanted) return bin * BIN + BIN / 2;
  }
  return 255;
}

/** Sums over all rectangles that start at the upper left corner; one row and one column of zeros first. */
function integralImage({ width, height, data }: GreyImage): Uint32Array {
  const stride = width + 1;
  const sums = new Uint32Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let rowSum = 0;
    for (let x = 0; x < width; x++) {
      rowSum += data[y * width + x] as number;
      const at = (y + 1) * stride + x + 1;
      sums[at] = (sums[at - stride] as number) + rowSum;
    }
  }
  return sums;
}

function meanAround(sums: Uint32Array, width: number, x: number, y: number, radius: number): number {
  const height = sums.length / (width + 1) - 1;
  const [left, right] = [Math.max(0, x - radius), Math.min(width, x + radius + 1)];
  const [top, bottom] = [Math.max(0, y - radius) * (width + 1), Math.min(height, y + radius + 1) * (width + 1)];
  const sum =
    (sums[bottom + right] as number) -
    (sums[top + right] as number) -
    (sums[bottom + left] as number) +
    (sums[top + left] as number);
  return sum / ((right - left) * ((bottom - top) / (width + 1)));
}
