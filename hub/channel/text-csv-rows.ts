/** The CSV lines by which a post's text is listed: its fingerprints, as a reader's browser makes them. */
import * as v from 'valibot';
import { ensureKnowledge } from '../../tools/knowledge/compile-knowledge.ts';
import { readCompiled } from '../../tools/knowledge/read-compiled.ts';
import { analyse, loadKnowledge } from '../../utils/detect/engine.ts';
import { MIN_TEXT_UNITS } from '../../utils/indicators/text-fingerprint.ts';
import { JobPostSchema } from '../../utils/model/job-post.ts';
import { Refusal } from '../refusal.ts';
import { REQUIRED_COLUMNS } from './entry.ts';
import { writeCsvRows } from './csv-rows.ts';

/** Throws a Refusal when the text is too short to be known again by. */
export async function textCsvRows(text: string, category: string, evidence: string): Promise<string> {
  await ensureKnowledge();
  const { mentions } = analyse(v.parse(JobPostSchema, { id: 'text', text }), loadKnowledge(readCompiled()));
  const rows = mentions
    .filter(({ kind }) => kind === 'text')
    .map(({ value }) => ({ kind: 'text', value, category, evidence }));
  if (rows.length === 0) throw new Refusal(`The text is too short: it needs about ${MIN_TEXT_UNITS} letters or more.`);
  return writeCsvRows(REQUIRED_COLUMNS, rows);
}
