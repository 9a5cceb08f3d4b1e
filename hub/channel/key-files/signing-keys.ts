/** The publisher's Ed25519 keys: one file each, named by role and holder, opened only to sign. */
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalize } from '@tufjs/canonical-json';
import { Key, Signature } from '@tufjs/models';
import { isThere } from '../../is-there.ts';
import { makeFolder } from '../../make-folder.ts';
import { Refusal } from '../../refusal.ts';
import { channelPaths } from '../channel-folder.ts';
import { parseKeyFileName, openKeyFile, writeKeyFile, type KeyEncryption } from './key-file.ts';
import { fixedPassphrases, type Passphrases } from './passphrases.ts';
import { readPublicKeys, addPublicKeys } from './public-keys.ts';

/** `online` signs snapshot and timestamp. It may be on a server, and can neither list nor withdraw. */
export type KeyRole = 'root' | 'targets' | 'withdrawals' | 'online';

export type Signer = (data: Uint8Array) => Signature;

export interface SigningKey {
  role: KeyRole;
  /** File name without extension, e.g. `root-1`. */
  name: string;
  key: Key;
  path: string;
  encrypted: boolean;
  /** Returns null when no passphrase opens the key. */
  unlock(): Promise<Signer | null>;
}

export interface GeneratedKey {
  role: KeyRole;
  name: string;
  key: Key;
  pem: string;
  unlock(): Promise<Signer>;
}

/** Further folders with keys, and passphrases. */
export interface KeyOptions {
  /** For example of a memory stick. */
  folders?: readonly string[];
  passphrases?: Passphrases;
}

export const roleOfName = (name: string): KeyRole => name.replace(/-.*$/u, '') as KeyRole;

/** @param holder number or short name, e.g. `1` or `mali` */
export function generateKey(role: KeyRole, holder: number | string): GeneratedKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = keyFromPublicHex(publicHexOf(privateKey));
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { role, name: `${role}-${holder}`, key, pem, unlock: () => Promise.resolve(signerOf(key, privateKey)) };
}

/** Writes the keys and their public keys. The online key is never encrypted: a timer signs with it. */
export async function writeKeys(
  dir: string,
  keys: readonly GeneratedKey[],
  encryption: KeyEncryption | null,
): Promise<void> {
  await writeKeyFiles(dir, keys, encryption);
  await addPublicKeys(dir, new Map(keys.map(({ name, key }) => [name, publicKeyHex(key)])));
}

/** As `writeKeys`, without the public keys. */
export async function writeKeyFiles(
  dir: string,
  keys: readonly GeneratedKey[],
  encryption: KeyEncryption | null,
): Promise<void> {
  const folder = channelPaths(dir).keys;
  makeFolder(folder, 0o700);
  for (const { role, name, pem } of keys) await writeKeyFile(folder, name, pem, role === 'online' ? null : encryption);
}

/** Returns the keys in the channel's folder and in `folders`. Keys kept elsewhere are left out. */
export async function readKeys(dir: string, { folders = [], passphrases }: KeyOptions = {}): Promise<SigningKey[]> {
  const known = await readPublicKeys(dir);
  const missing = folders.find((folder) => !isThere(folder));
  if (missing !== undefined) throw new Refusal(`There is no folder ${missing}: is the memory stick plugged in?`);
  const own = channelPaths(dir).keys;
  const found = new Map<string, SigningKey>();
  for (const folder of [...(isThere(own) ? [own] : []), ...folders]) {
    for (const key of await readKeyFolder(folder, known, passphrases ?? fixedPassphrases())) {
      if (!found.has(key.key.keyID)) found.set(key.key.keyID, key);
    }
  }
  return Array.from(found.values()).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Reads the keys of one folder. An encrypted key that is not in `known` is opened to learn its public key, or left out.
 * @param known name to public key in hexadecimal
 */
export async function readKeyFolder(
  folder: string,
  known: ReadonlyMap<string, string>,
  passphrases: Passphrases,
): Promise<SigningKey[]> {
  const keys: SigningKey[] = [];
  for (const file of (await readdir(folder)).sort()) {
    const read = parseKeyFileName(file);
    if (read === null) continue;
    const { name, encrypted } = read;
    const path = join(folder, file);
    let opened: KeyObject | null = null;
    // An unencrypted file shows its own public key, even if its name now belongs to another key.
    const publicHex = encrypted ? known.get(name) : undefined;
    if (publicHex === undefined) opened = await openKeyFile(path, name, passphrases);
    if (publicHex === undefined && opened === null) continue;
    const key = keyFromPublicHex(publicHex ?? publicHexOf(opened as KeyObject));
    const unlock = async (): Promise<Signer | null> => {
      opened ??= await openKeyFile(path, name, passphrases);
      if (opened === null) return null;
      if (publicHexOf(opened) !== publicKeyHex(key)) {
        throw new Refusal(`${path} is another key than the one that the channel knows as ${name}.`);
      }
      return signerOf(key, opened);
    };
    keys.push({ role: roleOfName(name), name, key, path, encrypted, unlock });
  }
  return keys;
}

/** @param publicHex raw Ed25519 public key, 64 hexadecimal digits */
export function keyFromPublicHex(publicHex: string): Key {
  const keyVal = { public: publicHex };
  const content = { keytype: 'ed25519', scheme: 'ed25519', keyval: keyVal };
  const keyID = createHash('sha256').update(canonicalize(content)).digest('hex');
  return new Key({ keyID, keyType: 'ed25519', scheme: 'ed25519', keyVal });
}

/** Raw public key, 64 hexadecimal digits. */
export function publicKeyHex({ keyVal }: Pick<Key, 'keyVal'>): string {
  return keyVal['public'] ?? '';
}

function publicHexOf(privateKey: KeyObject): string {
  return Buffer.from(privateKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
}

function signerOf({ keyID }: Key, privateKey: KeyObject): Signer {
  return (data) => new Signature({ keyID, sig: sign(null, data, privateKey).toString('hex') });
}
