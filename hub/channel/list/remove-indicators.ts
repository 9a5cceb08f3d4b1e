/** Removes indicators from a channel's list. All lines are checked before the file is written. */
import { hashOf, hashText } from '../../../utils/indicators/hash.ts';
import { indicatorOf, isIndicatorKind } from '../../../utils/indicators/canonical.ts';
import type { Indicator } from '../../../utils/model/indicator.ts';
import { Refusal } from '../../refusal.ts';
import { CANARY_COLUMNS } from './canary.ts';
import { ENTRY_COLUMNS } from './entry.ts';
import { readWholeList, writeList } from './list-file.ts';
import { readCsvRows, type CsvRow } from './csv-rows.ts';

/** Removes the indicators of a CSV (columns kind and value). Returns their number. Throws as `addIndicators`. */
export async function removeIndicators(dir: string, csv: string, name = 'CSV'): Promise<number> {
  const rows = readCsvRows(csv, name, ['kind', 'value'], [...ENTRY_COLUMNS, ...CANARY_COLUMNS]);
  const entries = await readWholeList(dir);
  const faults: string[] = [];
  for (const { line, cells } of rows) {
    const indicator = indicatorOfCells(cells);
    if (indicator === null) faults.push(`${name}: line ${line}: "${cells['value']}" is no ${cells['kind']}`);
    else if (!entries.delete(hashText(hashOf(indicator)))) {
      faults.push(`${name}: line ${line}: ${indicator.value} is not on the list`);
    }
  }
  if (faults.length > 0) throw new Refusal(...faults, 'Nothing was removed.');
  await writeList(dir, entries);
  return rows.length;
}

export function indicatorOfCells(cells: CsvRow['cells']): Indicator | null {
  const { kind = '', value = '' } = cells;
  return isIndicatorKind(kind) ? indicatorOf(kind, value) : null;
}
