/** Makes the CSV rows that list a post by its text: its fingerprints, as a reader's browser computes them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { analyse, KNOWLEDGE_TARGETS, loadKnowledge, type Knowledge } from '../../../utils/detect/analyse.ts';
import { MIN_TEXT_UNITS } from '../../../utils/indicators/text-fingerprint.ts';
import { JobPostSchema } from '../../../utils/model/job-post.ts';
import { isThere } from '../../is-there.ts';
import { Refusal } from '../../refusal.ts';
import { writeCsvRows } from './csv-rows.ts';
import { REQUIRED_COLUMNS } from './entry.ts';

/** Where `npm run -s knowledge` writes compiled knowledge. */
export const KNOWLEDGE_FOLDER = fileURLToPath(new URL('../../../public/knowledge', import.meta.url));

export interface ListingReason {
  category: string;
  evidence: string;
}

/** Throws a Refusal when the text is too short to recognise copies. @param folder compiled knowledge */
export async function textCsvRows(
  text: string,
  { category, evidence }: ListingReason,
  folder: string = KNOWLEDGE_FOLDER,
): Promise<string> {
  const { mentions } = analyse(v.parse(JobPostSchema, { id: 'text', text }), await readKnowledge(folder));
  const rows = mentions
    .filter(({ kind }) => kind === 'text')
    .map(({ value }) => ({ kind: 'text', value, category, evidence }));
  if (rows.length === 0) throw new Refusal(`The text is too short: it needs about ${MIN_TEXT_UNITS} letters or more.`);
  return writeCsvRows(REQUIRED_COLUMNS, rows);
}

async function readKnowledge(folder: string): Promise<Knowledge> {
  const missing = KNOWLEDGE_TARGETS.find((name) => !isThere(join(folder, name)));
  if (missing !== undefined) {
    throw new Refusal(`${join(folder, missing)} is missing. Compile the knowledge first: npm run -s knowledge`);
  }
  const files = await Promise.all(
    KNOWLEDGE_TARGETS.map(async (name) => [name, new Uint8Array(await readFile(join(folder, name)))] as const),
  );
  return loadKnowledge(Object.fromEntries(files));
}
