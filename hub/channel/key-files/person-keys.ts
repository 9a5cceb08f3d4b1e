/** The folder of a person who lists with others: keys made on their machine, which never leave it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isThere } from '../../is-there.ts';
import { makeFolder } from '../../make-folder.ts';
import { Refusal } from '../../refusal.ts';
import { UsageError } from '../../usage-error.ts';
import { writeAtomically } from '../channel-folder.ts';
import { deletePartFiles } from '../part-files.ts';
import { writeKeyFile, type KeyEncryption } from './key-file.ts';
import { readPerson, readPublicKeysFile, type Person } from './public-keys.ts';
import { generateKey, publicKeyHex } from './signing-keys.ts';

const PERSON_NAME = /^[a-z][a-z0-9]{0,29}$/u;
const PUBLIC_FILE_EXTENSION = '.public.json';

/** Returns the path of the file to hand over. Throws a Refusal when the folder has such keys already, a UsageError for another form of name. */
export async function createPersonKeys(
  folder: string,
  name: string,
  encryption: KeyEncryption | null,
): Promise<string> {
  if (!PERSON_NAME.test(name)) {
    throw new UsageError(`"${name}" cannot be a key's name: use a short one of small letters a to z, like "mali".`);
  }
  const file = join(folder, `${name}${PUBLIC_FILE_EXTENSION}`);
  // What a "key" that was killed has left: halves of private keys.
  await deletePartFiles(folder);
  if (isThere(file)) throw new Refusal(`${file} exists already. Use another folder, or another name.`);
  for (const key of ['targets', 'withdrawals'].flatMap((role) => [`${role}-${name}.pem`, `${role}-${name}.pem.age`])) {
    if (isThere(join(folder, key))) {
      throw new Refusal(
        `${join(folder, key)} is a key already, and a new one would replace it. Nothing was changed.`,
        `If only ${file} is lost, the keeper of the channel has a copy of it. Else use another folder, or another name.`,
        `If an earlier "key" was broken off before it said "Made", nobody knows this key: delete it, and run the same command again.`,
      );
    }
  }
  makeFolder(folder, 0o700);
  const [targets, withdrawals] = [generateKey('targets', name), generateKey('withdrawals', name)];
  for (const key of [targets, withdrawals]) await writeKeyFile(folder, key.name, key.pem, encryption);
  const person: Person = {
    'joblantern-person': 1,
    name,
    targets: publicKeyHex(targets.key),
    withdrawals: publicKeyHex(withdrawals.key),
  };
  await writeAtomically(file, `${JSON.stringify(person, null, 1)}\n`, 0o644);
  return file;
}

/**
 * Reads the names of keys in a folder: from `*.public.json` of people, and from a copy of a channel's `public-keys.json`.
 * Returns name to public key in hexadecimal.
 */
export async function readFolderPublicKeys(folder: string): Promise<Map<string, string>> {
  if (!isThere(folder)) throw new Refusal(`There is no folder ${folder}.`);
  const known = await readPublicKeysFile(join(folder, 'public-keys.json'));
  for (const file of await readdir(folder)) {
    if (!file.endsWith(PUBLIC_FILE_EXTENSION)) continue;
    const { name, targets, withdrawals } = await readPerson(join(folder, file));
    known.set(`targets-${name}`, targets).set(`withdrawals-${name}`, withdrawals);
  }
  return known;
}
