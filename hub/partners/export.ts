/** `hub partners export`: writes the published list in a partner's format. */
import { readCsvRows } from '../channel/list/csv-rows.ts';
import { writeAtomically } from '../channel/channel-folder.ts';
import { readTextFile } from '../channel/read-text-file.ts';
import { print, printError } from '../print.ts';
import { UsageError } from '../usage-error.ts';
import type { Entry } from '../channel/list/entry.ts';
import { writePartnerCsv } from './partner-csv.ts';
import { writeHtcds } from './htcds.ts';
import { shareableEntries } from './shareable-entries.ts';
import { writeMisp } from './misp.ts';
import type { ExportOptions } from './export-options.ts';
import { writeStix } from './stix.ts';
import { MARKINGS } from './stix-schema.ts';

export const EXPORT_FORMATS: Readonly<
  Record<string, (entries: readonly Entry[], options: ExportOptions, locations: ReadonlyMap<string, string>) => string>
> = { stix: writeStix, misp: writeMisp, csv: writePartnerCsv, htcds: writeHtcds };

interface ExportValues {
  format?: string;
  out?: string;
  evidence?: boolean;
  locations?: string;
  tlp?: string;
}

/** Runs `partners export`. */
export async function exportList(dir: string, values: ExportValues): Promise<void> {
  const { evidence = false, locations, out } = values;
  const write = pick(EXPORT_FORMATS, values.format, 'format');
  const tlp = values.tlp ?? (evidence ? 'amber' : 'clear');
  pick(MARKINGS, tlp, 'tlp');
  if (locations !== undefined && !evidence) throw new UsageError('--locations is evidence: add --evidence');
  const now = Date.now();
  const { publisher, entries, leftOut } = await shareableEntries(dir, now);
  const options = { publisher, now, evidence, tlp: tlp as keyof typeof MARKINGS };
  const text = write(entries, options, await readLocations(locations));
  if (out !== undefined) await writeAtomically(out, text, 0o600);
  // References and places come from others. A pipe or a file gets them unchanged.
  else if (process.stdout.isTTY) for (const line of text.trimEnd().split('\n')) print(line);
  else process.stdout.write(text);
  for (const line of leftOut) printError(`left out: ${line}`);
  printError(`${entries.length} entries, ${leftOut.length} left out${evidence ? ', with evidence references' : ''}.`);
}

function pick<T>(table: Readonly<Record<string, T>>, name: unknown, option: string): T {
  const found = typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;
  if (found === undefined) throw new UsageError(`--${option} takes ${Object.keys(table).join(', ')}`);
  return found;
}

/** Returns evidence reference to place of recruitment. */
async function readLocations(file: string | undefined): Promise<Map<string, string>> {
  if (file === undefined) return new Map();
  const rows = readCsvRows(await readTextFile(file), file, ['evidence', 'location'], []);
  return new Map(rows.map(({ cells }) => [cells['evidence'] ?? '', cells['location'] ?? '']));
}
