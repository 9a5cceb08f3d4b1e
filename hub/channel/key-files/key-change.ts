/**
 * A change of keys touches several files. A note of it is written first, so that the next command ends what one began that was
 * killed, or undoes it. The note lies in `keys/`, which no repository carries. It could still come from somebody else, so no key
 * is deleted because of it: its file gets another name.
 */
import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { isThere } from '../../is-there.ts';
import { makeFolder } from '../../make-folder.ts';
import { printError } from '../../print.ts';
import { channelPaths, writeAtomically } from '../channel-folder.ts';
import { readJsonFile } from '../read-json-file.ts';
import { Refusal } from '../../refusal.ts';
import { ENCRYPTED_EXTENSION, parseKeyFileName, PLAIN_EXTENSION } from './key-file.ts';
import { changePublicKeys, readPublicKeys } from './public-keys.ts';

const KeyName = v.pipe(
  v.string(),
  v.check((name) => parseKeyFileName(`${name}${PLAIN_EXTENSION}`) !== null, 'is no name of a key'),
);
const KeyChangeSchema = v.strictObject({
  /** Version of the root that makes the change count; null: `public-keys.json` alone does. */
  root: v.nullable(v.number()),
  /** Names of keys that are made. */
  created: v.array(KeyName),
  /** Names of keys that no longer count afterwards. */
  retired: v.array(KeyName),
  /** Public keys in hexadecimal to know afterwards, by name. */
  names: v.record(v.string(), v.string()),
});
export type KeyChange = v.InferOutput<typeof KeyChangeSchema>;

const noteFile = (dir: string): string => join(channelPaths(dir).keys, 'key-change.json');

/** To be called before the first key is written. */
export async function noteKeyChange(dir: string, change: KeyChange): Promise<void> {
  makeFolder(channelPaths(dir).keys, 0o700);
  await writeAtomically(noteFile(dir), `${JSON.stringify(change, null, 1)}\n`, 0o600);
}

/** Names the new keys, forgets the retired ones and deletes their files. To be called when the change counts. */
export async function finishKeyChange(dir: string, { retired, names }: KeyChange): Promise<void> {
  // At once: a person's new key may have the name of the old one.
  await changePublicKeys(dir, retired, new Map(Object.entries(names)));
  for (const file of keyFiles(dir, retired)) await rm(file);
  await forgetKeyChange(dir);
}

/** To be called when the keys stay, although they do not count yet. */
export async function forgetKeyChange(dir: string): Promise<void> {
  await rm(noteFile(dir), { force: true });
}

/** Ends the change of keys of a command that was killed when it counts already, and undoes it otherwise. */
export async function endKilledKeyChange(dir: string): Promise<void> {
  const file = noteFile(dir);
  if (!isThere(file)) return;
  const advice = `Delete it: "channel keys ${dir}" then shows which keys count.`;
  const read = v.safeParse(KeyChangeSchema, await readJsonFile(file, advice));
  if (!read.success) throw new Refusal(`${file} cannot be read: ${read.issues[0].message}`, advice);
  const change = read.output;
  const isDone = await doesCount(dir, change);
  const gone = isDone ? change.retired : change.created;
  await changePublicKeys(dir, gone, new Map(isDone ? Object.entries(change.names) : []));
  for (const key of keyFiles(dir, gone)) await setAside(key);
  await forgetKeyChange(dir);
}

async function doesCount(dir: string, { root, names }: KeyChange): Promise<boolean> {
  if (root !== null) return isThere(join(channelPaths(dir).public, `${root}.root.json`));
  const known = await readPublicKeys(dir);
  return Object.entries(names).every(([name, hex]) => known.get(name) === hex);
}

/** Those of the keys' files that exist. */
function keyFiles(dir: string, names: readonly string[]): string[] {
  const { keys } = channelPaths(dir);
  return names
    .flatMap((name) => [PLAIN_EXTENSION, ENCRYPTED_EXTENSION].map((ending) => join(keys, `${name}${ending}`)))
    .filter((file) => isThere(file));
}

/** Gives a key's file a name that no command reads. */
async function setAside(file: string): Promise<void> {
  const aside = `${file}.${randomBytes(4).toString('hex')}.replaced`;
  await rename(file, aside);
  printError(`A change of keys was broken off. ${aside} no longer counts: delete it.`);
}
