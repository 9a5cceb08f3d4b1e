/** Adds a writer's rows to a batch of the corpus. */
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contactFaults } from './contact-faults.ts';
import { DuplicateIndex } from './near-duplicates.ts';
import { parseRows, type WrittenRow } from './parse-rows.ts';
import { readStoredRows } from './read-corpus.ts';
import { CORPUS, readSheetData } from './sheet-data.ts';

export interface AddOptions {
  batch: string;
  writer: string;
  /** Folder of the corpus. */
  folder?: string;
  /** Leaves out rows at fault instead of adding none. */
  skip?: boolean;
}

export interface AddResult {
  added: number;
  /** Rows at fault, as `line N: what is wrong`; with any, nothing is added unless `skip` is set. */
  faults: string[];
}

/** Validates the file's rows, then appends them to `batches/BATCH/LANG.jsonl`. Throws an Error for a malformed file. */
export function addRows(file: string, { batch, writer, folder = CORPUS, skip = false }: AddOptions): AddResult {
  const rows = parseRows(readFileSync(file, 'utf8'), readSheetData(folder));
  const stored = readStoredRows(folder);
  /** Highest number of the batch's ids, by language. */
  const counts = new Map<string, number>();
  const duplicates = new DuplicateIndex();
  for (const row of stored) {
    duplicates.add(row.lang, row.id, `${row.title} ${row.text}`);
    if (row.batch !== batch) continue;
    const number = Number(/\d+$/u.exec(row.id)?.[0] ?? 0);
    counts.set(row.lang, Math.max(number, counts.get(row.lang) ?? 0));
  }
  const ids = new Map<WrittenRow, string>();
  for (const row of rows) {
    const count = (counts.get(row.lang) ?? 0) + 1;
    counts.set(row.lang, count);
    ids.set(row, `${batch}-${row.lang}-${String(count).padStart(3, '0')}`);
  }
  const faults: string[] = [];
  const good = rows.filter((row) => {
    const id = ids.get(row) ?? '';
    const text = `${row.title} ${row.text}`;
    const same = duplicates.find(row.lang, text, new Set([twinOf(row, rows, ids)]));
    const found = [
      ...(same === null ? [] : [`repeats ${same}`]),
      ...contactFaults(row.lang, [row.title, row.company, row.text].join('\n')),
    ];
    duplicates.add(row.lang, id, text);
    faults.push(...found.map((fault) => `line ${row.line}: ${fault}`));
    return found.length === 0;
  });
  if (faults.length > 0 && !skip) return { added: 0, faults };
  const kept = new Set(good.map((row) => ids.get(row)));
  const target = join(folder, 'batches', batch);
  mkdirSync(target, { recursive: true });
  for (const row of good) {
    const { lang, label, family, title, company, location, salary, text, place } = row;
    const twin = twinOf(row, rows, ids);
    const fields = { title, company, location, salary, text, place };
    const record = {
      id: ids.get(row),
      lang,
      label,
      tactic: family,
      ...fields,
      batch,
      twin: kept.has(twin) ? twin : '',
      writer,
    };
    appendFileSync(join(target, `${lang}.jsonl`), `${JSON.stringify(record)}\n`);
  }
  return { added: good.length, faults };
}

/** Id of the row's twin; '' without one. */
function twinOf(row: WrittenRow, rows: readonly WrittenRow[], ids: ReadonlyMap<WrittenRow, string>): string {
  if (row.pair === '') return '';
  const twin = rows.find((other) => other !== row && other.lang === row.lang && other.pair === row.pair);
  return twin === undefined ? '' : (ids.get(twin) ?? '');
}
