/** A table of others: a heading and rows of cells, with the place of each row for messages. */
import type { MappedColumn, Mapping } from './mapping.ts';

export interface Row {
  /** Such as `line 12` or `page 3, row 4`. */
  place: string;
  cells: readonly string[];
}

/** Rows of a file in which the heading has been found. */
export interface Table {
  /** Column of each meaning; absent when the file has no such column. */
  columns: Partial<Record<MappedColumn, number>>;
  rows: Row[];
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '');

/**
 * Returns the column of each meaning, or null when the cells are no heading: name and number must be there. An exact heading
 * goes before one that begins in the same way.
 */
export function readHeading(cells: readonly string[], { columns }: Mapping): Table['columns'] | null {
  const own = cells.map(plain);
  const found: Table['columns'] = {};
  for (const [meaning, headings] of Object.entries(columns) as [MappedColumn, string[]][]) {
    const wanted = headings.map(plain);
    const exact = own.findIndex((cell) => wanted.includes(cell));
    const taken = new Set(Object.values(found));
    const near = own.findIndex(
      (cell, at) => !taken.has(at) && wanted.some((each) => each.length > 3 && cell.startsWith(each)),
    );
    const at = exact >= 0 ? exact : near;
    if (at >= 0) found[meaning] = at;
  }
  return found.name === undefined || found.number === undefined || found.name === found.number ? null : found;
}

/** Finds the heading among the first rows, which may be a title. Returns null when there is none. */
export function tableOf(rows: readonly Row[], mapping: Mapping): Table | null {
  for (const [at, row] of rows.slice(0, 30).entries()) {
    const columns = readHeading(row.cells, mapping);
    // Lists repeat the heading on each page.
    if (columns !== null)
      return { columns, rows: rows.slice(at + 1).filter(({ cells }) => readHeading(cells, mapping) === null) };
  }
  return null;
}
