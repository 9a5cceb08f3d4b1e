/** Reads one YAML file and checks it against a schema. Throws an Error that names the file and the entry. */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { parse } from 'yaml';

export async function readYaml(path: string): Promise<unknown>;
export async function readYaml<S extends v.GenericSchema>(path: string, schema: S): Promise<v.InferOutput<S>>;
export async function readYaml(path: string, schema: v.GenericSchema = v.unknown()): Promise<unknown> {
  let value: unknown;
  try {
    value = parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new Error(`${path}: ${v.getDotPath(issue) ?? 'top level'}: ${issue.message}`);
}
