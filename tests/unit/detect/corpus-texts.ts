/** The repository's corpus and knowledge, for tests that put posts together. */
import { readRows } from '../../../tools/eval/rows.ts';
import { compileKnowledge, KNOWLEDGE_FOLDER } from '../../../tools/knowledge/compile-knowledge.ts';
import { analyse, conclude, loadKnowledge } from '../../../utils/detect/engine.ts';
import type { Label } from '../../../tools/eval/rows.ts';
import { post } from './post.ts';

const knowledge = loadKnowledge(await compileKnowledge(KNOWLEDGE_FOLDER));
const rows = await readRows(`${KNOWLEDGE_FOLDER}/corpus`);

export const languages: readonly string[] = [...new Set(rows.map(({ lang }) => lang))].sort();

export const isSilent = (text: string): boolean =>
  conclude(analyse(post({ text }), knowledge), [], '2026-11-25').level === 'none';

export const textsOf = (language: string, label: Label): string[] =>
  rows.filter((row) => row.lang === language && row.label === label).map((row) => row.post.text);
