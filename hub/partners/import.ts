/** `hub -- partners import`: indicators out of a partner's file, as rows for `channel add`. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ENTRY_COLUMNS } from '../channel/entry.ts';
import { writeCsvRows } from '../channel/csv-rows.ts';
import { dayOf } from '../../utils/indicators/day-number.ts';
import { hashOf, hashText } from '../../utils/indicators/hash.ts';
import { CATEGORIES } from '../../utils/model/indicator.ts';
import { UsageError, withArguments } from '../relay/arguments.ts';
import { parsePartnerCsv } from './partner-csv.ts';
import { valueCounts, METHODS, parseHtcds, RECRUITMENT_FIELDS } from './htcds.ts';
import { parseMisp } from './misp.ts';
import type { PartnerFile, PartnerIndicator } from './partner-file.ts';
import { parseStix } from './stix.ts';

const FORMATS = ['stix', 'misp', 'csv', 'htcds'] as const;
type Format = (typeof FORMATS)[number];

const HELP = `usage: partners import FILE [--format stix|misp|csv|htcds] [--category CATEGORY] [--partner NAME]

Reads a partner's file and prints what it names as lines for "channel add". Look at them first: a partner's word is one
source, and a listing accuses. Nothing is listed by this command. What cannot be used is named on standard error: what a
file names only together with something else, what is not for the public (TLP), what has expired.

  --format F       when the file does not show by itself what it is
  --category C     for what the file gives no category of ours: ${CATEGORIES.join(', ')}
  --partner NAME   who it comes from, for the evidence reference; default: as the file says
  htcds            prints the recruitment fields alone (${RECRUITMENT_FIELDS.join(', ')}); nothing else of a case file is read`;

export async function run(args: string[]): Promise<number> {
  const options = { format: { type: 'string' }, category: { type: 'string' }, partner: { type: 'string' } } as const;
  return await withArguments(args, { help: HELP, options, positionals: 1, group: 'partners' }, async (values, free) => {
    const file = free[0] as string;
    const text = await readFile(file, 'utf8');
    const format = formatOf(values['format'], text);
    const name = basename(file);
    if (format === 'htcds') return printHtcds(text, name);
    const read = { stix: parseStix, misp: parseMisp, csv: (csv: string) => parsePartnerCsv(csv, name) }[format](text);
    const category = values['category'];
    if (category !== undefined && !CATEGORIES.some((known) => known === category)) {
      throw new UsageError(`--category takes ${CATEGORIES.join(', ')}`);
    }
    const partner = String(values['partner'] ?? (read.source || name));
    return printIndicators(read, partner, typeof category === 'string' ? category : '', dayOf(Date.now()));
  });
}

function formatOf(requested: unknown, text: string): Format {
  const known = FORMATS.find((format) => format === requested);
  if (known !== undefined) return known;
  if (requested !== undefined) throw new UsageError(`--format takes ${FORMATS.join(', ')}`);
  const start = text.slice(0, 4_096).trimStart();
  if (!/^[[{]/u.test(start)) return /Recruitment/iu.test(start.split('\n')[0] ?? '') ? 'htcds' : 'csv';
  return /"type"\s*:\s*"bundle"/u.test(start) || /"id"\s*:\s*"bundle--/u.test(start) ? 'stix' : 'misp';
}

/** @returns 0 when something was printed, 1 when nothing of the file can be used */
function printIndicators(read: PartnerFile, partner: string, category: string, today: string): number {
  const skipped = [...read.skipped];
  const rows = new Map<string, Record<string, string>>();
  for (const one of read.indicators) {
    const place = `${one.reference}: ${one.kind} ${one.value}`;
    if (one.restricted !== null) {
      skipped.push(`${place} is marked TLP:${one.restricted}, which is not for the public: ask whoever shared it`);
    } else if (one.expiresOn !== null && one.expiresOn <= today) skipped.push(`${place} expired on ${one.expiresOn}`);
    else if ((one.category ?? category) === '') skipped.push(`${place} has no category of ours: give --category`);
    else {
      if (listsWholeSite(one)) console.error(`note: ${one.written} would list the whole of ${one.value}`);
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
  for (const line of skipped) console.error(`left out: ${line}`);
  for (const { kind, value, reference } of read.withdrawn) {
    console.error(
      `taken back by the partner: ${kind} ${value} (${reference}); if you list it: channel withdraw DIR ${kind} ${value}`,
    );
  }
  process.stdout.write(writeCsvRows(ENTRY_COLUMNS, [...rows.values()]));
  console.error(`${rows.size} usable, ${skipped.length} left out, ${read.withdrawn.length} taken back.`);
  return rows.size > 0 || read.withdrawn.length > 0 ? 0 : 1;
}

/** A page or a part of a site, whose whole site would be listed. */
function listsWholeSite({ kind, value, written }: PartnerIndicator): boolean {
  const bare = written
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\/(?:www\.)?/u, '')
    .replace(/\/$/u, '');
  return kind === 'domain' && !value.includes('/') && bare !== value;
}

function printHtcds(text: string, name: string): number {
  const { cases, faults } = parseHtcds(text, name);
  const rows = cases.map(({ methods, locations, apps }) => ({
    vic_MethodOfRecruitment: methods.join(';'),
    vic_LocationOfRecruitment: locations.join(';'),
    vic_RecruitmentWebsitesAndApps: apps.join(';'),
  }));
  process.stdout.write(writeCsvRows(RECRUITMENT_FIELDS, rows));
  for (const line of faults) console.error(`taken as "Other": ${line}`);
  const tell = (counts: [string, number][]): string => counts.map(([value, count]) => `${value} ${count}`).join(', ');
  console.error(`${cases.length} cases. Methods (of ${METHODS.length}): ${tell(valueCounts(cases, 'methods'))}.`);
  console.error(`Websites and apps: ${tell(valueCounts(cases, 'apps'))}.`);
  return cases.length > 0 ? 0 : 1;
}
