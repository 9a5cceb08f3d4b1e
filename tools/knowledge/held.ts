/** Compiles `held.json`, by which cries for help are recognised: word stems of `knowledge/held`, and fitted weights. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { HELD_CONCEPTS, HeldSchema, type Held } from '../../utils/detect/held.ts';
import { fold } from '../../utils/text/fold.ts';
import { compileFoldTable, foldTableOf } from './fold-table.ts';
import { readYaml } from './read-yaml.ts';

/** `held/<language>.yaml`. */
export const StemsSchema = v.record(v.picklist(HELD_CONCEPTS), v.array(v.string()));

/** Written by `npm run -s fit-held`. */
export const FITTED_FILE = join('fitted', 'held.json');
export const FittedSchema = v.pick(HeldSchema, ['threshold', 'warnedThreshold', 'bias', 'weights', 'ngrams']);
export type FittedHeld = v.InferOutput<typeof FittedSchema>;

/** Nothing when the folder has no fitted weights. */
export async function compileHeld(folder: string): Promise<Record<string, Uint8Array>> {
  const path = join(folder, FITTED_FILE);
  if (!existsSync(path)) return {};
  const fitted = v.parse(FittedSchema, JSON.parse(await readFile(path, 'utf8')));
  const held: Held = { version: 2, ...fitted, stems: await readHeldStems(folder) };
  return { 'held.json': new TextEncoder().encode(JSON.stringify(held)) };
}

/** By concept: the folded stems of all languages, as `held.json` has them. */
export async function readHeldStems(folder: string): Promise<Held['stems']> {
  const table = foldTableOf(compileFoldTable());
  const stems: Partial<Record<(typeof HELD_CONCEPTS)[number], Set<string>>> = {};
  const files = (await readdir(join(folder, 'held'))).filter((name) => name.endsWith('.yaml')).sort();
  for (const file of files) {
    const lists = await readYaml(join(folder, 'held', file), StemsSchema);
    for (const [concept, list] of Object.entries(lists) as [(typeof HELD_CONCEPTS)[number], string[]][]) {
      for (const written of list) {
        const end = written.endsWith('$') ? '$' : '';
        const text = fold(written.slice(0, written.length - end.length), table);
        if (text.length < 2) throw new Error(`${file}: ${concept}: "${written}" is too short`);
        (stems[concept] ??= new Set()).add(String.fromCharCode(...text.units.subarray(0, text.length)) + end);
      }
    }
  }
  return Object.fromEntries(Object.entries(stems).map(([concept, list]) => [concept, [...list].sort().join(' ')]));
}
