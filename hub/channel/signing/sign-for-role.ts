/** Signs metadata for a role, and writes metadata to the public folder. */
import { DAY_MS } from '../../../utils/indicators/day-number.ts';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { MetaFile, Metadata, type Root, type Snapshot, type Targets, type Timestamp } from '@tufjs/models';
import { Refusal } from '../../refusal.ts';
import { channelPaths, writeAtomically } from '../channel-folder.ts';
import { PASSPHRASE_VARIABLE } from '../key-files/passphrases.ts';
import type { SigningKey } from '../key-files/signing-keys.ts';

export const TUF_SPEC_VERSION = '1.0.31';

/** `@tufjs/models` exports no name for this type. */
export type TufRole = Root['roles'][string];
type Openable = Pick<SigningKey, 'name' | 'key' | 'unlock'>;
type Signable = Root | Timestamp | Snapshot | Targets;

/** Returns the time `days` days after `now` in the format of TUF 4.1. @param now milliseconds since 1970 */
export function expiryAfter(now: number, days: number): string {
  return new Date(now + days * DAY_MS).toISOString().replace(/\.\d{3}Z$/u, 'Z');
}

/**
 * Signs with the available keys of the role until its threshold is reached. Throws a Refusal that says how many keys are
 * missing.
 */
export async function signForRole<T extends Signable>(
  metadata: Metadata<T>,
  what: string,
  role: TufRole,
  keys: readonly Openable[],
): Promise<Metadata<T>> {
  const lacking = await addSignatures(metadata, what, role, keys);
  if (lacking !== null) throw lacking;
  return metadata;
}

/** As `signForRole`, but returns the Refusal instead of throwing it; null when the threshold is reached. */
export async function addSignatures(
  metadata: Metadata<Signable>,
  what: string,
  role: TufRole,
  keys: readonly Openable[],
): Promise<Refusal | null> {
  const isSigned = (id: string): boolean => Object.hasOwn(metadata.signatures, id);
  const enough = (): boolean => role.keyIDs.filter(isSigned).length >= role.threshold;
  const used: string[] = [];
  const locked: string[] = [];
  for (const { key, name, unlock } of keys) {
    if (enough()) break;
    if (!role.keyIDs.includes(key.keyID) || isSigned(key.keyID)) continue;
    const signer = await unlock();
    if (signer === null) {
      locked.push(name);
      continue;
    }
    metadata.sign(signer);
    used.push(name);
  }
  if (enough()) return null;
  const have = used.length === 0 ? 'none of them is here' : `here are only ${used.join(', ')}`;
  return new Refusal(
    `To sign ${what}, ${role.threshold} of its keys are needed: ${locked.length === 0 ? have : `${have} and, locked, ${locked.join(', ')}`}.`,
    ...strangersAmong(keys, metadata.signed.type, role),
    ...(locked.length === 0 ? [] : [`No passphrase was given that opens ${locked.join(', ')} (${PASSPHRASE_HINT}).`]),
  );
}

/** Kinds of keys that sign metadata of a type. */
const KEY_KINDS: Readonly<Record<string, RegExp>> = {
  root: /^root-/u,
  targets: /^targets-/u,
  snapshot: /^online-/u,
  timestamp: /^online-/u,
};

/** Names keys of the right kind that do not count: somebody named the folder of another channel, or an old copy. */
function strangersAmong(keys: readonly Openable[], type: string, role: TufRole): string[] {
  const names = keys
    .filter(({ key, name }) => KEY_KINDS[type]?.test(name) === true && !role.keyIDs.includes(key.keyID))
    .map(({ name }) => name);
  if (names.length === 0) return [];
  const [these, they] =
    names.length === 1
      ? ['this', 'it is of another channel, or was']
      : ['these', 'they are of another channel, or were'];
  return [`The channel does not know ${these} ${names.join(', ')}: ${they} replaced.`];
}

const PASSPHRASE_HINT = `type it when asked, or use --passphrase-file FILE or the variable ${PASSPHRASE_VARIABLE}`;

export interface OutputFile {
  name: string;
  bytes: Uint8Array;
  /** TUF 4.5: member `custom`, signed beside length and digest. */
  custom?: Record<string, unknown>;
}

export function metadataFile(metadata: Metadata<Signable>, name: string): OutputFile {
  return { name, bytes: Buffer.from(`${JSON.stringify(metadata.toJSON(), null, 1)}\n`) };
}

/** TUF 4.4: version, length and digest by which snapshot and timestamp name metadata. */
export function metaFileOf({ bytes }: OutputFile, version: number): MetaFile {
  return new MetaFile({ version, length: bytes.length, hashes: { sha256: sha256Hex(bytes) } });
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Writes the files in order. A file comes before the metadata that names it, so no reader misses a named file. */
export async function writePublicFiles(dir: string, files: readonly OutputFile[]): Promise<void> {
  for (const { name, bytes } of files) await writeAtomically(join(channelPaths(dir).public, name), bytes);
}
