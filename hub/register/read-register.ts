/** Reads an office's list of agencies by a mapping: CSV, HTML tables, PDF or text in columns. */
import type { CountryCode } from 'libphonenumber-js/min';
import { canonical } from '../../utils/indicators/canonical.ts';
import { canonicalPhone } from '../../utils/indicators/canonical-phone.ts';
import { agencyKey } from '../../utils/register/agency-name.ts';
import { numberKey } from '../../utils/register/number-key.ts';
import type { Agency } from '../../utils/register/register-file.ts';
import { readAnyCsvRows } from '../channel/list/csv-rows.ts';
import { Refusal } from '../refusal.ts';
import { htmlTables } from './html-rows.ts';
import { statusTable, type MappedColumn, type Mapping } from './mapping.ts';
import { layoutRows, pdfRows } from './placed-rows.ts';
import { readDate } from './read-date.ts';
import { tableOf, type Row, type Table } from './table.ts';

export interface ReadAgencies {
  agencies: Agency[];
  /** Rows that were left out: place and reason. */
  refused: string[];
}

export const REGISTER_FORMATS = ['csv', 'html', 'pdf', 'text'] as const;
export type RegisterFormat = (typeof REGISTER_FORMATS)[number];

/** Longest name, number and address that is kept, in UTF-16 units. */
const MAX_UNITS = { name: 150, number: 80, address: 200, values: 6 } as const;

/** Throws a Refusal when the file holds no table with the columns of the mapping. */
export async function readAgencies(
  bytes: Uint8Array,
  name: string,
  mapping: Mapping,
  format: RegisterFormat = detectFormat(bytes, name),
): Promise<ReadAgencies> {
  const tables = (await rowsOf(bytes, name, mapping, format)).flatMap((rows) => tableOf(rows, mapping) ?? []);
  if (tables.length === 0) {
    const wanted = [mapping.columns.name[0], mapping.columns.number[0]].map((heading) => `"${heading}"`).join(' and ');
    throw new Refusal(`${name}: no table has the columns ${wanted}. Is it the list of ${mapping.register}?`);
  }
  const statuses = statusTable(mapping);
  const result: ReadAgencies = { agencies: [], refused: [] };
  for (const table of tables) {
    for (const row of table.rows) {
      if (row.cells.every((cell) => cell.trim() === '')) continue;
      const read = readRow(row, table, mapping, statuses);
      if (typeof read === 'string') result.refused.push(`${name}: ${row.place}: ${read}`);
      else result.agencies.push(read);
    }
  }
  return result;
}

async function rowsOf(bytes: Uint8Array, name: string, mapping: Mapping, format: RegisterFormat): Promise<Row[][]> {
  if (format === 'pdf') return [await pdfRows(bytes, name, mapping)];
  const text = decode(bytes, name);
  if (format === 'html') return htmlTables(text);
  if (format === 'text') return [layoutRows(text, mapping)];
  const { header, rows } = readAnyCsvRows(text, name);
  return [[{ place: 'line 1', cells: header }, ...rows.map(({ line, cells }) => ({ place: `line ${line}`, cells }))]];
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal(`${name} is not in UTF-8: save it as UTF-8 first.`);
  }
}

function detectFormat(bytes: Uint8Array, name: string): RegisterFormat {
  const start = new TextDecoder().decode(bytes.subarray(0, 1000)).trimStart();
  if (start.startsWith('%PDF')) return 'pdf';
  if (start.startsWith('<')) return 'html';
  return /\.txt$/iu.test(name) ? 'text' : 'csv';
}

/** Returns the agency, or why the row was left out. */
function readRow(
  { cells }: Row,
  { columns }: Table,
  mapping: Mapping,
  statuses: ReturnType<typeof statusTable>,
): Agency | string {
  const cell = (meaning: MappedColumn): string => {
    const at = columns[meaning];
    return at === undefined ? '' : (cells[at] ?? '').replaceAll(/[^\S\n]+/gu, ' ').trim();
  };
  const oneLine = (meaning: MappedColumn): string => cell(meaning).replaceAll(/\s+/gu, ' ');
  const [nameCell, number] = [oneLine('name'), oneLine('number')];
  if (nameCell.length > MAX_UNITS.name || number.length > MAX_UNITS.number) return 'the name or number is too long';
  if (agencyKey(nameCell) === '') return `"${nameCell}" is no name`;
  if (numberKey(mapping.country, number) === null) return `"${number}" is no licence number of ${mapping.register}`;
  const validUntil = readDate(cell('validUntil'), mapping);
  if (validUntil === undefined) return `"${cell('validUntil')}" is no day`;
  const statusCell = oneLine('status').toLowerCase();
  const status = columns.status === undefined || statusCell === '' ? 'valid' : statuses.get(statusCell);
  if (status === undefined) return `the status "${cell('status')}" is not in the mapping`;
  return {
    name: nameCell,
    number,
    status,
    validUntil,
    address: oneLine('address').slice(0, MAX_UNITS.address),
    tradeNames: split(cell('tradeNames'), /[;|\n]|,\s(?=\p{Lu})/u),
    contacts: contactsOf(cell, mapping.country as CountryCode),
    jobOrders: split(cell('jobOrders'), /[;|\n]/u),
  };
}

function split(cell: string, separator: RegExp): string[] {
  const values = cell.split(separator).map((value) => value.trim());
  return values.filter((value) => value !== '').slice(0, MAX_UNITS.values);
}

function contactsOf(cell: (meaning: MappedColumn) => string, country: CountryCode): string[] {
  const phones = split(cell('phone'), /[;|,/\n]/u).map((raw) => [`phone`, canonicalPhone(raw, country)] as const);
  const mails = split(cell('email'), /[;|,\s/]/u).map((raw) => ['email', canonical('email', raw)] as const);
  const sites = split(cell('website'), /[;|,\s]/u).map((raw) => ['domain', canonical('domain', raw)] as const);
  return [...phones, ...mails, ...sites].flatMap(([kind, value]) => (value === null ? [] : [`${kind}:${value}`]));
}
