/** Compiles `knowledge/sites/*.yaml`, `knowledge/alternative-texts.yaml` and `knowledge/finder.yaml` into `sites.json`. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import type { SiteAdapter, SiteKnowledge } from '../../utils/sites/adapter.ts';
import {
  AlternativeTextsSchema,
  describeIssues,
  FinderSchema,
  SiteAdapterSchema,
} from '../../utils/sites/adapter-schema.ts';

/** Throws an Error naming the file and the field of a fault. */
export async function readSites(folder: string): Promise<SiteKnowledge> {
  const names = (await readdir(join(folder, 'sites'))).filter((name) => name.endsWith('.yaml')).sort();
  const alternativeTexts = await readPart(join(folder, 'alternative-texts.yaml'), AlternativeTextsSchema);
  const adapters: SiteAdapter[] = [];
  for (const name of names) {
    const adapter = await readPart(join(folder, 'sites', name), SiteAdapterSchema);
    if (`${adapter.id}.yaml` !== name) throw new Error(`${join(folder, 'sites', name)}: its id is ${adapter.id}`);
    const namesPictures = adapter.layouts.some(({ pictures }) => pictures !== undefined);
    adapters.push(namesPictures ? { alternativeTexts, ...adapter } : adapter);
  }
  return { adapters, finder: await readPart(join(folder, 'finder.yaml'), FinderSchema) };
}

async function readPart<T>(path: string, schema: v.GenericSchema<unknown, T>): Promise<T> {
  const result = v.safeParse(schema, parse(await readFile(path, 'utf8')));
  if (!result.success) throw new Error(`${path}: ${describeIssues(result.issues)}`);
  return result.output;
}

export async function compileSites(folder: string): Promise<Record<string, Uint8Array>> {
  return { 'sites.json': new TextEncoder().encode(JSON.stringify(await readSites(folder))) };
}
