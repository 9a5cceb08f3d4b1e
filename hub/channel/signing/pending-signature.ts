/** Metadata in a channel's folder that needs another person's signature. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Signature, type Key, type Metadata, type Root, type Targets } from '@tufjs/models';
import { canonicalize } from '@tufjs/canonical-json';
import { fromHex } from '../../../utils/channel/channel-crypto.ts';
import { isThere } from '../../is-there.ts';
import { Refusal } from '../../refusal.ts';
import { channelPaths, writeAtomically } from '../channel-folder.ts';
import { nodeCrypto } from '../node-crypto.ts';
import { readJsonFile } from '../read-json-file.ts';
import { publicKeyHex } from '../key-files/signing-keys.ts';
import { digestOfSigned, type SignatureFile } from './signature-request.ts';

export interface PendingSignature {
  /** The metadata with the signatures so far. */
  metadata: Record<string, unknown>;
  /** What the command needs to resume. */
  context: Record<string, unknown>;
}

type RequestKind = SignatureFile['about'];

const pendingPath = (dir: string, about: RequestKind): string => join(channelPaths(dir).pending, `${about}.json`);

export async function writePending(dir: string, about: RequestKind, pending: PendingSignature): Promise<void> {
  await writeAtomically(pendingPath(dir, about), `${JSON.stringify(pending, null, 1)}\n`);
}

export async function readPending(dir: string, about: RequestKind): Promise<PendingSignature> {
  const file = pendingPath(dir, about);
  if (!isThere(file)) {
    throw new Refusal('No signature was asked for here: ask first (--ask FILE), then bring it back.');
  }
  return (await readJsonFile(file, 'Ask for the signature again (--ask FILE).')) as PendingSignature;
}

export async function deletePending(dir: string, about: RequestKind): Promise<void> {
  await rm(pendingPath(dir, about), { force: true });
}

/**
 * Adds the signatures of others to the metadata. Throws a Refusal when one is for other metadata or does not verify.
 * @param keys keys that may sign, by key ID
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
        `The signature of ${names} is for another state (${file.about}, version ${file.version}) than the one here (${mine}).`,
        'Ask for it again (--ask FILE) and send that file. Nothing was published.',
      );
    }
    for (const { name, keyid, sig } of file.signatures) {
      const key = Object.hasOwn(keys, keyid) ? keys[keyid] : undefined;
      if (key === undefined) throw new Refusal(`${name} may not sign this. Nothing was published.`);
      if (!(await nodeCrypto.verify(fromHex(publicKeyHex(key)), fromHex(sig), payload))) {
        throw new Refusal(`The signature of ${name} does not verify. Nothing was published.`);
      }
      metadata.signatures[keyid] = new Signature({ keyID: keyid, sig });
    }
  }
}
