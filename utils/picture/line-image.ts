/** The picture of one line, level, black on white, at the height that the recogniser was trained on. */
import { boundsOf, widthOf } from './box.ts';
import type { Component } from './components.ts';
import type { GreyImage } from './grey-image.ts';
import type { TextLine } from './line-geometry.ts';

/** Pixels of the line's whole height, marks above and below included. */
const LINE_HEIGHT = 56;
/** White pixels on each side. */
export const LINE_MARGIN = 10;
/** Pixels around a stroke that keep their greys: the soft edge. */
const EDGE = 2;
const MAX_LINE_WIDTH = 4_000;

export interface LineImage extends GreyImage {
  /** Pixels of this image for one pixel of the picture. */
  scale: number;
}

/** @param labels labels of the components, as wide as the image */
export function drawLine(line: TextLine, image: GreyImage, labels: Int32Array): LineImage {
  const ink = inkOf(line, image, labels);
  const band = bandOf(line);
  const scale = Math.min(
    LINE_HEIGHT / Math.max(8, band.bottom - band.top),
    MAX_LINE_WIDTH / Math.max(1, widthOf(line)),
    4,
  );
  const width = Math.max(1, Math.round(widthOf(line) * scale)) + 2 * LINE_MARGIN;
  const height = Math.max(1, Math.round((band.bottom - band.top) * scale)) + 2 * LINE_MARGIN;
  const data = new Uint8Array(width * height).fill(255);
  // Pixels that are shrunk are averaged over as many samples a side.
  const samples = Math.min(4, Math.max(1, Math.ceil(1 / scale)));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let v = 0; v < samples; v++) {
        for (let u = 0; u < samples; u++) {
          const column = line.left + (x - LINE_MARGIN + (u + 0.5) / samples) / scale;
          const level = band.top + (y - LINE_MARGIN + (v + 0.5) / samples) / scale;
          sum += ink.at(column - 0.5, level + line.slope * (column - line.left) - 0.5);
        }
      }
      data[y * width + x] = Math.round(255 - sum / (samples * samples));
    }
  }
  return { width, height, data, scale };
}

/** Upper and lower end of the line at its left end, after it was made level. */
function bandOf({ components, slope, left }: TextLine): { top: number; bottom: number } {
  let [top, bottom] = [Infinity, -Infinity];
  for (const one of components) {
    const shift = slope * ((one.left + one.right) / 2 - left);
    top = Math.min(top, one.top - shift);
    bottom = Math.max(bottom, one.bottom - shift);
  }
  return { top, bottom };
}

interface Ink {
  /** Ink at a place of the picture, 0 to 255, between pixels by bilinear interpolation. */
  at(x: number, y: number): number;
}

/** The line's strokes alone: each component is stretched from its own ground to its own colour. */
function inkOf(line: TextLine, image: GreyImage, labels: Int32Array): Ink {
  const bounds = boundsOf(line.components);
  const [left, top] = [Math.max(0, bounds.left - EDGE), Math.max(0, bounds.top - EDGE)];
  const width = Math.min(image.width, bounds.right + EDGE) - left;
  const height = Math.min(image.height, bounds.bottom + EDGE) - top;
  const ink = new Uint8Array(width * height);
  for (const component of line.components) stretch(component, image, labels, { ink, left, top, width, height });
  const value = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : (ink[y * width + x] as number);
  return {
    at(x, y) {
      const [column, row] = [Math.floor(x), Math.floor(y)];
      const [dx, dy] = [x - column, y - row];
      const [u, v] = [column - left, row - top];
      const upper = value(u, v) * (1 - dx) + value(u + 1, v) * dx;
      const lower = value(u, v + 1) * (1 - dx) + value(u + 1, v + 1) * dx;
      return upper * (1 - dy) + lower * dy;
    },
  };
}

/** Sum of the greys of some pixels, and how many they are. */
interface Level {
  sum: number;
  count: number;
}

interface InkMap {
  ink: Uint8Array;
  left: number;
  top: number;
  width: number;
  height: number;
}

function stretch(component: Component, image: GreyImage, labels: Int32Array, map: InkMap): void {
  const [x0, y0] = [Math.max(0, component.left - EDGE), Math.max(0, component.top - EDGE)];
  const [x1, y1] = [Math.min(image.width, component.right + EDGE), Math.min(image.height, component.bottom + EDGE)];
  const distances = distancesTo(component, image, labels, [x0, y0, x1, y1]);
  const levels: [Level, Level] = [
    { sum: 0, count: 0 },
    { sum: 0, count: 0 },
  ];
  const width = x1 - x0;
  for (let at = 0; at < distances.length; at++) {
    const distance = distances[at] as number;
    const level = distance === 0 ? levels[0] : distance === EDGE ? levels[1] : null;
    if (level === null) continue;
    level.sum += image.data[(y0 + Math.floor(at / width)) * image.width + x0 + (at % width)] as number;
    level.count++;
  }
  const colour = levels[0].sum / Math.max(1, levels[0].count);
  const ground = levels[1].count === 0 ? (colour < 128 ? 255 : 0) : levels[1].sum / levels[1].count;
  const span = ground - colour || 1;
  for (let at = 0; at < distances.length; at++) {
    const distance = distances[at] as number;
    const [x, y] = [x0 + (at % width), y0 + Math.floor(at / width)];
    // A component that was cut continues beyond its box.
    if (distance > EDGE || (distance > 0 && labels[y * image.width + x] === component.label)) continue;
    const value = image.data[y * image.width + x] as number;
    const part = Math.min(1, Math.max(0, ((ground - value) / span) * 1.1));
    const to = (y - map.top) * map.width + x - map.left;
    if (to >= 0 && to < map.ink.length) map.ink[to] = Math.max(map.ink[to] as number, Math.round(part * 255));
  }
}

/** Steps (8-neighbourhood) from each pixel of a box to the component: 0 on it, `EDGE + 1` for all that are farther. */
function distancesTo(
  { label, left, top, right, bottom }: Component,
  image: GreyImage,
  labels: Int32Array,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
): Uint8Array {
  const width = x1 - x0;
  const distances = new Uint8Array(width * (y1 - y0)).fill(EDGE + 1);
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++)
      if (labels[y * image.width + x] === label) distances[(y - y0) * width + x - x0] = 0;
  for (let step = 1; step <= EDGE; step++) {
    for (let y = y0; y < y1; y++) {
      for (let x = x0; x < x1; x++) {
        const at = (y - y0) * width + x - x0;
        if ((distances[at] as number) <= step) continue;
        if (touches(distances, width, at, x - x0, step - 1)) distances[at] = step;
      }
    }
  }
  return distances;
}

function touches(distances: Uint8Array, width: number, at: number, x: number, wanted: number): boolean {
  for (const row of [at - width, at, at + width]) {
    if (x > 0 && distances[row - 1] === wanted) return true;
    if (distances[row] === wanted) return true;
    if (x + 1 < width && distances[row + 1] === wanted) return true;
  }
  return false;
}
