/** Reads `knowledge/publishers`: the publishers whose lists readers can add. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { KnownPublisherSchema, type KnownPublisher } from '../../utils/brand/known-publisher.ts';

/**
 * In order of their names.
 *
 * @param folder the folder with one YAML file for each publisher
 * @throws Error that names the file and the field of a malformed entry
 */
export function readPublishers(folder = 'knowledge/publishers'): KnownPublisher[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const publishers = names.map((name) => {
    const file = join(folder, name);
    const result = v.safeParse(KnownPublisherSchema, parse(readFileSync(file, 'utf8')));
    if (!result.success) {
      const faults = result.issues.map((issue) => `${v.getDotPath(issue) ?? '(file)'}: ${issue.message}`);
      throw new Error(`${file}: ${faults.join('; ')}`);
    }
    if (`${result.output.id}.yaml` !== name) throw new Error(`${file}: id must be the file's name`);
    return result.output;
  });
  return publishers.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The entries that a build shows. */
export function shownPublishers(): KnownPublisher[] {
  return readPublishers().filter(({ example }) => !example);
}
