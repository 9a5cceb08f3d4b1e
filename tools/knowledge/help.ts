/** Compiles `knowledge/help/*.yaml` into `help.json`. Throws an Error that names file and field of a fault. */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
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
  const countries = await Promise.all(names.map((name) => readCountry(join(folder, 'help', name))));
  const help = v.parse(HelpSchema, { version: 1, countries, international });
  return { 'help.json': new TextEncoder().encode(JSON.stringify(help)) };
}

async function readCountry(path: string): Promise<HelpCountry> {
  const country = await readYaml(path, HelpCountrySchema);
  const [fault] = helpFaults(path, country);
  if (fault !== undefined) throw new Error(fault);
  return country;
}

/** Faults that the schema does not see: the name of the file, entries without a contact or a name, short numbers for callers abroad. */
export function helpFaults(path: string, { country, entries }: HelpCountry): string[] {
  const own = `${country.toLowerCase()}.yaml` === basename(path) ? [] : [`${path}: country is ${country}`];
  const rest = entries.flatMap(({ number, url, email, whatsapp, telegram, name, office, reach }, index) => [
    ...([number, url, email, whatsapp, telegram].every((way) => way === undefined)
      ? [`${path}: entries.${index}: neither a number nor an address to write to`]
      : []),
    ...((name === undefined) === (office === undefined)
      ? [`${path}: entries.${index}: needs either a name or an office`]
      : []),
    // A short number reaches nobody from another country
    ...(reach === 'abroad' && number?.startsWith('+') === false
      ? [`${path}: entries.${index}: a number for callers abroad begins with +`]
      : []),
  ]);
  return [...own, ...rest];
}
