/** Compiles `knowledge/help/*.yaml` into `help.json`. Throws an Error that names file and field of a fault. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { HelpCountrySchema, HelpSchema, InternationalHelpSchema, type HelpCountry } from '../../utils/model/help.ts';
import { readYaml } from './read-yaml.ts';

/** The file of organisations that work across borders. */
const INTERNATIONAL = 'international.yaml';

export async function compileHelp(folder: string): Promise<Record<string, Uint8Array>> {
  const files = (await readdir(join(folder, 'help'))).filter((name) => name.endsWith('.yaml')).sort();
  const names = files.filter((name) => name !== INTERNATIONAL);
  const international = files.includes(INTERNATIONAL)
    ? await readYaml(join(folder, 'help', INTERNATIONAL), InternationalHelpSchema)
    : undefined;
  const countries = await Promise.all(names.map((name) => readCountry(join(folder, 'help', name), name)));
  const help = v.parse(HelpSchema, { version: 1, countries, international });
  return { 'help.json': new TextEncoder().encode(JSON.stringify(help)) };
}

async function readCountry(path: string, name: string): Promise<HelpCountry> {
  const country = await readYaml(path, HelpCountrySchema);
  if (`${country.country.toLowerCase()}.yaml` !== name) throw new Error(`${path}: country is ${country.country}`);
  for (const [index, entry] of country.entries.entries()) {
    const at = `${path}: entries.${index}`;
    if ([entry.number, entry.url, entry.email, entry.whatsapp].every((way) => way === undefined)) {
      throw new Error(`${at}: neither a number nor an address to write to`);
    }
    if ((entry.name === undefined) === (entry.office === undefined)) {
      throw new Error(`${at}: needs either a name or an office`);
    }
  }
  return country;
}
