/** Removes indicators from a channel's list. All lines are checked before the file is written. */
import { hashOf, hashText } from '../../../utils/indicators/hash.ts';
import type { Indicator } from '../../../utils/model/indicator.ts';
import { Refusal } from '../../refusal.ts';
import { CANARY_COLUMNS } from './canary.ts';
import { ENTRY_COLUMNS, readIndicator } from './entry.ts';
import { readWholeList, writeList } from './list-file.ts';
import { readCsvRows, type CsvRow } from './csv-rows.ts';

/** Removes the indicators of a CSV (columns kind and value). Returns their number. Throws as `addIndicators`. */
export async function removeIndicators(dir: string, csv: string, name: string | null = 'CSV'): Promise<number> {
  const rows = readCsvRows(csv, name ?? '', ['kind', 'value'], [...ENTRY_COLUMNS, ...CANARY_COLUMNS]);
  const entries = await readWholeList(dir);
  const faults: string[] = [];
  for (const { line, cells } of rows) {
    const indicator = readIndicator(cells);
    const place = placeOf(name, line);
    if (typeof indicator === 'string') faults.push(`${place}${indicator}`);
    else if (!entries.delete(hashText(hashOf(indicator)))) faults.push(`${place}${indicator.value} is not on the list`);
  }
  if (faults.length > 0) throw new Refusal(...faults, 'Nothing was removed.');
  await writeList(dir, entries);
  return rows.length;
}

/** Begins a complaint about a row. @param name null for what was typed at the command line */
export const placeOf = (name: string | null, line: number): string => (name === null ? '' : `${name}: line ${line}: `);

export function indicatorOfCells(cells: CsvRow['cells']): Indicator | null {
  const indicator = readIndicator(cells);
  return typeof indicator === 'string' ? null : indicator;
}
