/** Reads and writes the publisher's tables as CSV. */
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { Refusal } from '../../refusal.ts';
import { KEEP_BOTH, mergeConflictOf } from '../merge-conflict.ts';

export interface CsvRow {
  /** Line on which the row ends, from 1. */
  line: number;
  /** Column name to text. */
  cells: Readonly<Record<string, string>>;
}

/** Longest record, in characters. */
const MAX_RECORD_CHARS = 100_000;
/** A cell that a spreadsheet would run as a formula, after the apostrophe that `writeCsvRows` puts before it. */
const ESCAPED_FORMULA = /^'(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/u;

/** Throws a Refusal when the text is no CSV, lacks a required column or has an unknown one. */
export function readCsvRows(
  text: string,
  name: string,
  required: readonly string[],
  optional: readonly string[],
): CsvRow[] {
  const records = parseCsv(text, name);
  const header = columnNames(records[0]?.cells ?? []);
  const missing = required.filter((column) => !header.includes(column));
  const unknown = header.filter((column) => !required.includes(column) && !optional.includes(column));
  if (missing.length === required.length) {
    throw new Refusal(
      `${name}: the first line must name the columns: ${required.join(',')}. It names none of them.`,
      ...(optional.length > 0 ? [`It may also have: ${optional.join(',')}.`] : []),
    );
  }
  const problems = [
    ...missing.map((column) => `${name}: line 1: the column "${column}" is missing`),
    ...unknown.map((column) => `${name}: line 1: the column "${column}" is not known`),
    ...(new Set(header).size < header.length ? [`${name}: line 1: a column occurs twice`] : []),
    ...records
      .slice(1)
      .filter(({ cells }) => cells.slice(header.length).some((cell) => cell.trim() !== ''))
      .map(({ line }) => `${name}: line ${line}: has more cells than the header (quote a value that has a comma)`),
  ];
  if (problems.length > 0) throw new Refusal(...problems);
  return records.slice(1).map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(header.map((column, at) => [column, (cells[at] ?? '').trim()])),
  }));
}

/** Spreadsheets write empty columns at the end, and hidden characters of the page that a name was copied from. */
function columnNames(cells: readonly string[]): string[] {
  const names = cells.map((cell) =>
    cell
      .replaceAll(/\p{Cf}/gu, '')
      .trim()
      .toLowerCase(),
  );
  return names.slice(0, names.findLastIndex((name) => name !== '') + 1);
}

/** Reads a table of others, with any columns. Throws a Refusal when it is no CSV. */
export function readAnyCsvRows(
  text: string,
  name: string,
): { header: string[]; rows: { line: number; cells: string[] }[] } {
  const [first, ...rows] = parseCsv(text, name);
  return { header: (first?.cells ?? []).map((cell) => cell.trim()), rows };
}

/** Writes a header and rows. An apostrophe before `=`, `+`, `-`, `@` keeps spreadsheets from running a cell as a formula. */
export function writeCsvRows(columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string {
  return stringify(
    rows.map((row) => columns.map((column) => row[column] ?? '')),
    { header: true, columns: [...columns], escape_formulas: true, quoted_match: /[\r\n]/u },
  );
}

function parseCsv(text: string, name: string): { line: number; cells: string[] }[] {
  const conflict = mergeConflictOf(text, name);
  if (conflict !== null) throw new Refusal(conflict, KEEP_BOTH);
  try {
    // Excel's own line that names the separator. Without its words the numbers of lines stay right.
    const table = text.replace(/^\uFEFF?"?sep=.?"?(?=\r|\n)/iu, '');
    const records = parse(table, {
      bom: true,
      delimiter: detectDelimiter(table),
      record_delimiter: ['\r\n', '\n', '\r'],
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: MAX_RECORD_CHARS,
    }) as unknown as { info: { lines: number }; record: string[] }[];
    return records.map(({ info, record }) => ({
      line: info.lines,
      cells: record.map((cell) => cell.replace(ESCAPED_FORMULA, '')),
    }));
  } catch (error) {
    const isOpen = (error as { code?: unknown }).code === 'CSV_QUOTE_NOT_CLOSED';
    throw new Refusal(
      `${name}: ${(error as Error).message}`,
      ...(isOpen ? ['A cell begins with a quotation mark, and none ends it. Nothing was changed.'] : []),
    );
  }
}

/** Spreadsheets of some countries write semicolons or tabs instead of commas. */
function detectDelimiter(text: string): string {
  const header = text.trimStart().split(/[\r\n]/u, 1)[0] ?? '';
  const counts = [',', ';', '\t'].map((mark) => [mark, header.split(mark).length] as const);
  return counts.reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}
