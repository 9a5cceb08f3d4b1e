/** `hub partners import`: prints the indicators of a partner's file as rows for `channel add`. */
import { basename } from 'node:path';
import { ENTRY_COLUMNS } from '../channel/list/entry.ts';
import { writeCsvRows } from '../channel/list/csv-rows.ts';
import { dayOf } from '../../utils/indicators/day-number.ts';
import { hashOf, hashText } from '../../utils/indicators/hash.ts';
import { CATEGORIES } from '../../utils/model/indicator.ts';
import { ExitStatus } from '../exit-status.ts';
import { printError } from '../print.ts';
import { printable } from '../printable.ts';
import { UsageError } from '../usage-error.ts';
import { readTextFile } from '../channel/read-text-file.ts';
import { parsePartnerCsv } from './partner-csv.ts';
import { valueCounts, METHODS, parseHtcds, RECRUITMENT_FIELDS } from './htcds.ts';
import { parseMisp } from './misp.ts';
import { MAX_PARTNER_FILE_CHARS, restrictedReason, type PartnerFile, type PartnerIndicator } from './partner-file.ts';
import { parseStix } from './stix.ts';

export const IMPORT_FORMATS = ['stix', 'misp', 'csv', 'htcds'] as const;
type Format = (typeof IMPORT_FORMATS)[number];

interface ImportValues {
  format?: string;
  category?: string;
  partner?: string;
}

/** Runs `partners import`. Exit code 1 when nothing of the file can be used. */
export async function importPartnerFile(file: string, values: ImportValues): Promise<void> {
  const { category = '' } = values;
  const text = await readTextFile(file, MAX_PARTNER_FILE_CHARS);
  const format = formatOf(values.format, text);
  const name = basename(file);
  if (category !== '' && !CATEGORIES.some((known) => known === category)) {
    throw new UsageError(`--category takes ${CATEGORIES.join(', ')}`);
  }
  if (format === 'htcds') return printHtcds(text, name);
  const parse = { stix: parseStix, misp: parseMisp, csv: (csv: string) => parsePartnerCsv(csv, name) }[format];
  const parsed = parse(text);
  const partner = values.partner ?? (parsed.source || name);
  printIndicators(parsed, { partner, category, today: dayOf(Date.now()) });
}

function formatOf(requested: string | undefined, text: string): Format {
  const known = IMPORT_FORMATS.find((format) => format === requested);
  if (known !== undefined) return known;
  if (requested !== undefined) throw new UsageError(`--format takes ${IMPORT_FORMATS.join(', ')}`);
  const start = text.slice(0, 4_096).trimStart();
  if (!/^[[{]/u.test(start)) return /Recruitment/iu.test(start.split('\n')[0] ?? '') ? 'htcds' : 'csv';
  return /"type"\s*:\s*"bundle"/u.test(start) || /"id"\s*:\s*"bundle--/u.test(start) ? 'stix' : 'misp';
}

interface PrintOptions {
  /** Who the file comes from, for the evidence reference. */
  partner: string;
  /** For indicators without a category; '' for none. */
  category: string;
  /** `YYYY-MM-DD` */
  today: string;
}

function printIndicators(read: PartnerFile, { partner, category, today }: PrintOptions): void {
  const skipped = [...read.skipped];
  const rows = new Map<string, Record<string, string>>();
  for (const one of read.indicators) {
    const place = `${one.reference}: ${one.kind} ${one.value}`;
    if (one.restriction !== null) skipped.push(`${place} ${restrictedReason(one.restriction)}`);
    else if (one.expiresOn !== null && one.expiresOn <= today) skipped.push(`${place} expired on ${one.expiresOn}`);
    else if ((one.category ?? category) === '') skipped.push(`${place} has no category of ours: give --category`);
    else {
      if (listsWholeSite(one)) printError(`note: ${one.rawValue} would list the whole of ${one.value}`);
      const row = {
        kind: one.kind,
        value: one.value,
        category: one.category ?? category,
        evidence: `${partner}: ${one.reference}`,
        expires_on: one.expiresOn ?? '',
      };
      if (!rows.has(hashText(hashOf(one)))) rows.set(hashText(hashOf(one)), row);
    }
  }
  for (const line of skipped) printError(`left out: ${line}`);
  for (const { kind, value, reference } of read.withdrawn) {
    printError(
      `withdrawn by the partner: ${kind} ${value} (${reference}); if you list it: channel withdraw DIR ${kind} ${value}`,
    );
  }
  printRows(ENTRY_COLUMNS, [...rows.values()]);
  printError(`${rows.size} usable, ${skipped.length} left out, ${read.withdrawn.length} withdrawn.`);
  if (rows.size === 0 && read.withdrawn.length === 0) throw new ExitStatus(1);
}

/** Prints rows as CSV. Their cells come from the file, and a terminal must not obey them. */
function printRows(columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): void {
  const safe = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, printable(cell)])),
  );
  process.stdout.write(writeCsvRows(columns, safe));
}

/** Whether the value names a page or a part of a site, and the whole site would be listed. */
function listsWholeSite({ kind, value, rawValue }: PartnerIndicator): boolean {
  const bare = rawValue
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\/(?:www\.)?/u, '')
    .replace(/\/$/u, '');
  return kind === 'domain' && !value.includes('/') && bare !== value;
}

function printHtcds(text: string, name: string): void {
  const { cases, faults } = parseHtcds(text, name);
  const rows = cases.map(({ methods, locations, apps }) => ({
    vic_MethodOfRecruitment: methods.join(';'),
    vic_LocationOfRecruitment: locations.join(';'),
    vic_RecruitmentWebsitesAndApps: apps.join(';'),
  }));
  printRows(RECRUITMENT_FIELDS, rows);
  for (const line of faults) printError(`taken as "Other": ${line}`);
  const summary = (part: 'methods' | 'apps'): string =>
    valueCounts(cases, part)
      .map(([value, count]) => `${value} ${count}`)
      .join(', ');
  printError(`${cases.length} cases. Methods (of ${METHODS.length}): ${summary('methods')}.`);
  printError(`Websites and apps: ${summary('apps')}.`);
  if (cases.length === 0) throw new ExitStatus(1);
}
