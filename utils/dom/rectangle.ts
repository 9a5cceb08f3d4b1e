/** Rectangles in CSS pixels. `x` and `y` are the upper left corner. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A place, or the distance between two places. */
export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** Area of the intersection, in square pixels. */
export function sharedArea(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Whether two boxes overlap or adjoin. Boxes without a height or width count, too: an empty title still has a place. */
export function touches(a: Rectangle, b: Rectangle): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

/** Merges rectangles of the same line of text, for example of a link inside a sentence. */
export function linesOf(rectangles: readonly Rectangle[]): Rectangle[] {
  const lines: Rectangle[] = [];
  for (const { x, y, width, height } of rectangles) {
    if (width < 1 || height < 1) continue;
    const line = lines.find((known) => Math.abs(known.y + known.height / 2 - (y + height / 2)) < height / 2);
    if (line === undefined) {
      lines.push({ x, y, width, height });
      continue;
    }
    const right = Math.max(line.x + line.width, x + width);
    const bottom = Math.max(line.y + line.height, y + height);
    line.x = Math.min(line.x, x);
    line.y = Math.min(line.y, y);
    line.width = right - line.x;
    line.height = bottom - line.y;
  }
  return lines;
}
