/**
 * Gives lines what linking left over: marks above and below, tall letters, and components that touch from line to line.
 * These are cut between the lines.
 */
import { boundsOf, heightOf, horizontalGap, widthOf } from './box.ts';
import type { Component } from './components.ts';
import { bodyHeight, markDistance, middleAt, type TextLine } from './line-geometry.ts';

/** In letter heights, from the middle of the line. */
export const MAX_MARK_DISTANCE = 1.25;
/** In body heights: a component that reaches from one line to the next is no wider. */
const MAX_BRIDGE_WIDTH = 4;
/** In body heights: how far a component stands at most from the bodies of the lines between which it reaches. */
const MAX_BRIDGE_GAP = 0.3;
/** In body heights: what reaches less beyond the middle between two lines is not cut. */
const MIN_BEYOND = 0.3;
/** In body heights: distance between the middles of lines that touch. */
const MAX_PITCH = 3.5;
/** Lines that touch are of one size: their body heights differ by no more than this factor. */
const MAX_HEIGHT_RATIO = 1.2;
/** In body heights: gap between a line and a tall letter before or after it. */
const MAX_SIDE_GAP = 1.5;
/** A tall letter covers this part of the line's body, and is no taller and no wider, in body heights. */
const MIN_COVERED = 0.6;
const MAX_TALL = 3.2;
const MAX_TALL_WIDTH = 4;
/** A line grows letter by letter; a picture of noise would go on for many rounds. */
const MAX_ROUNDS = 8;

/** The letters of a line at a column, without marks. */
interface Body {
  line: TextLine;
  top: number;
  bottom: number;
  height: number;
}

/**
 * Adds tall letters, and parts of bridges that are such. Lines grow by them.
 * @returns what is left, bridges cut to parts
 */
export function addTallLetters(lines: TextLine[], rest: readonly Component[]): Component[] {
  let left = [...rest];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const known = withHeights(lines);
    const added = new Map<TextLine, Component[]>();
    const next = left.flatMap((component) => {
      const bodies = bodiesAt(component, known);
      return cutBridge(component, bodies).filter((part) => {
        const line = bodies.find((body) => isTallLetter(part, body))?.line;
        if (line !== undefined) added.set(line, [...(added.get(line) ?? []), part]);
        return line === undefined;
      });
    });
    if (added.size === 0) return next;
    for (const [line, parts] of added) {
      line.components.push(...parts);
      Object.assign(line, boundsOf(line.components));
    }
    left = next;
  }
  return left;
}

interface KnownLine {
  line: TextLine;
  /** Of its body, pixels. */
  height: number;
}

function withHeights(lines: readonly TextLine[]): KnownLine[] {
  return lines.map((line) => ({ line, height: bodyHeight(line.components) }));
}

/** Adds dots, accents, vowels above and below, and punctuation to the nearest line. */
export function addMarks(lines: readonly TextLine[], marks: readonly Component[]): void {
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

/** Whether a component reaches from one line to the next. */
export function isBridge(component: Component, lines: readonly TextLine[]): boolean {
  const known = withHeights(lines);
  return cutBridge(component, bodiesAt(component, known)).length > 1;
}

/**
 * Bodies of the lines that a component stands in, above or below, from top to bottom. Of those side by side the
 * nearest.
 */
function bodiesAt(component: Component, known: readonly KnownLine[]): Body[] {
  const x = (component.left + component.right) / 2;
  const near = known
    .filter(
      ({ line, height }) =>
        horizontalGap(component, line) < MAX_SIDE_GAP * height &&
        component.bottom > line.top - height &&
        component.top < line.bottom + height,
    )
    .toSorted((a, b) => horizontalGap(component, a.line) - horizontalGap(component, b.line));
  const bodies: Body[] = [];
  for (const { line, height } of near) {
    const middle = middleAt(line, x);
    const body = { line, top: middle - height / 2, bottom: middle + height / 2, height };
    if (bodies.every(({ top, bottom }) => top >= body.bottom || bottom <= body.top)) bodies.push(body);
  }
  return bodies.sort((a, b) => a.top - b.top);
}

/** The parts of a component, one for each of the lines between which it reaches; itself when it does not. */
function cutBridge(component: Component, bodies: readonly Body[]): Component[] {
  const parts: Component[] = [];
  let rest = component;
  for (const [at, upper] of bodies.entries()) {
    const lower = bodies[at + 1];
    if (lower === undefined || !reachesBetween(rest, upper, lower)) continue;
    const middle = Math.round((upper.bottom + lower.top) / 2);
    parts.push(withHeight(rest, rest.top, middle));
    rest = withHeight(rest, middle, rest.bottom);
  }
  return [...parts, rest];
}

function reachesBetween(component: Component, upper: Body, lower: Body): boolean {
  const height = Math.min(upper.height, lower.height);
  if (Math.max(upper.height, lower.height) > MAX_HEIGHT_RATIO * height) return false;
  const middle = (upper.bottom + lower.top) / 2;
  return (
    widthOf(component) <= MAX_BRIDGE_WIDTH * height &&
    (lower.top + lower.bottom - upper.top - upper.bottom) / 2 <= MAX_PITCH * height &&
    middle - component.top > MIN_BEYOND * height &&
    component.bottom - middle > MIN_BEYOND * height &&
    component.top - upper.bottom < MAX_BRIDGE_GAP * height &&
    lower.top - component.bottom < MAX_BRIDGE_GAP * height
  );
}

function withHeight(component: Component, top: number, bottom: number): Component {
  return { ...component, top, bottom, area: (component.area * (bottom - top)) / heightOf(component) };
}

function isTallLetter(component: Component, body: Body): boolean {
  const covered = Math.min(component.bottom, body.bottom) - Math.max(component.top, body.top);
  return (
    covered >= MIN_COVERED * body.height &&
    heightOf(component) <= MAX_TALL * body.height &&
    widthOf(component) <= MAX_TALL_WIDTH * body.height
  );
}
