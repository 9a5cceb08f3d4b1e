/** Chooses between dark and light lines that cover the same place. */
import { boundsOf, contains, heightOf, horizontalGap, verticalOverlap, widthOf, type Box } from './box.ts';
import type { TextLine } from './text-lines.ts';

/** Least part of an outline's height and width that its fill takes up. The hole of a letter is smaller. */
const MIN_FILL_HEIGHT = 0.68;
const MIN_FILL_WIDTH = 0.5;
/** Part of a line's width in which outlines must be filled. */
const MIN_FILLED = 0.5;
/** Least part of a line's width and height that each of two lines in it takes up. Holes of letters are smaller. */
const MIN_INNER_WIDTH = 0.5;
const MIN_INNER_HEIGHT = 0.4;
/** Largest overlap of two such lines, as a part of the lesser height: their marks reach into each other. */
const MAX_INNER_OVERLAP = 0.35;

export interface PolarLines {
  dark: TextLine[];
  light: TextLine[];
}

export function choosePolarity({ dark, light }: PolarLines): PolarLines {
  const lost = new Set<TextLine>([
    ...dark.filter((line) => isTwoLines(line, light)),
    ...light.filter((line) => isTwoLines(line, dark)),
  ]);
  for (const a of dark) {
    for (const b of light) {
      if (lost.has(a) || lost.has(b)) continue;
      const height = Math.min(heightOf(a), heightOf(b));
      if (verticalOverlap(a, b) < 0.5 * height || horizontalGap(a, b) > -height) continue;
      const [lightFills, darkFills] = [filledPart(a, b), filledPart(b, a)];
      if (Math.max(lightFills, darkFills) >= MIN_FILLED) lost.add(lightFills > darkFills ? a : b);
      else lost.add(letterArea(a) >= letterArea(b) ? b : a);
    }
  }
  return { dark: dark.filter((line) => !lost.has(line)), light: light.filter((line) => !lost.has(line)) };
}

/** Whether a line holds two lines of the other polarity, one above the other: outlines of letters that touch. */
function isTwoLines(outer: TextLine, others: readonly TextLine[]): boolean {
  const inner = others.filter(
    (one) =>
      verticalOverlap(outer, one) > 0.5 * heightOf(one) &&
      horizontalGap(outer, one) < -MIN_INNER_WIDTH * widthOf(outer) &&
      heightOf(one) > MIN_INNER_HEIGHT * heightOf(outer),
  );
  return inner.some((a) =>
    inner.some((b) => a !== b && verticalOverlap(a, b) < MAX_INNER_OVERLAP * Math.min(heightOf(a), heightOf(b))),
  );
}

/** Part of the outer line's width whose components are filled by components of the inner line. */
function filledPart(outer: TextLine, inner: TextLine): number {
  const frames = outer.components.filter((one) => heightOf(one) > 0.5 * outer.letterHeight);
  const filled = frames.filter((frame) => isFilled(frame, inner.components));
  return sumWidths(filled) / Math.max(1, sumWidths(frames));
}

function isFilled(frame: Box, components: readonly Box[]): boolean {
  const fills = components.filter((one) => contains(frame, one));
  if (fills.length === 0) return false;
  const bounds = boundsOf(fills);
  return heightOf(bounds) >= MIN_FILL_HEIGHT * heightOf(frame) && widthOf(bounds) >= MIN_FILL_WIDTH * widthOf(frame);
}

function sumWidths(boxes: readonly Box[]): number {
  return boxes.reduce((sum, one) => sum + widthOf(one), 0);
}

/** Area of the boxes of the components that are as tall as letters. */
function letterArea({ components, letterHeight }: TextLine): number {
  return components
    .filter((one) => heightOf(one) > 0.7 * letterHeight)
    .reduce((sum, one) => sum + widthOf(one) * heightOf(one), 0);
}
