/** Puts boxes in reading order: columns and rows are cut where a clear gap runs through (recursive X-Y cut). */
import { boundsOf, heightOf, widthOf, type Box } from './box.ts';

/** In median heights of the boxes: a gap between columns. */
const MIN_COLUMN_GAP = 1.2;

export function inReadingOrder<T extends Box>(boxes: readonly T[]): T[] {
  if (boxes.length < 2) return [...boxes];
  const rows = cut(boxes, 'top', 'bottom', 0);
  if (rows.length > 1) {
    // Rows of one column each are read down; only a row of several boxes can hold columns.
    const columns = cut(boxes, 'left', 'right', MIN_COLUMN_GAP * medianHeight(boxes));
    if (columns.length > 1 && columns.every((column) => column.length > 1 && widthOf(boundsOf(column)) > 0))
      return columns.flatMap(inReadingOrder);
    return rows.flatMap(inReadingOrder);
  }
  return boxes.toSorted((a, b) => (sameRow(a, b) ? a.left - b.left : a.top - b.top));
}

/** Groups of boxes between which a gap runs through, in order. */
function cut<T extends Box>(boxes: readonly T[], from: 'top' | 'left', to: 'bottom' | 'right', gap: number): T[][] {
  const groups: T[][] = [];
  let end = -Infinity;
  for (const box of boxes.toSorted((a, b) => a[from] - b[from])) {
    if (box[from] >= end + gap) groups.push([box]);
    else groups.at(-1)?.push(box);
    end = Math.max(end, box[to]);
  }
  return groups;
}

function medianHeight(boxes: readonly Box[]): number {
  const heights = boxes.map(heightOf).sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? 0;
}

function sameRow(a: Box, b: Box): boolean {
  return Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5 * Math.min(heightOf(a), heightOf(b));
}
