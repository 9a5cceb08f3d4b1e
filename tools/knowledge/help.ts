/** Compiles `knowledge/help/*.yaml` into `help.json`. Throws an Error that names file and field of a fault. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HelpCountrySchema, type Help, type HelpCountry } from '../../utils/model/help.ts';
import { readYaml } from './read-yaml.ts';

export async function compileHelp(folder: string): Promise<Record<string, Uint8Array>> {
  const names = (await readdir(join(folder, 'help'))).filter((name) => name.endsWith('.yaml')).sort();
  const countries = await Promise.all(names.map((name) => readCountry(join(folder, 'help', name), name)));
  const help: Help = { version: 1, countries };
  return { 'help.json': new TextEncoder().encode(JSON.stringify(help)) };
}

async function readCountry(path: string, name: string): Promise<HelpCountry> {
  const country = await readYaml(path, HelpCountrySchema);
  if (`${country.country.toLowerCase()}.yaml` !== name) throw new Error(`${path}: country is ${country.country}`);
  for (const [index, entry] of country.entries.entries()) {
    if (entry.number === undefined && entry.url === undefined) {
      throw new Error(`${path}: entries.${index}: neither a number nor a website`);
    }
  }
  return country;
}
