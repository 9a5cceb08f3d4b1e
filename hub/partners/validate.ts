/** `hub partners validate`: checks a file against the published schema of its format. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import { readTextFile } from '../channel/read-text-file.ts';
import { ExitStatus } from '../exit-status.ts';
import { print, printError } from '../print.ts';
import { Refusal } from '../refusal.ts';
import { UsageError } from '../usage-error.ts';

/** Most errors that are printed. */
const MAX_ERRORS_SHOWN = 20;

/** Runs `partners validate`. Exit code 1 when the file is not valid. */
export async function validateFile(file: string, { schema }: { schema?: string }): Promise<void> {
  if (schema === undefined) throw new UsageError('--schema is needed');
  const errors = await schemaErrors(await readJson(file), schema);
  for (const error of errors.slice(0, MAX_ERRORS_SHOWN)) printError(error);
  if (errors.length > MAX_ERRORS_SHOWN) printError(`... and ${errors.length - MAX_ERRORS_SHOWN} more`);
  print(errors.length === 0 ? 'valid' : `${errors.length} errors`);
  if (errors.length > 0) throw new ExitStatus(1);
}

async function readJson(file: string): Promise<unknown> {
  const text = await readTextFile(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(`${file} is no JSON: ${(error as Error).message}`);
  }
}

/** Returns the errors that the schema finds, a line each. @param path a schema file, or STIX's folder of schemas */
export async function schemaErrors(value: unknown, path: string): Promise<string[]> {
  const isFolder = (await stat(path)).isDirectory();
  // The published schemas use keywords loosely, so strict mode is off.
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    validateFormats: false,
    unicodeRegExp: false,
    logger: false,
  });
  const files = isFolder ? (await readdir(path, { recursive: true })).filter((name) => name.endsWith('.json')) : [''];
  const schemas = await Promise.all(files.map(async (name) => (await readJson(join(path, name))) as AnySchemaObject));
  const main = isFolder ? schemas.findIndex((_, at) => /common[\\/]bundle\.json$/u.test(files[at] ?? '')) : 0;
  for (const [at, schema] of schemas.entries()) if (at !== main) ajv.addSchema(schema);
  const validate = ajv.compile(withoutDraft4Keywords(schemas[main] as AnySchemaObject));
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'}: ${message}`);
}

/** MISP's schema is of draft 4. It uses nothing that later drafts changed except two keyword names. */
function withoutDraft4Keywords(schema: AnySchemaObject): AnySchemaObject {
  if (!String(schema['$schema']).includes('draft-04')) return schema;
  const { id: _id, $schema: _schema, ...rest } = schema as Record<string, unknown>;
  return rest;
}
