/**
 * A change of keys touches several files. A note of it is written first, so that the next command ends what one began that was
 * killed, or undoes it.
 */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { channelPaths, writeAtomically } from '../channel-folder.ts';
import { readJsonFile } from '../read-json-file.ts';
import { Refusal } from '../../refusal.ts';
import { ENCRYPTED_EXTENSION, PLAIN_EXTENSION } from './key-file.ts';
import { changePublicKeys, readPublicKeys } from './public-keys.ts';

const KeyChangeSchema = v.strictObject({
  /** Version of the root that makes the change count; null: `public-keys.json` alone does. */
  root: v.nullable(v.number()),
  /** Names of keys that are made. */
  created: v.array(v.string()),
  /** Names of keys that no longer count afterwards. */
  retired: v.array(v.string()),
  /** Public keys in hexadecimal to know afterwards, by name. */
  names: v.record(v.string(), v.string()),
});
export type KeyChange = v.InferOutput<typeof KeyChangeSchema>;

const noteFile = (dir: string): string => join(channelPaths(dir).pending, 'key-change.json');

/** To be called before the first key is written. */
export async function noteKeyChange(dir: string, change: KeyChange): Promise<void> {
  await writeAtomically(noteFile(dir), `${JSON.stringify(change, null, 1)}\n`);
}

/** Names the new keys, forgets the retired ones and deletes their files. To be called when the change counts. */
export async function finishKeyChange(dir: string, { retired, names }: KeyChange): Promise<void> {
  // At once: a person's new key may have the name of the old one.
  await changePublicKeys(dir, retired, new Map(Object.entries(names)));
  await deleteKeyFiles(dir, retired);
  await forgetKeyChange(dir);
}

/** To be called when the keys stay, although they do not count yet. */
export async function forgetKeyChange(dir: string): Promise<void> {
  await rm(noteFile(dir), { force: true });
}

/** Ends the change of keys of a command that was killed when it counts already, and undoes it otherwise. */
export async function endKilledKeyChange(dir: string): Promise<void> {
  const file = noteFile(dir);
  if (!existsSync(file)) return;
  const advice = `Delete it: "channel keys ${dir}" then shows which keys count.`;
  const read = v.safeParse(KeyChangeSchema, await readJsonFile(file, advice));
  if (!read.success) throw new Refusal(`${file} cannot be read: ${read.issues[0].message}`, advice);
  const change = read.output;
  if (await doesCount(dir, change)) return finishKeyChange(dir, change);
  await changePublicKeys(dir, change.created, new Map());
  await deleteKeyFiles(dir, change.created);
  await forgetKeyChange(dir);
}

async function doesCount(dir: string, { root, names }: KeyChange): Promise<boolean> {
  if (root !== null) return existsSync(join(channelPaths(dir).public, `${root}.root.json`));
  const known = await readPublicKeys(dir);
  return Object.entries(names).every(([name, hex]) => known.get(name) === hex);
}

async function deleteKeyFiles(dir: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    for (const ending of [PLAIN_EXTENSION, ENCRYPTED_EXTENSION])
      await rm(join(channelPaths(dir).keys, `${name}${ending}`), { force: true });
  }
}
