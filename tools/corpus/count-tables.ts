/** Tables of the corpus' data sheet: rows by language, family and batch. */
import type { StoredRow } from './read-corpus.ts';
import { LABELS } from './sheet-data.ts';

/** Markdown tables, each with a line of totals. Families are counted in batches that use the names of families.yaml. */
export function countTables(rows: readonly StoredRow[]): string {
  const twins = rows.filter(({ twin }) => twin !== '').length;
  return [
    `${rows.length} rows, ${twins} of them with a twin.`,
    countTable('language', rows, ({ lang }) => lang),
    countTable('batch (writer)', rows, ({ batch, writer }) => (writer === '' ? batch : `${batch} (${writer})`)),
    countTable(
      'family',
      rows.filter(({ place }) => place !== ''),
      ({ tactic }) => tactic,
    ),
  ].join('\n\n');
}

function countTable(name: string, rows: readonly StoredRow[], keyOf: (row: StoredRow) => string): string {
  const groups = new Map<string, StoredRow[]>();
  for (const row of rows) {
    const key = keyOf(row) || 'not named';
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const line = (key: string, group: readonly StoredRow[]): string => {
    const counts = LABELS.map((label) => group.filter((row) => row.label === label).length);
    return `| ${[key, ...counts, group.length].join(' | ')} |`;
  };
  return [
    `| ${[name, ...LABELS, 'all'].join(' | ')} |`,
    `|---|${'---|'.repeat(LABELS.length + 1)}`,
    ...[...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, group]) => line(key, group)),
    line('all', rows),
  ].join('\n');
}
