/** The folder of a person who lists with others: keys made on this machine, which never leave it, and what was signed with them. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../refusal.ts';
import { writeWhole } from './folder.ts';
import { writeKeyFile, type Lock } from './key-file.ts';
import { readPerson, type Person } from './public-keys.ts';
import type { OpenedRequest } from './cosign.ts';
import { generateKey, hexOf } from './signing-keys.ts';

const NAME = /^[a-z][a-z0-9]{0,29}$/u;
const ENDING = '.public.json';

/** The file to hand over. Throws a Refusal when the folder has keys already. */
export async function makePerson(folder: string, name: string, lock: Lock | null): Promise<string> {
  if (!NAME.test(name)) {
    throw new Refusal(`"${name}" cannot be a key's name: take a short one of small letters a to z, like "mali".`);
  }
  const file = join(folder, `${name}${ENDING}`);
  if (existsSync(file)) throw new Refusal(`${file} is there already. Take another folder, or another name.`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const [targets, withdrawals] = [generateKey('targets', name), generateKey('withdrawals', name)];
  for (const key of [targets, withdrawals]) await writeKeyFile(folder, key.name, key.pem, lock);
  const person: Person = {
    'joblantern-person': 1,
    name,
    targets: hexOf(targets.key),
    withdrawals: hexOf(withdrawals.key),
  };
  await writeWhole(file, `${JSON.stringify(person, null, 1)}\n`);
  return file;
}

/** Public keys by name, of the persons whose folder it is. */
export async function knownIn(folder: string): Promise<Map<string, string>> {
  if (!existsSync(folder)) throw new Refusal(`There is no folder ${folder}.`);
  const known = new Map<string, string>();
  for (const file of await readdir(folder)) {
    if (!file.endsWith(ENDING)) continue;
    const { name, targets, withdrawals } = await readPerson(join(folder, file));
    known.set(`targets-${name}`, targets).set(`withdrawals-${name}`, withdrawals);
  }
  return known;
}

interface Memory {
  fingerprint: string;
  publisher: string;
  list: number;
  root: number;
}

const memoryOf = (folder: string): string => join(folder, 'signed-here.json');

/**
 * Whether this folder has signed for the channel before. Throws a Refusal for another channel than the one it signs for, and
 * for a state older than the one signed last: somebody would have it signed twice in two ways.
 */
export async function recall(
  folder: string,
  { fingerprint, publisher, about, version }: OpenedRequest,
): Promise<boolean> {
  const file = memoryOf(folder);
  if (!existsSync(file)) return false;
  const memory = JSON.parse(await readFile(file, 'utf8')) as Memory;
  if (memory.fingerprint !== fingerprint) {
    throw new Refusal(
      `The keys in ${folder} sign for ${memory.publisher} (fingerprint ${memory.fingerprint}),`,
      `and this request is for ${publisher} (fingerprint ${fingerprint}). Nothing was signed.`,
    );
  }
  if (version < memory[about]) {
    throw new Refusal(
      `You have signed version ${memory[about]} already, and this request is for version ${version}: it is old. Nothing was signed.`,
    );
  }
  return true;
}

export async function remember(
  folder: string,
  { fingerprint, publisher, about, version }: OpenedRequest,
): Promise<void> {
  const file = memoryOf(folder);
  const before = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Memory) : { list: 0, root: 0 };
  await writeWhole(file, `${JSON.stringify({ ...before, fingerprint, publisher, [about]: version }, null, 1)}\n`);
}
