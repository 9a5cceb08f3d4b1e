/** The lexicon files of a knowledge folder, and the ids that they may use. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readWeights } from '../knowledge/weights.ts';

/** In the order in which the lexicon files list them. */
export interface KnownIds {
  signals: readonly string[];
  concepts: readonly string[];
}

export type Group = keyof KnownIds;

export async function readKnownIds(folder: string): Promise<KnownIds> {
  const { signals, concepts } = await readWeights(folder);
  return { signals: signals.map(({ id }) => id), concepts };
}

export function languagesOf(folder: string): string[] {
  return readdirSync(join(folder, 'lexicon'))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => basename(name, '.yaml'))
    .sort();
}

/** Path of a language's lexicon. Throws an Error that names the languages there are. */
export function lexiconFile(folder: string, language: string): string {
  const file = join(folder, 'lexicon', `${language}.yaml`);
  if (/^[A-Za-z-]+$/u.test(language) && existsSync(file)) return file;
  throw new Error(`No language "${language}" in the lexicon; there are ${languagesOf(folder).join(' ')}`);
}

/** Whether an id is a signal or a concept. Throws an Error that suggests similar ids. */
export function groupOf(id: string, known: KnownIds): Group {
  if (known.signals.includes(id)) return 'signals';
  if (known.concepts.includes(id)) return 'concepts';
  const like = [...known.signals, ...known.concepts].filter((each) => sharesWordStart(each, id));
  throw new Error(
    like.length > 0
      ? `No signal or concept "${id}"; did you mean ${like.join(', ')}?`
      : `No signal or concept "${id}"; they are listed in knowledge/signals.yaml and combinations.yaml`,
  );
}

/** Whether a word of one id starts like a word of the other. */
function sharesWordStart(a: string, b: string): boolean {
  const begins = b.split('-').map((word) => word.slice(0, 4));
  return a.split('-').some((word) => begins.some((begin) => begin.length > 2 && word.startsWith(begin)));
}
