/** `hub -- partners validate`: a file against the published schema of its format. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import { requireOption, withArguments } from '../relay/arguments.ts';

const HELP = `usage: partners validate FILE --schema PATH

Checks a file against the format's own JSON schema, which you have fetched yourself:
  STIX 2.1   the folder "schemas" of github.com/oasis-open/cti-stix2-json-schemas
  MISP       schema.json of the MISP core format (github.com/MISP/MISP, format/2.5)

  --schema PATH    a schema, or a folder of schemas of which common/bundle.json is the one for a file`;

export async function run(args: string[]): Promise<number> {
  const options = { schema: { type: 'string' } } as const;
  return await withArguments(args, { help: HELP, options, positionals: 1, group: 'partners' }, async (values, free) => {
    const faults = await schemaErrors(
      JSON.parse(await readFile(free[0] as string, 'utf8')),
      requireOption(values, 'schema'),
    );
    for (const fault of faults.slice(0, 20)) console.error(fault);
    if (faults.length > 20) console.error(`... and ${faults.length - 20} more`);
    console.log(faults.length === 0 ? 'valid' : `${faults.length} faults`);
    return faults.length === 0 ? 0 : 1;
  });
}

/** What the schema finds wrong, a line each. @param path a schema file, or STIX's folder of schemas */
export async function schemaErrors(value: unknown, path: string): Promise<string[]> {
  const isFolder = (await stat(path)).isDirectory();
  // The formats' schemas are loose with keywords; that is theirs to decide.
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    validateFormats: false,
    unicodeRegExp: false,
    logger: false,
  });
  const files = isFolder ? (await readdir(path, { recursive: true })).filter((name) => name.endsWith('.json')) : [''];
  const schemas = await Promise.all(
    files.map(async (name) => JSON.parse(await readFile(join(path, name), 'utf8')) as AnySchemaObject),
  );
  const main = isFolder ? schemas.findIndex((_, at) => /common[\\/]bundle\.json$/u.test(files[at] ?? '')) : 0;
  for (const [at, schema] of schemas.entries()) if (at !== main) ajv.addSchema(schema);
  const validate = ajv.compile(withoutDraft4Keywords(schemas[main] as AnySchemaObject));
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'}: ${message}`);
}

/** MISP's is of draft 4, of which it uses nothing that has changed but the names of two keywords. */
function withoutDraft4Keywords(schema: AnySchemaObject): AnySchemaObject {
  if (!String(schema['$schema']).includes('draft-04')) return schema;
  const { id: _id, $schema: _schema, ...rest } = schema as Record<string, unknown>;
  return rest;
}
