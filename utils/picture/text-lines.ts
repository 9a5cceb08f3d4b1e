/** Groups connected components to lines of text, also slanted ones. */
import { boundsOf, heightOf, horizontalGap, verticalOverlap, widthOf, type Box } from './box.ts';
import type { Component } from './components.ts';

export interface TextLine extends Box {
  /** Letters and parts of letters, from left to right. */
  components: Component[];
  /** Median height of the letters, pixels. */
  letterHeight: number;
  /** Pixels down for each pixel to the right. */
  slope: number;
}

/** Pixels. */
const MIN_LETTER_HEIGHT = 7;
const MIN_AREA = 5;
/** Parts of the picture's height and width. */
const MAX_LETTER_HEIGHT = 0.2;
const MAX_LETTER_WIDTH = 0.9;
/** Of the box of a component; less is a frame or a curve of the background. */
const MIN_DENSITY = 0.07;
/** In letter heights: space between words of a line. */
const MAX_GAP = 1.5;
/** In letter heights: space between columns that is still closed when both sides continue each other. */
const MAX_WIDE_GAP = 2.2;
/** Of the lower height of two bands: then both are one line. */
const MIN_BAND_OVERLAP = 0.6;
/** Of the box of a word whose letters are joined; a bar fills more. */
const MAX_WORD_DENSITY = 0.7;
/** In its height; an edge is longer. */
const MAX_WORD_LENGTH = 12;
/** Letters of a short line that may be marks of another one. */
const MAX_MARK_LETTERS = 3;
/** Of the letters' height. */
const MAX_MARK_HEIGHT = 0.65;
/** In letter heights, from the middle of the line. */
const MAX_MARK_DISTANCE = 1.25;
/** A row of marks: heights and widths in heights of the letters, and distance of each mark from their middle. */
const MAX_ROW_HEIGHT = 0.7;
const MAX_ROW_MARK_WIDTH = 1;
const MIN_ROW_DISTANCE = 0.5;
/** Two letters of a line share at least this part of the taller one's height. */
const MIN_SHARED_HEIGHT = 0.45;
/** In letter heights: a line that is shorter has no slope of its own. */
const MIN_SLOPE_LENGTH = 6;
const MAX_SLOPE = 0.35;

/** @param width of the picture  @param height of the picture */
export function findTextLines(components: readonly Component[], width: number, height: number): TextLine[] {
  const fitting = components.filter(
    (one) =>
      one.area >= MIN_AREA &&
      heightOf(one) <= height * MAX_LETTER_HEIGHT &&
      widthOf(one) <= width * MAX_LETTER_WIDTH &&
      one.area >= MIN_DENSITY * widthOf(one) * heightOf(one),
  );
  const letters = fitting.filter((one) => heightOf(one) >= MIN_LETTER_HEIGHT).sort((a, b) => a.left - b.left);
  const groups = linkLetters(letters).filter(isLine);
  const lines = withoutMarks(mergeContinuations(withoutRowsOfMarks(setSlopes(groups.map(toLine)))));
  const used = new Set(lines.flatMap((line) => line.components.map(({ label }) => label)));
  addMarks(
    lines,
    fitting.filter(({ label }) => !used.has(label)),
  );
  return lines.map((line) => ({ ...line, ...boundsOf(line.components) }));
}

/** Joins each letter with those to its right that continue its line. */
function linkLetters(letters: readonly Component[]): Component[][] {
  const parents = letters.map((_, at) => at);
  const find = (at: number): number => {
    while (parents[at] !== at) at = parents[at] = parents[parents[at] as number] as number;
    return at;
  };
  const tallest = Math.max(0, ...letters.map(heightOf));
  for (const [at, a] of letters.entries()) {
    for (let next = at + 1; next < letters.length; next++) {
      const b = letters[next] as Component;
      if (b.left - a.right > MAX_GAP * tallest) break;
      const [low, high] = [heightOf(a), heightOf(b)].sort((x, y) => x - y) as [number, number];
      if (horizontalGap(a, b) > MAX_GAP * ((low + high) / 2)) continue;
      if (verticalOverlap(a, b) < MIN_SHARED_HEIGHT * high) continue;
      parents[find(at)] = find(next);
    }
  }
  const groups = new Map<number, Component[]>();
  for (const [at, letter] of letters.entries()) {
    const root = find(at);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [letter]);
    else group.push(letter);
  }
  return [...groups.values()];
}

/** Three letters, two broad ones, or one long word whose letters are joined; a bar or an edge is none. */
function isLine(group: readonly Component[]): boolean {
  const bounds = boundsOf(group);
  if (group.length === 1) {
    const [width, height] = [widthOf(bounds), heightOf(bounds)];
    const density = (group[0] as Component).area / (width * height);
    if (density > MAX_WORD_DENSITY || width > MAX_WORD_LENGTH * height) return false;
  }
  return group.length >= 3 || widthOf(bounds) >= (group.length === 2 ? 1.4 : 1.8) * heightOf(bounds);
}

function toLine(group: Component[]): TextLine {
  const components = group.toSorted((a, b) => a.left - b.left);
  const letterHeight = median(components.map(heightOf));
  return { ...boundsOf(components), components, letterHeight, slope: ownSlope(components, letterHeight) ?? Number.NaN };
}

/** Median of the slopes between far letters (Theil and Sen), or null for a short line. */
function ownSlope(components: readonly Component[], letterHeight: number): number | null {
  const bounds = boundsOf(components);
  if (widthOf(bounds) < MIN_SLOPE_LENGTH * letterHeight || components.length < 4) return null;
  const points = thin(components, 60).map((one) => [(one.left + one.right) / 2, (one.top + one.bottom) / 2] as const);
  const slopes: number[] = [];
  for (const [x1, y1] of points)
    for (const [x2, y2] of points) if (x2 - x1 > widthOf(bounds) / 3) slopes.push((y2 - y1) / (x2 - x1));
  const slope = slopes.length === 0 ? 0 : median(slopes);
  return Math.abs(slope) > MAX_SLOPE ? 0 : slope;
}

/** Short lines take the slope of the nearest long one. */
function setSlopes(lines: readonly TextLine[]): TextLine[] {
  const long = lines.filter(({ slope }) => !Number.isNaN(slope));
  return lines.map((line) => {
    if (!Number.isNaN(line.slope)) return line;
    let [slope, least] = [0, Infinity];
    for (const other of long) {
      const distance = Math.abs(other.top - line.top) + Math.max(0, horizontalGap(other, line));
      if (distance < least) [slope, least] = [other.slope, distance];
    }
    return { ...line, slope };
  });
}

/** Joins parts of one line: pieces of its letters, and words after a wide gap. Large lines take up small ones. */
function mergeContinuations(lines: readonly TextLine[]): TextLine[] {
  let open = lines.map((line) => ({ ...line }));
  for (;;) {
    const merged: TextLine[] = [];
    for (const line of open.toSorted((a, b) => weight(b) - weight(a))) {
      const before = merged.find((other) => belongsTo(other, line));
      if (before === undefined) merged.push(line);
      else Object.assign(before, toLine([...before.components, ...line.components]), { slope: before.slope });
    }
    if (merged.length === open.length) return merged;
    open = merged;
  }
}

function weight(line: TextLine): number {
  return widthOf(line) * line.letterHeight;
}

/** Whether a part lies in the band of a line and beside or between its letters. */
function belongsTo(line: TextLine, part: TextLine): boolean {
  const band = bandAt(line, (part.left + part.right) / 2);
  const height = band.bottom - band.top;
  if (horizontalGap(line, part) > MAX_WIDE_GAP * Math.min(height, 2 * line.letterHeight)) return false;
  const own = bandAt(part, (part.left + part.right) / 2);
  const ownHeight = own.bottom - own.top;
  const shared = Math.min(band.bottom, own.bottom) - Math.max(band.top, own.top);
  return shared >= MIN_BAND_OVERLAP * Math.min(height, ownHeight) && ownHeight <= 1.5 * height;
}

/** Upper and lower end of the letters at a column, the line taken as level. */
function bandAt({ components, slope }: TextLine, x: number): { top: number; bottom: number } {
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

/** Leaves out short lines that are vowels or accents above and below the letters of a taller line. */
function withoutMarks(lines: readonly TextLine[]): TextLine[] {
  return lines.filter((line) => {
    if (line.components.length > MAX_MARK_LETTERS) return true;
    const taller = lines.filter((other) => other.letterHeight * MAX_MARK_HEIGHT > line.letterHeight);
    return !line.components.every((mark) => taller.some((other) => markDistance(other, mark) < MAX_MARK_DISTANCE));
  });
}

/** Leaves out rows of marks above or below letters before lines are merged: between two lines they would join the wrong one. */
function withoutRowsOfMarks(lines: readonly TextLine[]): TextLine[] {
  return lines.filter((row) => {
    if (row.components.length > MAX_MARK_LETTERS) return true;
    return !lines.some((line) => {
      const height = bodyHeight(line);
      return (
        row.letterHeight < height * MAX_ROW_HEIGHT &&
        row.components.every((mark) => {
          const distance = markDistance(line, mark);
          return (
            distance > MIN_ROW_DISTANCE && distance < MAX_MARK_DISTANCE && widthOf(mark) <= MAX_ROW_MARK_WIDTH * height
          );
        })
      );
    });
  });
}

/** Height of the letters that fill most of the line: in Burmese half of the components are dots and rings. */
function bodyHeight({ components, letterHeight }: TextLine): number {
  const half = components.reduce((sum, one) => sum + widthOf(one), 0) / 2;
  let width = 0;
  for (const one of components.toSorted((a, b) => heightOf(a) - heightOf(b))) {
    width += widthOf(one);
    if (width >= half) return heightOf(one);
  }
  return letterHeight;
}

/** Adds dots, accents, vowels above and below, and punctuation to the nearest line. */
function addMarks(lines: readonly TextLine[], marks: readonly Component[]): void {
  const letters = lines.map((line) => ({ ...line, components: [...line.components] }));
  for (const mark of marks) {
    let [best, least]: [TextLine | null, number] = [null, MAX_MARK_DISTANCE];
    for (const [at, line] of letters.entries()) {
      const distance = markDistance(line, mark);
      if (distance < least) [best, least] = [lines[at] as TextLine, distance];
    }
    best?.components.push(mark);
  }
}

/** Distance of a mark from the middle of a line, in letter heights; infinite when it is too large or beside the line. */
function markDistance(line: TextLine, mark: Component): number {
  const { letterHeight } = line;
  const [x, y] = [(mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2];
  if (heightOf(mark) > 1.6 * letterHeight || widthOf(mark) > 4 * letterHeight) return Infinity;
  if (x < line.left - letterHeight || x > line.right + letterHeight) return Infinity;
  return Math.abs(y - middleAt(line, x)) / letterHeight;
}

function thin<T>(list: readonly T[], most: number): T[] {
  const step = Math.max(1, list.length / most);
  const kept: T[] = [];
  for (let at = 0; at < list.length; at += step) kept.push(list[Math.floor(at)] as T);
  return kept;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
