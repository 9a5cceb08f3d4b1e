/** Tables of the publisher as CSV: read with line numbers, written so that any spreadsheet opens them. */
import { parse } from 'csv-parse/sync';
import { Refusal } from '../refusal.ts';

/** Column name to text; `line` is where the row ends in the file, counted from 1. */
export interface CsvRow {
  line: number;
  cells: Readonly<Record<string, string>>;
}

/** Throws a Refusal when it is no CSV, lacks a required column or has one that is not known. */
export function readCsvRows(
  text: string,
  name: string,
  required: readonly string[],
  optional: readonly string[],
): CsvRow[] {
  const records = parseCsv(text, name);
  const header = (records[0]?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const missing = required.filter((column) => !header.includes(column));
  const unknown = header.filter((column) => !required.includes(column) && !optional.includes(column));
  const faults = [
    ...missing.map((column) => `${name}: line 1: the column "${column}" is missing`),
    ...unknown.map((column) => `${name}: line 1: the column "${column}" is not known`),
    ...(new Set(header).size < header.length ? [`${name}: line 1: a column stands twice`] : []),
    ...records
      .slice(1)
      .filter(({ cells }) => cells.length > header.length)
      .map(
        ({ line }) => `${name}: line ${line}: has more cells than the header (put quotes around a value with a comma)`,
      ),
  ];
  if (faults.length > 0) throw new Refusal(...faults);
  return records.slice(1).map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(header.map((column, at) => [column, (cells[at] ?? '').trim()])),
  }));
}

/** A table of somebody else's, whose other columns do not matter. Throws a Refusal when it is no CSV. */
export function readAnyCsvRows(
  text: string,
  name: string,
): { header: string[]; rows: { line: number; cells: string[] }[] } {
  const [first, ...rows] = parseCsv(text, name);
  return { header: (first?.cells ?? []).map((cell) => cell.trim()), rows };
}

export function writeCsvRows(columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return lines.map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}

function parseCsv(text: string, name: string): { line: number; cells: string[] }[] {
  try {
    const options = {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 100_000,
    };
    const records = parse(text, options) as unknown as { info: { lines: number }; record: string[] }[];
    return records.map(({ info, record }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    throw new Refusal(`${name}: ${(error as Error).message}`);
  }
}

/** Spreadsheets of many countries put semicolons or tabs where others put commas: the header tells. */
function delimiterOf(text: string): string {
  const header = text.split(/\r?\n/u, 1)[0] ?? '';
  const counts = [',', ';', '\t'].map((mark) => [mark, header.split(mark).length] as const);
  return counts.reduce((most, each) => (each[1] > most[1] ? each : most))[0];
}

function quoted(cell: string): string {
  return /[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
