/** The publisher's Ed25519 keys: one file each, named by role and number. */
import { createHash, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalize } from '@tufjs/canonical-json';
import { Key, Signature } from '@tufjs/models';
import { pathsOf, writeWhole, type Role } from './folder.ts';

/** `online` signs snapshot and timestamp: it may lie on a server, and can neither list nor withdraw. */
export type KeyRole = 'root' | 'targets' | 'withdrawals' | 'online';

export interface SigningKey {
  role: KeyRole;
  /** File name without `.pem`, e.g. `root-1`. */
  name: string;
  key: Key;
  sign(data: Uint8Array): Signature;
}

export const keyRoleOf = (role: Role): KeyRole => (role === 'snapshot' || role === 'timestamp' ? 'online' : role);

export function generateKey(role: KeyRole, number: number): { signing: SigningKey; pem: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { signing: signingKey(role, `${role}-${number}`, privateKey), pem };
}

export async function writeKey(dir: string, name: string, pem: string): Promise<void> {
  await mkdir(pathsOf(dir).keys, { recursive: true, mode: 0o700 });
  await writeWhole(join(pathsOf(dir).keys, `${name}.pem`), pem, 0o600);
}

/** The keys that lie in the folder; those kept elsewhere are simply not there. */
export async function readKeys(dir: string): Promise<SigningKey[]> {
  const { keys } = pathsOf(dir);
  const names = (await readdir(keys)).filter((name) => /^(?:root|targets|withdrawals|online)-\d+\.pem$/u.test(name));
  return Promise.all(
    names.sort().map(async (file) => {
      const name = file.replace(/\.pem$/u, '');
      const role = name.replace(/-\d+$/u, '') as KeyRole;
      return signingKey(role, name, createPrivateKey(await readFile(join(keys, file), 'utf8')));
    }),
  );
}

function signingKey(role: KeyRole, name: string, privateKey: KeyObject): SigningKey {
  const jwk = privateKey.export({ format: 'jwk' });
  const keyVal = { public: Buffer.from(jwk.x ?? '', 'base64url').toString('hex') };
  const content = { keytype: 'ed25519', scheme: 'ed25519', keyval: keyVal };
  const keyID = createHash('sha256').update(canonicalize(content)).digest('hex');
  return {
    role,
    name,
    key: new Key({ keyID, keyType: 'ed25519', scheme: 'ed25519', keyVal }),
    sign: (data) => new Signature({ keyID, sig: sign(null, data, privateKey).toString('hex') }),
  };
}
