/** What waits in a channel's folder until another person's signature comes back. */
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Signature, type Key, type Metadata, type Root, type Targets } from '@tufjs/models';
import { canonicalize } from '@tufjs/canonical-json';
import { fromHex } from '../../utils/channel/channel-crypto.ts';
import { Refusal } from '../refusal.ts';
import { channelPaths, writeAtomically } from './channel-folder.ts';
import { nodeCrypto } from './node-crypto.ts';
import { publicKeyHex } from './signing-keys.ts';
import { digestOfSigned, type SignatureFile } from './signature-request.ts';

export interface PendingSignature {
  /** Metadata as signed so far. */
  metadata: Record<string, unknown>;
  /** Whatever the command needs to go on. */
  context: Record<string, unknown>;
}

type RequestKind = SignatureFile['about'];

const pendingPath = (dir: string, about: RequestKind): string => join(channelPaths(dir).pending, `${about}.json`);

export async function writePending(dir: string, about: RequestKind, pending: PendingSignature): Promise<void> {
  await writeAtomically(pendingPath(dir, about), `${JSON.stringify(pending, null, 1)}\n`);
}

export async function readPending(dir: string, about: RequestKind): Promise<PendingSignature> {
  const file = pendingPath(dir, about);
  if (!existsSync(file)) {
    throw new Refusal(`Nothing waits for a signature here: ask for one first (--ask FILE), then bring it back.`);
  }
  return JSON.parse(await readFile(file, 'utf8')) as PendingSignature;
}

export async function deletePending(dir: string, about: RequestKind): Promise<void> {
  await rm(pendingPath(dir, about), { force: true });
}

/**
 * Puts the signatures of others under the metadata. Throws a Refusal when one is of something else, or does not hold.
 * @param keys by key ID, those that may sign it
 */
export async function addReceivedSignatures(
  metadata: Metadata<Root> | Metadata<Targets>,
  about: RequestKind,
  signatures: readonly SignatureFile[],
  keys: Readonly<Record<string, Pick<Key, 'keyVal'>>>,
): Promise<void> {
  const signed = metadata.signed.toJSON();
  const digest = digestOfSigned(signed);
  const payload = Buffer.from(canonicalize(signed));
  for (const file of signatures) {
    const names = file.signatures.map(({ name }) => name).join(', ');
    if (file.about !== about || file.of !== digest) {
      const mine = `${about}, version ${metadata.signed.version}`;
      throw new Refusal(
        `The signature of ${names} is of another state (${file.about}, version ${file.version}) than what waits here (${mine}).`,
        'Ask for it anew (--ask FILE) and send that file. Nothing was published.',
      );
    }
    for (const { name, keyid, sig } of file.signatures) {
      const key = Object.hasOwn(keys, keyid) ? keys[keyid] : undefined;
      if (key === undefined) throw new Refusal(`${name} is not one of those who may sign this. Nothing was published.`);
      if (!(await nodeCrypto.verify(fromHex(publicKeyHex(key)), fromHex(sig), payload))) {
        throw new Refusal(`The signature of ${name} does not hold. Nothing was published.`);
      }
      metadata.signatures[keyid] = new Signature({ keyID: keyid, sig });
    }
  }
}
