/**
 * Compiles `knowledge/` into `public/knowledge/`: the bundled knowledge of the package, and the targets that a channel
 * publishes. Compiles only when the sources or the compiler changed.
 */
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf, isFresh, writeStamp } from '../setup/stamp.ts';
import { compileHeld } from './held.ts';
import { compileHelp } from './help.ts';
import { compileLexicon } from './lexicon.ts';
import type { PhraseCache } from './phrase-book.ts';
import { compileQuestions } from './questions.ts';
import { compileSites } from './sites.ts';

/** Compiles its part of a knowledge folder: target name to bytes. Throws an Error that names file and entry of a fault. */
export type Compiler = (folder: string, cache?: PhraseCache) => Promise<Record<string, Uint8Array>>;

const COMPILERS: Compiler[] = [compileLexicon, compileSites, compileHelp, compileQuestions, compileHeld];

export const KNOWLEDGE_FOLDER = 'knowledge';
export const COMPILED_FOLDER = 'public/knowledge';
const SOURCES = [
  KNOWLEDGE_FOLDER,
  'tools/knowledge',
  'utils/text',
  'utils/detect',
  'utils/sites',
  'utils/model',
  'utils/check/questions.ts',
];

/** Target name to bytes, from a knowledge folder. @param cache speeds up the next compilation in this process */
export async function compileKnowledge(folder: string, cache?: PhraseCache): Promise<Record<string, Uint8Array>> {
  const parts = await Promise.all(COMPILERS.map((compiler) => compiler(folder, cache)));
  return Object.assign({}, ...parts) as Record<string, Uint8Array>;
}

/** Brings `public/knowledge` up to date; true when something was compiled. @param cache as for compileKnowledge */
export async function ensureKnowledge(cache?: PhraseCache): Promise<boolean> {
  const digest = await digestOf(SOURCES, [join(KNOWLEDGE_FOLDER, 'corpus')]);
  if (await isFresh(COMPILED_FOLDER, digest)) return false;
  const targets = await compileKnowledge(KNOWLEDGE_FOLDER, cache);
  // The extension cannot list its own folder: the index names the files.
  targets['index.json'] = new TextEncoder().encode(JSON.stringify(Object.keys(targets).sort()));
  await mkdir(COMPILED_FOLDER, { recursive: true });
  for (const [name, bytes] of Object.entries(targets)) {
    const path = join(COMPILED_FOLDER, name);
    await writeFile(`${path}.part`, bytes);
    await rename(`${path}.part`, path);
  }
  for (const name of await readdir(COMPILED_FOLDER)) {
    if (!(name in targets)) await rm(join(COMPILED_FOLDER, name));
  }
  await writeStamp(COMPILED_FOLDER, digest);
  return true;
}
