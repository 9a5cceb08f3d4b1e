/** Chooses between dark and light lines that cover the same place. */
import { areStacked, boundsOf, contains, heightOf, horizontalGap, verticalOverlap, widthOf, type Box } from './box.ts';
import type { Component } from './components.ts';
import type { TextLine } from './line-geometry.ts';

/** Least part of an outline's height and width that its fill takes up. The hole of a letter is smaller. */
const MIN_FILL_HEIGHT = 0.68;
const MIN_FILL_WIDTH = 0.5;
/** Part of a line's width in which outlines must be filled. */
const MIN_FILLED = 0.5;
/** Part of an outline's height that lines of fills in it take up together. Rows of holes in letters take up less. */
const MIN_COVERED = 0.8;
/** Least part of a line's height that lies in an outline. */
const MIN_INSIDE = 0.5;
export interface PolarLines {
  dark: TextLine[];
  light: TextLine[];
}

export function choosePolarity({ dark, light }: PolarLines): PolarLines {
  const lost = new Set<TextLine>([
    ...dark.filter((line) => isSeveralLines(line, light)),
    ...light.filter((line) => isSeveralLines(line, dark)),
  ]);
  // Outlines of several lines can be one line, and lose to one of their fills. It must not beat the other before.
  const pairs = dark.flatMap((a) => light.filter((b) => isSamePlace(a, b)).map((b) => [a, b] as const));
  for (const [a, b] of pairs) {
    if (lost.has(a) || lost.has(b)) continue;
    const [lightFills, darkFills] = [filledPart(a, b), filledPart(b, a)];
    if (Math.max(lightFills, darkFills) >= MIN_FILLED) lost.add(lightFills > darkFills ? a : b);
  }
  for (const [a, b] of pairs) if (!lost.has(a) && !lost.has(b)) lost.add(letterArea(a) >= letterArea(b) ? b : a);
  return { dark: dark.filter((line) => !lost.has(line)), light: light.filter((line) => !lost.has(line)) };
}

function isSamePlace(a: Box, b: Box): boolean {
  const height = Math.min(heightOf(a), heightOf(b));
  return verticalOverlap(a, b) >= 0.5 * height && horizontalGap(a, b) <= -height;
}

/**
 * Whether a line holds lines of the other polarity, one above the other. Outlines of letters touch from line to line.
 */
function isSeveralLines(outer: TextLine, others: readonly TextLine[]): boolean {
  const inner = others.filter((one) => verticalOverlap(outer, one) > 0 && horizontalGap(outer, one) < 0);
  if (!inner.some((a) => inner.some((b) => a !== b && areStacked(a, b)))) return false;
  const frames = framesOf(outer);
  const tall = frames.filter((frame) => isFilledByLines(frame, inner));
  if (tall.length === 0) return false;
  const components = inner.flatMap((line) => line.components);
  const filled = frames.filter((frame) => tall.includes(frame) || isFilled(frame, components));
  return sumWidths(filled) >= MIN_FILLED * sumWidths(frames);
}

/** Whether two or more lines, one above the other, take up an outline. */
function isFilledByLines(frame: Box, lines: readonly TextLine[]): boolean {
  const inside = lines.filter(
    (line) =>
      verticalOverlap(frame, line) > MIN_INSIDE * heightOf(line) && line.components.some((one) => contains(frame, one)),
  );
  if (!inside.some((a) => inside.some((b) => a !== b && areStacked(a, b)))) return false;
  return coveredHeight(frame, inside) >= MIN_COVERED * heightOf(frame);
}

/** Pixels of a frame's height that lie in one of the boxes. */
function coveredHeight(frame: Box, boxes: readonly Box[]): number {
  let [covered, end] = [0, frame.top];
  for (const { top, bottom } of boxes.toSorted((a, b) => a.top - b.top)) {
    covered += Math.max(0, Math.min(bottom, frame.bottom) - Math.max(top, end));
    end = Math.max(end, bottom);
  }
  return covered;
}

/** Part of the outer line's width whose components are filled by components of the inner line. */
function filledPart(outer: TextLine, inner: TextLine): number {
  const frames = framesOf(outer);
  const filled = frames.filter((frame) => isFilled(frame, inner.components));
  return sumWidths(filled) / Math.max(1, sumWidths(frames));
}

/** Components that are not much lower than the letters of the line. */
function framesOf({ components, letterHeight }: TextLine): Component[] {
  return components.filter((one) => heightOf(one) > 0.5 * letterHeight);
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
