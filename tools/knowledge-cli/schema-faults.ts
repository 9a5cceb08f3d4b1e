/** Every fault of the YAML files of a knowledge folder against their schemas, and of the rules of help files. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { HelpCountrySchema } from '../../utils/model/help.ts';
import { helpFaults } from '../knowledge/help.ts';
import { KNOWLEDGE_SCHEMAS } from '../knowledge/knowledge-schemas.ts';

/** By file: lines with file and entry. A file without faults is absent. */
export function schemaFaults(folder: string): Map<string, string[]> {
  const faults = new Map<string, string[]>();
  for (const [file, schema] of filesWithSchemas(folder)) {
    const found = faultsOf(file, schema);
    if (found.length > 0) faults.set(file, found);
  }
  return faults;
}

/** A file with a name of its own, such as `help/international.yaml`, is not read by the pattern of its folder. */
function filesWithSchemas(folder: string): [file: string, schema: v.GenericSchema][] {
  const named = new Set(KNOWLEDGE_SCHEMAS.map(({ file }) => file).filter((file) => !file.includes('<')));
  return KNOWLEDGE_SCHEMAS.flatMap(({ file, schema }) =>
    matchingFiles(folder, file)
      .filter((path) => path === file || !named.has(path))
      .map((path): [string, v.GenericSchema] => [join(folder, path), schema]),
  );
}

/** The files below `folder` that fit a path with `<name>` for any name. */
function matchingFiles(folder: string, pattern: string): string[] {
  return pattern.split('/').reduce<string[]>(
    (paths, part) =>
      paths.flatMap((path) => {
        const names = part.includes('<') ? namesLike(join(folder, path), part) : [part];
        return names
          .map((name) => (path === '' ? name : `${path}/${name}`))
          .filter((each) => existsSync(join(folder, each)));
      }),
    [''],
  );
}

function namesLike(folder: string, part: string): string[] {
  const ending = part.replace(/^<\w+>/u, '');
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .sort()
    : [];
}

function faultsOf(file: string, schema: v.GenericSchema): string[] {
  let value: unknown;
  try {
    value = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return [`${file}: ${error instanceof Error ? error.message : String(error)}`];
  }
  const result = v.safeParse(schema, value);
  const own =
    v.is(HelpCountrySchema, value) && schema === HelpCountrySchema
      ? helpFaults(file, v.parse(HelpCountrySchema, value))
      : [];
  if (result.success) return own;
  return result.issues.map((issue) => `${file}: ${v.getDotPath(issue) ?? 'top level'}: ${issue.message}`);
}
