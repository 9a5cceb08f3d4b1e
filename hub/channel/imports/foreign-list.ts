/** A list as somebody else keeps it: every line or object either gives an indicator or says why not. */
import * as v from 'valibot';
import { readMisp } from '../../partners/misp.ts';
import { readStix } from '../../partners/stix.ts';
import { Refusal } from '../../refusal.ts';
import { CANARY_COLUMNS } from '../canary.ts';
import { OPTIONAL } from '../entry.ts';
import { readRows } from '../rows.ts';
import { readDomainLines, type LineFormat } from './domain-lines.ts';
import { partnerRows } from './partner-rows.ts';

export const FORMATS = ['csv', 'domains', 'hosts', 'adblock', 'stix', 'misp'] as const;
export type Format = (typeof FORMATS)[number];

export interface ForeignRow {
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

export interface ForeignList {
  format: Format;
  rows: ForeignRow[];
  refused: RefusedRow[];
  /** Lines that say nothing: comments, empty ones, the head of a hosts file. */
  passed: number;
}

/** Throws a Refusal when it is none of the formats. @param name the file's, for messages */
export function readForeignList(text: string, name: string, format: Format = formatOf(text, name)): ForeignList {
  if (format === 'csv') return { format, ...readCsv(text, name) };
  if (format === 'stix') return { format, ...partnerRows(readStix(text)) };
  if (format === 'misp') return { format, ...partnerRows(readMisp(text)) };
  return { format, ...readDomainLines(text, format) };
}

type Read = Omit<ForeignList, 'format'>;

function readCsv(text: string, name: string): Read {
  const rows = readRows(text, name, ['kind', 'value'], ['category', 'evidence', ...OPTIONAL, ...CANARY_COLUMNS]);
  return { rows: rows.map(({ line, cells }) => ({ place: `line ${line}`, cells })), refused: [], passed: 0 };
}

function jsonOf(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (error) {
    throw new Refusal(`${name} is no JSON: ${(error as Error).message}`);
  }
}

const BundleSchema = v.looseObject({ type: v.literal('bundle') });

function formatOf(text: string, name: string): Format {
  const start = text.replace(/^\uFEFF/u, '').trimStart();
  if (/^[[{]\s*["{]/u.test(start)) return v.is(BundleSchema, jsonOf(text, name)) ? 'stix' : 'misp';
  const lines = start.split('\n', 400).map((line) => line.trim());
  const first = lines.find((line) => line !== '' && !/^[#!]/u.test(line)) ?? '';
  if (/^"?(?:kind|value)"?,/iu.test(first)) return 'csv';
  if (/^\[adblock/iu.test(first) || lines.some((line) => /^(?:@@)?\|\|/u.test(line))) return 'adblock';
  const isHosts = (line: string): boolean => /^(?:0\.0\.0\.0|127\.0\.0\.1|::1?)\s+\S/u.test(line);
  return lines.some(isHosts) ? 'hosts' : ('domains' satisfies LineFormat);
}
