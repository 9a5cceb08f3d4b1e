/** Compiles `questions.yaml` into `questions.json`. Throws an Error that names the file and the entry of a fault. */
import { join } from 'node:path';
import * as v from 'valibot';
import type { Questions } from '../../utils/check/questions.ts';
import { readYaml } from './read-yaml.ts';

const FILE = 'questions.yaml';
const id = v.pipe(v.string(), v.regex(/^[a-z][a-z-]{0,39}$/u));
/** `questions.yaml`. */
export const QuestionsFileSchema = v.strictObject({
  general: v.array(id),
  questions: v.record(id, v.array(id)),
});

export async function compileQuestions(folder: string): Promise<Record<string, Uint8Array>> {
  const path = join(folder, FILE);
  const { general, questions } = await readYaml(path, QuestionsFileSchema);
  const unknown = general.find((question) => !Object.hasOwn(questions, question));
  if (unknown !== undefined) throw new Error(`${path}: general: ${unknown} is no question`);
  const compiled: Questions = {
    version: 1,
    general,
    questions: Object.entries(questions).map(([question, signals]) => ({ id: question, signals })),
  };
  return { 'questions.json': new TextEncoder().encode(JSON.stringify(compiled)) };
}
