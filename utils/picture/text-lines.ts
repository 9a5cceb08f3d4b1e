/** Groups connected components to lines of text, also slanted ones. */
import { boundsOf, heightOf, horizontalGap, verticalOverlap, widthOf } from './box.ts';
import type { Component } from './components.ts';
import { bandAt, bodyHeight, markDistance, median, middleAt, thin, type TextLine } from './line-geometry.ts';
import { addMarks, addTallLetters, isBridge, MAX_MARK_DISTANCE } from './line-marks.ts';

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
/** Parts of one line: factor between the heights of their bodies, and distance of their middles in body heights. */
const MAX_BODY_RATIO = 1.2;
const MAX_BODY_SHIFT = 0.25;
/** Of the box of a word whose letters are joined; a bar fills more. */
const MAX_WORD_DENSITY = 0.7;
/** In its height; an edge is longer. */
const MAX_WORD_LENGTH = 12;
/** Letters of a short line that may be marks of another one. */
const MAX_MARK_LETTERS = 3;
/** Of the letters' height. */
const MAX_MARK_HEIGHT = 0.65;
/** A row of marks: heights and widths in heights of the letters, and distance of each mark from their middle. */
const MAX_ROW_HEIGHT = 0.8;
const MAX_ROW_MARK_WIDTH = 1;
const MIN_ROW_DISTANCE = 0.5;
/** In body heights: what is taller may reach from one line to the next. */
const MAX_PLAIN_HEIGHT = 2.4;
/** Fewer tall letters beside each other are no line of their own. */
const MIN_TALL_LETTERS = 3;
/** Two letters of a line share at least this part of the taller one's height. */
const MIN_SHARED_HEIGHT = 0.45;
/** In letter heights: a line that is shorter has no slope of its own. */
const MIN_SLOPE_LENGTH = 6;
const MIN_SLOPE_LETTERS = 4;
/** Letters whose heights differ from the body's by less, as a part of it, tell the slope. */
const MAX_UNEVEN = 0.2;
/** In letter heights: shorter lines take the slope of a longer one. */
const LONG_LINE = 12;
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
  const groups = linkLetters(letters).flatMap(withoutBridges).filter(isLine);
  const lines = withoutMarks(mergeContinuations(withoutRowsOfMarks(setSlopes(groups.map(toLine)))));
  const used = new Set(lines.flatMap((line) => line.components.map(({ label }) => label)));
  const left = fitting.filter(({ label }) => !used.has(label));
  const marks = addTallLetters(lines, left);
  const whole = mergeContinuations(lines);
  addMarks(whole, marks);
  return whole.map((line) => ({ ...line, ...boundsOf(line.components) }));
}

/** Parts a group at letters so tall that they may reach into the next line. */
function withoutBridges(group: Component[]): Component[][] {
  const height = bodyHeight(group);
  const isPlain = (one: Component): boolean => heightOf(one) <= MAX_PLAIN_HEIGHT * height;
  if (group.every(isPlain)) return [group];
  const tall = linkLetters(group.filter((one) => !isPlain(one))).filter(({ length }) => length >= MIN_TALL_LETTERS);
  return [...linkLetters(group.filter(isPlain)), ...tall];
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
  if (widthOf(bounds) < MIN_SLOPE_LENGTH * letterHeight || components.length < MIN_SLOPE_LETTERS) return null;
  const height = bodyHeight(components);
  const even = components.filter((one) => Math.abs(heightOf(one) - height) < MAX_UNEVEN * height);
  const points = thin(even.length < MIN_SLOPE_LETTERS ? components : even, 60).map(
    (one) => [(one.left + one.right) / 2, (one.top + one.bottom) / 2] as const,
  );
  const slopes: number[] = [];
  for (const [x1, y1] of points)
    for (const [x2, y2] of points) if (x2 - x1 > widthOf(bounds) / 3) slopes.push((y2 - y1) / (x2 - x1));
  const slope = slopes.length === 0 ? 0 : median(slopes);
  return Math.abs(slope) > MAX_SLOPE ? 0 : slope;
}

/** Short lines take the slope of the nearest long one. */
function setSlopes(lines: readonly TextLine[]): TextLine[] {
  const sloped = lines.filter(({ slope }) => !Number.isNaN(slope));
  const long = sloped.filter((line) => widthOf(line) >= LONG_LINE * line.letterHeight);
  const known = long.length > 0 ? long : sloped;
  return lines.map((line) => {
    if (known.includes(line)) return line;
    let [slope, least] = [0, Infinity];
    for (const other of known) {
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
      const before = merged.find((other) => belongsTo(other, line) || continuesBody(other, line));
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

/** Whether a part is of one size and level with a line, whatever tall letters and marks either has. */
function continuesBody(line: TextLine, part: TextLine): boolean {
  const [height, own] = [bodyHeight(line.components), bodyHeight(part.components)];
  const least = Math.min(height, own);
  if (Math.max(height, own) > MAX_BODY_RATIO * least || horizontalGap(line, part) > MAX_WIDE_GAP * least) return false;
  const x = (part.left + part.right) / 2;
  return Math.abs(middleAt(line, x) - middleAt(part, x)) < MAX_BODY_SHIFT * least;
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

/** Leaves out short lines that are vowels or accents above and below the letters of a taller line. */
function withoutMarks(lines: readonly TextLine[]): TextLine[] {
  return lines.filter((line) => {
    if (line.components.length > MAX_MARK_LETTERS) return true;
    const taller = lines.filter((other) => other.letterHeight * MAX_MARK_HEIGHT > line.letterHeight);
    return !line.components.every((mark) => taller.some((other) => markDistance(other, mark) < MAX_MARK_DISTANCE));
  });
}

/**
 * Leaves out rows of marks above or below letters before lines are merged. Between two lines they would join the wrong
 * one.
 */
function withoutRowsOfMarks(lines: readonly TextLine[]): TextLine[] {
  const bodies = lines.map((line) => ({ line, height: bodyHeight(line.components) }));
  const long = lines.filter(({ components }) => components.length > MAX_MARK_LETTERS);
  return lines.filter((row) => {
    if (row.components.length > MAX_MARK_LETTERS) return true;
    const isMark = (mark: Component): boolean =>
      bodies.some(({ line, height }) => {
        if (heightOf(mark) >= height * MAX_ROW_HEIGHT || widthOf(mark) > MAX_ROW_MARK_WIDTH * height) return false;
        const distance = markDistance(line, mark);
        return distance > MIN_ROW_DISTANCE && distance < MAX_MARK_DISTANCE;
      });
    return !row.components.every((mark) => isMark(mark) || isBridge(mark, long));
  });
}
