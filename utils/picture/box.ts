/** A rectangle of pixels: left and top inclusive, right and bottom exclusive. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function widthOf({ left, right }: Box): number {
  return right - left;
}

export function heightOf({ top, bottom }: Box): number {
  return bottom - top;
}

/** The smallest box around all; throws a RangeError for none. */
export function boundsOf(boxes: readonly Box[]): Box {
  if (boxes.length === 0) throw new RangeError('no boxes');
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    top: Math.min(...boxes.map(({ top }) => top)),
    right: Math.max(...boxes.map(({ right }) => right)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  };
}

/** Pixels that two boxes share vertically; negative: the gap between them. */
export function verticalOverlap(a: Box, b: Box): number {
  return Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
}

/** Pixels between two boxes horizontally; negative: they overlap. */
export function horizontalGap(a: Box, b: Box): number {
  return Math.max(a.left, b.left) - Math.min(a.right, b.right);
}

export function contains(outer: Box, inner: Box): boolean {
  return (
    outer.left <= inner.left && outer.top <= inner.top && outer.right >= inner.right && outer.bottom >= inner.bottom
  );
}

/**
 * Largest overlap of two lines one above the other, as a part of the lesser height. Their marks reach into each other.
 */
const MAX_STACKED_OVERLAP = 0.35;

/** Whether one box stands above the other. */
export function areStacked(a: Box, b: Box): boolean {
  return horizontalGap(a, b) < 0 && verticalOverlap(a, b) < MAX_STACKED_OVERLAP * Math.min(heightOf(a), heightOf(b));
}
