/** `public-keys.json` of a channel: names of keys and their public keys, also for keys that are kept elsewhere. */
import * as v from 'valibot';
import { isThere } from '../../is-there.ts';
import { Refusal } from '../../refusal.ts';
import { channelPaths, writeAtomically } from '../channel-folder.ts';
import { mergeConflictOf } from '../merge-conflict.ts';
import { readTextFile } from '../read-text-file.ts';

const publicHex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const name = v.pipe(v.string(), v.regex(/^(?:root|targets|withdrawals|online)-[a-z0-9]{1,30}$/u));
/** A channel has keys. Valibot reads `[]` as a record without entries, too. */
const NamesSchema = v.pipe(
  v.record(name, publicHex),
  v.check((names) => Object.keys(names).length > 0, 'it holds no names of keys'),
);

/** The public file of another person who lists. It is not secret. */
const PersonSchema = v.strictObject({
  'joblantern-person': v.literal(1),
  name: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9]{0,29}$/u)),
  targets: publicHex,
  withdrawals: publicHex,
});
export type Person = v.InferOutput<typeof PersonSchema>;

/** Returns name to raw public key in hexadecimal. */
export async function readPublicKeys(dir: string): Promise<Map<string, string>> {
  return readPublicKeysFile(channelPaths(dir).publicKeys);
}

const PUT_NAMES_BACK =
  'Put a copy of it back. It holds names and public keys, and no private key. Without a copy delete it: "channel keys" then shows which keys count.';

/** Returns no names when there is no such file. Throws a Refusal when it is damaged, or holds no names. */
export async function readPublicKeysFile(publicKeys: string): Promise<Map<string, string>> {
  if (!isThere(publicKeys)) return new Map();
  const read = v.safeParse(NamesSchema, await readJson(publicKeys, PUT_NAMES_BACK));
  if (!read.success) throw new Refusal(`${publicKeys} is damaged: ${read.issues[0].message}`, PUT_NAMES_BACK);
  return new Map(Object.entries(read.output));
}

export async function addPublicKeys(dir: string, more: ReadonlyMap<string, string>): Promise<void> {
  await changePublicKeys(dir, [], more);
}

/** Removes keys and adds others, both or neither. @param more name to raw public key in hexadecimal */
export async function changePublicKeys(
  dir: string,
  gone: readonly string[],
  more: ReadonlyMap<string, string>,
): Promise<void> {
  const names = await readPublicKeys(dir);
  for (const name of gone) names.delete(name);
  for (const [name, hex] of more) names.set(name, hex);
  await writeAtomically(channelPaths(dir).publicKeys, `${JSON.stringify(Object.fromEntries(names), null, 1)}\n`);
}

export async function readPerson(file: string): Promise<Person> {
  const read = v.safeParse(PersonSchema, await readJson(file));
  if (read.success) return read.output;
  throw new Refusal(`${file} is not a NAME.public.json that "channel key" made: ask for that file again.`);
}

/** Largest file of keys, in bytes: they come from other people, too. */
const MAX_KEYS_BYTES = 1024 * 1024;

async function readJson(file: string, ...advice: string[]): Promise<unknown> {
  const text = await readTextFile(file, MAX_KEYS_BYTES);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(mergeConflictOf(text, file) ?? `${file} cannot be read: ${(error as Error).message}`, ...advice);
  }
}
