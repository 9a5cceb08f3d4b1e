/** The grid of squares by which a reader covers parts of a picture. Squares are numbered row by row from 0. */
import type { PictureArea } from '../../utils/picture-reader/redraw-picture.ts';

export interface SquareGrid {
  columns: number;
  rows: number;
}

/** Squares side by side: on a phone each is about 30 CSS pixels wide, enough for a finger. */
const COLUMNS = 10;
const MIN_ROWS = 2;
const MAX_ROWS = 40;

/** @param width pixels @param height pixels */
export function squareGrid(width: number, height: number): SquareGrid {
  const rows = Math.round((COLUMNS * height) / width);
  return { columns: COLUMNS, rows: Math.max(MIN_ROWS, Math.min(MAX_ROWS, rows)) };
}

export function areaOfSquare(square: number, { columns, rows }: SquareGrid): PictureArea {
  return {
    left: (square % columns) / columns,
    top: Math.floor(square / columns) / rows,
    width: 1 / columns,
    height: 1 / rows,
  };
}

/** The square that a key leads to from another one, or null for any other key and at the edges. */
export function moveInGrid(square: number, key: string, { columns, rows }: SquareGrid): number | null {
  const column = square % columns;
  if (key === 'ArrowLeft') return column === 0 ? null : square - 1;
  if (key === 'ArrowRight') return column === columns - 1 ? null : square + 1;
  if (key === 'ArrowUp') return square < columns ? null : square - columns;
  if (key === 'ArrowDown') return square + columns < columns * rows ? square + columns : null;
  return null;
}
