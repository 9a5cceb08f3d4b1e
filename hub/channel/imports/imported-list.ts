/** A list as somebody else keeps it: every line or object either gives an indicator or says why not. */
import * as v from 'valibot';
import { parseMisp } from '../../partners/misp.ts';
import { parseStix } from '../../partners/stix.ts';
import { Refusal } from '../../refusal.ts';
import { CANARY_COLUMNS } from '../canary.ts';
import { OPTIONAL_COLUMNS } from '../entry.ts';
import { readCsvRows } from '../csv-rows.ts';
import { parseDomainLines, type LineFormat } from './domain-lines.ts';
import { partnerRows } from './partner-rows.ts';

export const IMPORT_FORMATS = ['csv', 'domains', 'hosts', 'adblock', 'stix', 'misp'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export interface ImportedRow {
  /** Where it stands, for messages: `line 12`, `indicator--8e2e...`. */
  place: string;
  /** As in the publisher's own CSV; category and evidence may be missing. */
  cells: Record<string, string>;
}

export interface RefusedRow {
  place: string;
  text: string;
  reason: string;
}

export interface ImportedList {
  format: ImportFormat;
  rows: ImportedRow[];
  refused: RefusedRow[];
  /** Lines that say nothing: comments, empty ones, the head of a hosts file. */
  comments: number;
}

/** Throws a Refusal when it is none of the formats. @param name the file's, for messages */
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

type ParsedList = Omit<ImportedList, 'format'>;

function readCsv(text: string, name: string): ParsedList {
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
    throw new Refusal(`${name} is no JSON: ${(error as Error).message}`);
  }
}

const BundleSchema = v.looseObject({ type: v.literal('bundle') });

function formatOf(text: string, name: string): ImportFormat {
  const start = text.replace(/^\uFEFF/u, '').trimStart();
  if (/^[[{]\s*["{]/u.test(start)) return v.is(BundleSchema, parseJson(text, name)) ? 'stix' : 'misp';
  const lines = start.split('\n', 400).map((line) => line.trim());
  const first = lines.find((line) => line !== '' && !/^[#!]/u.test(line)) ?? '';
  if (/^"?(?:kind|value)"?,/iu.test(first)) return 'csv';
  if (/^\[adblock/iu.test(first) || lines.some((line) => /^(?:@@)?\|\|/u.test(line))) return 'adblock';
  const isHosts = (line: string): boolean => /^(?:0\.0\.0\.0|127\.0\.0\.1|::1?)\s+\S/u.test(line);
  return lines.some(isHosts) ? 'hosts' : ('domains' satisfies LineFormat);
}
