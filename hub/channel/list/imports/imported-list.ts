/** A list of others, parsed: each line or object gives an indicator or a reason why not. */
import * as v from 'valibot';
import { parseMisp } from '../../../partners/misp.ts';
import { parseStix } from '../../../partners/stix.ts';
import { Refusal } from '../../../refusal.ts';
import { CANARY_COLUMNS } from '../canary.ts';
import { OPTIONAL_COLUMNS } from '../entry.ts';
import { readCsvRows } from '../csv-rows.ts';
import { parseDomainLines, type LineFormat } from './domain-lines.ts';
import type { ImportedRows } from './imported-rows.ts';
import { partnerRows } from './partner-rows.ts';

export const IMPORT_FORMATS = ['csv', 'domains', 'hosts', 'adblock', 'stix', 'misp'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export interface ImportedList extends ImportedRows {
  format: ImportFormat;
}

/** Throws a Refusal when the text has none of the formats. @param name file name, for messages */
export function parseImportedList(
  text: string,
  name: string,
  format: ImportFormat = formatOf(text, name),
): ImportedList {
  if (format === 'csv') return { format, ...readCsv(text, name) };
  if (format === 'stix') return { format, ...partnerRows(parseStix(text)) };
  if (format === 'misp') return { format, ...partnerRows(parseMisp(text)) };
  return { format, ...parseDomainLines(text, format) };
}

function readCsv(text: string, name: string): ImportedRows {
  const rows = readCsvRows(
    text,
    name,
    ['kind', 'value'],
    ['category', 'evidence', ...OPTIONAL_COLUMNS, ...CANARY_COLUMNS],
  );
  return { rows: rows.map(({ line, cells }) => ({ place: `line ${line}`, cells })), refused: [], comments: 0 };
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    throw new Refusal(`${name} is not JSON: ${(error as Error).message}`);
  }
}

const BundleSchema = v.looseObject({ type: v.literal('bundle') });

function formatOf(text: string, name: string): ImportFormat {
  const start = text.replace(/^\uFEFF/u, '').trimStart();
  if (/^[[{]\s*["{]/u.test(start)) return v.is(BundleSchema, parseJson(text, name)) ? 'stix' : 'misp';
  const lines = start.split(/\r\n|\n|\r/u, 400).map((line) => line.trim());
  const first = lines.find((line) => line !== '' && !/^(?:[#!]|"?sep=)/iu.test(line)) ?? '';
  if (/^"?(?:kind|value|category|evidence)"?[,;\t]/iu.test(first)) return 'csv';
  if (/^\[adblock/iu.test(first) || lines.some((line) => /^(?:@@)?\|\|/u.test(line))) return 'adblock';
  const isHosts = (line: string): boolean => /^(?:0\.0\.0\.0|127\.0\.0\.1|::1?)\s+\S/u.test(line);
  return lines.some(isHosts) ? 'hosts' : ('domains' satisfies LineFormat);
}
