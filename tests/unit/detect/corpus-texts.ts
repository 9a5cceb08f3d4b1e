/** The repository's corpus and knowledge, for tests that put posts together. */
import { readFileSync } from 'node:fs';
import { readRows } from '../../../tools/eval/rows.ts';
import { KNOWLEDGE_FOLDER } from '../../../tools/knowledge/compile-knowledge.ts';
import { analyse, conclude } from '../../../utils/detect/analyse.ts';
import type { Label, Row } from '../../../tools/eval/rows.ts';
import { post } from './post.ts';
import { knowledge } from './project-knowledge.ts';

/** Rows of the batches that the weights were fitted on: newer batches may hold posts that are not found yet. */
export async function readFittedRows(): Promise<Row[]> {
  const { batches } = JSON.parse(readFileSync(`${KNOWLEDGE_FOLDER}/fitted/model/model.json`, 'utf8')) as {
    batches: string[];
  };
  return (await readRows(`${KNOWLEDGE_FOLDER}/corpus`)).filter(({ batch }) => batches.includes(batch));
}
const rows = await readFittedRows();

export const languages: readonly string[] = [...new Set(rows.map(({ lang }) => lang))].sort();

export const getsNoWarning = (text: string): boolean =>
  conclude(analyse(post({ text }), knowledge), [], '2026-11-25').level === 'none';

/** Texts of fitted rows. */
export const textsOf = (language: string, label: Label): string[] =>
  rows.filter((row) => row.lang === language && row.label === label).map((row) => row.post.text);
