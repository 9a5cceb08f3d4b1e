/** Reads one YAML file and checks it against a schema. Throws an Error that names the file and the entry. */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { parse } from 'yaml';

/** Files as they were read before, by path. */
export type YamlCache = Map<string, { text: string; value: unknown }>;

export async function readYaml(path: string): Promise<unknown>;
/** @param cache gives the value of a file that has not changed, without parsing it */
export async function readYaml<S extends v.GenericSchema>(
  path: string,
  schema: S,
  cache?: YamlCache,
): Promise<v.InferOutput<S>>;
export async function readYaml(
  path: string,
  schema: v.GenericSchema = v.unknown(),
  cache?: YamlCache,
): Promise<unknown> {
  let text: string;
  let value: unknown;
  try {
    text = await readFile(path, 'utf8');
    const cached = cache?.get(path);
    if (cached?.text === text) return cached.value;
    value = parse(text);
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const result = v.safeParse(schema, value);
  if (result.success) {
    cache?.set(path, { text, value: result.output });
    return result.output;
  }
  const issue = result.issues[0];
  throw new Error(`${path}: ${v.getDotPath(issue) ?? 'top level'}: ${issue.message}`);
}
