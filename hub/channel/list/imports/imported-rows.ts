/** Rows of an imported list: what each parser of a format returns. */

export interface ImportedRow {
  /** Place in the file, for messages: `line 12`, `indicator--8e2e...`. */
  place: string;
  /** Columns as in list.csv; category and evidence may be missing. */
  cells: Record<string, string>;
}

export interface RefusedRow {
  place: string;
  text: string;
  reason: string;
}

export interface ImportedRows {
  rows: ImportedRow[];
  refused: RefusedRow[];
  /** Number of lines without an indicator: comments, and local names of a hosts file. */
  comments: number;
}
