/** A private key as a file: PEM, or PEM in an age file under a passphrase (`age -d` opens it, too). */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { Decrypter, Encrypter } from 'age-encryption';
import { spellingsOf } from '../../../utils/desk/passphrase-spellings.ts';
import { printError } from '../../print.ts';
import { Refusal } from '../../refusal.ts';
import { warnReadable } from '../../warn-readable.ts';
import { writeAtomically } from '../channel-folder.ts';
import { readLimitedFile } from '../read-text-file.ts';
import type { Passphrases } from './passphrases.ts';

/** How key files are encrypted. */
export interface KeyEncryption {
  passphrase: string;
  /** log2 of scrypt's cost (age format, scrypt recipient stanza). Default: 18, about a second a key. */
  workFactor?: number;
}

export const PLAIN_EXTENSION = '.pem';
export const ENCRYPTED_EXTENSION = '.pem.age';
/** A key takes some hundred bytes. */
const MAX_KEY_FILE_BYTES = 1024 * 1024;
const KEY_FILE_NAME = /^((?:root|targets|withdrawals|online)-[a-z0-9]{1,30})(\.pem(?:\.age)?)$/u;

/** Returns the name of a key file's key and whether it is encrypted; null for any other file. */
export function parseKeyFileName(file: string): { name: string; encrypted: boolean } | null {
  const [, name, ending] = KEY_FILE_NAME.exec(file) ?? [];
  return name === undefined ? null : { name, encrypted: ending === ENCRYPTED_EXTENSION };
}

/** Returns the path. Only the owner can read the file. */
export async function writeKeyFile(
  folder: string,
  name: string,
  pem: string,
  encryption: KeyEncryption | null,
): Promise<string> {
  const file = join(folder, `${name}${encryption === null ? PLAIN_EXTENSION : ENCRYPTED_EXTENSION}`);
  await writeAtomically(file, encryption === null ? pem : await encryptPem(pem, encryption), 0o600);
  return file;
}

async function encryptPem(pem: string, { passphrase, workFactor }: KeyEncryption): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  if (workFactor !== undefined) encrypter.setScryptWorkFactor(workFactor);
  return encrypter.encrypt(pem);
}

/** Returns the key, or null when no passphrase opens it. Throws a Refusal when the file holds no key. */
export async function openKeyFile(path: string, name: string, passphrases: Passphrases): Promise<KeyObject | null> {
  const bytes = new Uint8Array(await readLimitedFile(path, MAX_KEY_FILE_BYTES));
  // A timer's key lies in a repository, which knows no permissions. It can neither list nor withdraw.
  if (path.endsWith(PLAIN_EXTENSION) && !name.startsWith('online-')) warnReadable(path);
  const pem = path.endsWith(ENCRYPTED_EXTENSION)
    ? await decryptPem(bytes, name, passphrases)
    : Buffer.from(bytes).toString();
  if (pem === null) return null;
  try {
    return createPrivateKey(pem);
  } catch {
    throw new Refusal(`${path} holds no private key: it is damaged, or another file is in its place.`);
  }
}

async function decryptPem(bytes: Uint8Array, name: string, passphrases: Passphrases): Promise<string | null> {
  for (const passphrase of passphrases.remembered()) {
    const pem = await tryDecrypt(bytes, passphrase);
    if (pem !== null) return pem;
  }
  for (let tries = 0; tries < 3; tries++) {
    const passphrase = await passphrases.ask(name);
    if (passphrase === null || passphrase === '') return null;
    const pem = await tryDecrypt(bytes, passphrase);
    if (pem !== null) {
      passphrases.remember(passphrase);
      return pem;
    }
    printError(`That passphrase does not open ${name}. (Enter alone skips this key.)`);
  }
  return null;
}

async function tryDecrypt(bytes: Uint8Array, passphrase: string): Promise<string | null> {
  for (const spelling of spellingsOf(passphrase)) {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(spelling);
    try {
      return await decrypter.decrypt(bytes, 'text');
    } catch {
      // The next spelling may open it.
    }
  }
  return null;
}
