/** `hub -- partners export`: the list for partners, in the format of their tools. */
import { readFile } from 'node:fs/promises';
import { readCsvRows } from '../channel/csv-rows.ts';
import { writeAtomically } from '../channel/channel-folder.ts';
import { UsageError, withArguments } from '../relay/arguments.ts';
import type { Entry } from '../channel/entry.ts';
import { writePartnerCsv } from './partner-csv.ts';
import { writeHtcds } from './htcds.ts';
import { shareableEntries } from './shareable-entries.ts';
import { writeMisp } from './misp.ts';
import type { ExportOptions } from './export-options.ts';
import { writeStix } from './stix.ts';
import { MARKINGS } from './stix-schema.ts';

const FORMATS: Readonly<
  Record<string, (entries: readonly Entry[], options: ExportOptions, locations: ReadonlyMap<string, string>) => string>
> = { stix: writeStix, misp: writeMisp, csv: writePartnerCsv, htcds: writeHtcds };

const HELP = `usage: partners export DIR --format stix|misp|csv|htcds [--out FILE] [--evidence] [--tlp COLOUR]

Writes what the channel in DIR has published today. Left out, and named: what is not signed yet, taken back, disputed or
expired. A partner gets indicators, categories and days, nothing of any report.

  --format F       stix: a STIX 2.1 bundle; misp: a MISP event; csv: a table; htcds: the recruitment fields of IOM's
                   Human Trafficking Case Data Standard, a row for each case of trafficking
  --out FILE       default: standard output
  --evidence       send your evidence references along, so that the partner can ask after them
  --locations CSV  htcds, with --evidence: columns evidence,location: where people of a case were recruited
  --tlp COLOUR     whom the partner may tell: ${Object.keys(MARKINGS).join(', ')};
                   default clear, for everybody can read the list; amber with --evidence`;

export async function run(args: string[]): Promise<number> {
  const options = {
    format: { type: 'string' },
    out: { type: 'string' },
    evidence: { type: 'boolean' },
    locations: { type: 'string' },
    tlp: { type: 'string' },
  } as const;
  return await withArguments(args, { help: HELP, options, positionals: 1, group: 'partners' }, async (values, free) => {
    const write = oneOf(FORMATS, values['format'], 'format');
    const evidence = values['evidence'] === true;
    const tlp = values['tlp'] ?? (evidence ? 'amber' : 'clear');
    oneOf(MARKINGS, tlp, 'tlp');
    if (values['locations'] !== undefined && !evidence) throw new UsageError('--locations is evidence: add --evidence');
    const now = Date.now();
    const { publisher, entries, leftOut } = await shareableEntries(free[0] as string, now);
    const options = { publisher, now, evidence, tlp: tlp as keyof typeof MARKINGS };
    const text = write(entries, options, await locationsOf(values['locations']));
    if (typeof values['out'] === 'string') await writeAtomically(values['out'], text, 0o600);
    else process.stdout.write(text);
    for (const line of leftOut) console.error(`left out: ${line}`);
    console.error(
      `${entries.length} entries, ${leftOut.length} left out${evidence ? ', with evidence references' : ''}.`,
    );
    return 0;
  });
}

function oneOf<T>(table: Readonly<Record<string, T>>, name: unknown, option: string): T {
  const found = typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;
  if (found === undefined) throw new UsageError(`--${option} takes ${Object.keys(table).join(', ')}`);
  return found;
}

async function locationsOf(file: unknown): Promise<Map<string, string>> {
  if (typeof file !== 'string') return new Map();
  const rows = readCsvRows(await readFile(file, 'utf8'), file, ['evidence', 'location'], []);
  return new Map(rows.map(({ cells }) => [cells['evidence'] ?? '', cells['location'] ?? '']));
}
