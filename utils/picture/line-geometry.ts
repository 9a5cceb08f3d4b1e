/** A line of text in a picture, and where its letters and marks lie. */
import { heightOf, widthOf, type Box } from './box.ts';
import type { Component } from './components.ts';

export interface TextLine extends Box {
  /** Letters and parts of letters, from left to right. */
  components: Component[];
  /** Median height of the letters, pixels. */
  letterHeight: number;
  /** Pixels down for each pixel to the right. */
  slope: number;
}

/** Upper and lower end of the letters at a column, the line taken as level. */
export function bandAt({ components, slope }: TextLine, x: number): { top: number; bottom: number } {
  const shifts = components.map((one) => slope * (x - (one.left + one.right) / 2));
  return {
    top: Math.min(...components.map((one, at) => one.top + (shifts[at] as number))),
    bottom: Math.max(...components.map((one, at) => one.bottom + (shifts[at] as number))),
  };
}

/** Vertical middle of a line's letters at a column. */
export function middleAt({ components, slope }: TextLine, x: number): number {
  const middles = thin(components, 40).map(
    (one) => (one.top + one.bottom) / 2 + slope * (x - (one.left + one.right) / 2),
  );
  return median(middles);
}

/** Height in pixels of the letters that fill most of a line. In Burmese, half of the components are dots and rings. */
export function bodyHeight(components: readonly Component[]): number {
  const half = components.reduce((sum, one) => sum + widthOf(one), 0) / 2;
  let width = 0;
  for (const one of components.toSorted((a, b) => heightOf(a) - heightOf(b))) {
    width += widthOf(one);
    if (width >= half) return heightOf(one);
  }
  return 0;
}

/**
 * Distance of a mark from the middle of a line, in letter heights. Infinite when it is too large or beside the line.
 */
export function markDistance(line: TextLine, mark: Component): number {
  const { letterHeight } = line;
  const [x, y] = [(mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2];
  if (heightOf(mark) > 1.6 * letterHeight || widthOf(mark) > 4 * letterHeight) return Infinity;
  if (x < line.left - letterHeight || x > line.right + letterHeight) return Infinity;
  return Math.abs(y - middleAt(line, x)) / letterHeight;
}

export function thin<T>(list: readonly T[], most: number): T[] {
  const step = Math.max(1, list.length / most);
  const kept: T[] = [];
  for (let at = 0; at < list.length; at += step) kept.push(list[Math.floor(at)] as T);
  return kept;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
