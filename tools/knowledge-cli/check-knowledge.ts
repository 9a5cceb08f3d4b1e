/** Checks a knowledge folder: every fault of each file, and when there is none, the first fault between files. */
import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readBrand } from '../brand/read-brand.ts';
import { LABELS } from '../eval/rows.ts';
import { compileKnowledge } from '../knowledge/compile-knowledge.ts';
import { LexiconSchema } from '../knowledge/lexicon.ts';
import { expandPhrase } from '../knowledge/phrase.ts';
import { readYaml } from '../knowledge/read-yaml.ts';
import { schemaFaults } from './schema-faults.ts';
import { languagesOf, lexiconFile, type Group, type KnownIds } from './lexicons.ts';

/** Labels of the corpus; `other` is for texts that offer no job. */
const ROW_LABELS = new Set<string>([...LABELS, 'other']);

/** One line for each fault, with file and entry. */
export async function findKnowledgeFaults(folder: string, known: KnownIds): Promise<string[]> {
  const bySchema = schemaFaults(folder);
  const faults = [...bySchema.values()].flat();
  for (const language of languagesOf(folder)) {
    const file = lexiconFile(folder, language);
    if (!bySchema.has(file)) faults.push(...(await lexiconFaults(file, language, known)));
  }
  faults.push(...(await corpusFaults(join(folder, 'corpus'))));
  const brands = join(folder, 'brands');
  for (const name of existsSync(brands) ? await readdir(brands) : []) {
    if (bySchema.has(join(brands, name, 'brand.yaml'))) continue;
    faults.push(...(await faultsFrom(() => readBrand(join(brands, name)))));
  }
  // The compiler stops at its first fault, which may be one of those above.
  if (faults.length === 0) faults.push(...(await faultsFrom(() => compileKnowledge(folder))));
  return faults;
}

async function lexiconFaults(file: string, language: string, known: KnownIds): Promise<string[]> {
  const faults: string[] = [];
  try {
    const lexicon = await readYaml(file, LexiconSchema);
    if (lexicon.language !== language) faults.push(`${file}: language is ${lexicon.language}`);
    for (const group of ['signals', 'concepts'] as const) {
      for (const [id, items] of Object.entries(lexicon[group])) {
        if (!known[group].includes(id)) faults.push(`${file}: ${id}: no such ${singular(group)}`);
        for (const item of items ?? []) {
          const phrase = typeof item === 'string' ? item : item.phrase;
          faults.push(...(await faultsFrom(() => expandPhrase(phrase), `${file}: ${id}: "${phrase}": `)));
        }
      }
    }
  } catch (error) {
    faults.push(messageOf(error));
  }
  return faults;
}

async function corpusFaults(folder: string): Promise<string[]> {
  const faults: string[] = [];
  const ids = new Set<string>();
  const names = existsSync(folder) ? await readdir(folder, { recursive: true }) : [];
  for (const name of names.filter((each) => each.endsWith('.jsonl')).sort()) {
    const file = join(folder, name);
    for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
      if (line.trim() === '') continue;
      faults.push(...(await faultsFrom(() => checkRow(line, ids), `${file}:${index + 1}: `)));
    }
  }
  return faults;
}

/** Throws an Error that says what is wrong with a row. */
function checkRow(line: string, ids: Set<string>): void {
  const row = JSON.parse(line) as Record<string, unknown>;
  const id = row['id'];
  if (typeof id !== 'string' || id === '') throw new Error('no id');
  if (ids.has(id)) throw new Error(`the id ${id} is there twice`);
  ids.add(id);
  if (!ROW_LABELS.has(String(row['label']))) throw new Error(`${id}: label is none of ${[...ROW_LABELS].join(' ')}`);
  // A card of a list may have a title alone
  for (const key of ['lang', row['title'] ? 'title' : 'text', 'batch']) {
    if (typeof row[key] !== 'string' || row[key] === '') throw new Error(`${id}: no ${key}`);
  }
}

async function faultsFrom(check: () => unknown, where = ''): Promise<string[]> {
  try {
    await check();
    return [];
  } catch (error) {
    return [where + messageOf(error)];
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const singular = (group: Group): string => group.slice(0, -1);
