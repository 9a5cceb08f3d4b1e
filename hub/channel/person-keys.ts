/** The folder of a person who lists with others: keys made on this machine, which never leave it, and what was signed with them. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../refusal.ts';
import { writeAtomically } from './channel-folder.ts';
import { writeKeyFile, type KeyEncryption } from './key-file.ts';
import { readPerson, type Person } from './public-keys.ts';
import type { OpenedRequest } from './cosign.ts';
import { generateKey, publicKeyHex } from './signing-keys.ts';

const KEY_HOLDER_NAME = /^[a-z][a-z0-9]{0,29}$/u;
const PUBLIC_FILE_EXTENSION = '.public.json';

/** The file to hand over. Throws a Refusal when the folder has keys already. */
export async function createPersonKeys(
  folder: string,
  name: string,
  encryption: KeyEncryption | null,
): Promise<string> {
  if (!KEY_HOLDER_NAME.test(name)) {
    throw new Refusal(`"${name}" cannot be a key's name: take a short one of small letters a to z, like "mali".`);
  }
  const file = join(folder, `${name}${PUBLIC_FILE_EXTENSION}`);
  if (existsSync(file)) throw new Refusal(`${file} is there already. Take another folder, or another name.`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const [targets, withdrawals] = [generateKey('targets', name), generateKey('withdrawals', name)];
  for (const key of [targets, withdrawals]) await writeKeyFile(folder, key.name, key.pem, encryption);
  const person: Person = {
    'joblantern-person': 1,
    name,
    targets: publicKeyHex(targets.key),
    withdrawals: publicKeyHex(withdrawals.key),
  };
  await writeAtomically(file, `${JSON.stringify(person, null, 1)}\n`);
  return file;
}

/** Public keys by name, of the persons whose folder it is. */
export async function readFolderPublicKeys(folder: string): Promise<Map<string, string>> {
  if (!existsSync(folder)) throw new Refusal(`There is no folder ${folder}.`);
  const known = new Map<string, string>();
  for (const file of await readdir(folder)) {
    if (!file.endsWith(PUBLIC_FILE_EXTENSION)) continue;
    const { name, targets, withdrawals } = await readPerson(join(folder, file));
    known.set(`targets-${name}`, targets).set(`withdrawals-${name}`, withdrawals);
  }
  return known;
}

interface SigningHistory {
  fingerprint: string;
  publisher: string;
  list: number;
  root: number;
}

const historyPath = (folder: string): string => join(folder, 'signed-here.json');

/**
 * Whether this folder has signed for the channel before. Throws a Refusal for another channel than the one it signs for, and
 * for a state older than the one signed last: somebody would have it signed twice in two ways.
 */
export async function checkSigningHistory(
  folder: string,
  { fingerprint, publisher, about, version }: OpenedRequest,
): Promise<boolean> {
  const file = historyPath(folder);
  if (!existsSync(file)) return false;
  const history = JSON.parse(await readFile(file, 'utf8')) as SigningHistory;
  if (history.fingerprint !== fingerprint) {
    throw new Refusal(
      `The keys in ${folder} sign for ${history.publisher} (fingerprint ${history.fingerprint}),`,
      `and this request is for ${publisher} (fingerprint ${fingerprint}). Nothing was signed.`,
    );
  }
  if (version < history[about]) {
    throw new Refusal(
      `You have signed version ${history[about]} already, and this request is for version ${version}: it is old. Nothing was signed.`,
    );
  }
  return true;
}

export async function recordSignature(
  folder: string,
  { fingerprint, publisher, about, version }: OpenedRequest,
): Promise<void> {
  const file = historyPath(folder);
  const before = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as SigningHistory) : { list: 0, root: 0 };
  await writeAtomically(file, `${JSON.stringify({ ...before, fingerprint, publisher, [about]: version }, null, 1)}\n`);
}
