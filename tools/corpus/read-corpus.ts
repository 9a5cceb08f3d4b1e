/** Reads every row of the corpus, of the hand-written files and of the batches. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { CORPUS } from './sheet-data.ts';

const text = v.optional(v.string(), '');
const StoredRowSchema = v.object({
  id: v.string(),
  lang: v.string(),
  label: v.string(),
  tactic: text,
  title: text,
  text,
  batch: text,
  twin: text,
  place: text,
  writer: text,
});
export type StoredRow = v.InferOutput<typeof StoredRowSchema>;

/** Rows in order of file and line. Throws an Error that names file and line of a malformed row. */
export function readStoredRows(folder = CORPUS): StoredRow[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => {
      const file = join(folder, name);
      return readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) => (line.trim() === '' ? [] : [parseStored(line, `${file}:${index + 1}`)]));
    });
}

function parseStored(line: string, where: string): StoredRow {
  try {
    return v.parse(StoredRowSchema, JSON.parse(line));
  } catch (error) {
    throw new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
