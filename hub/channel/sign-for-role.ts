/** Puts signatures under metadata and metadata into the public folder. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { MetaFile, Metadata, type Root, type Snapshot, type Targets, type Timestamp } from '@tufjs/models';
import { Refusal } from '../refusal.ts';
import { channelPaths, writeAtomically } from './channel-folder.ts';
import { PASSPHRASE_VARIABLE } from './passphrases.ts';
import type { SigningKey } from './signing-keys.ts';

export const TUF_SPEC_VERSION = '1.0.31';

/** The package exports no name for it. */
export type TufRole = Root['roles'][string];
type Openable = Pick<SigningKey, 'name' | 'key' | 'unlock'>;
type Signable = Root | Timestamp | Snapshot | Targets;

/** `days` days after `now`, as TUF writes times. */
export function expiryAfter(now: number, days: number): string {
  return new Date(now + days * 86_400_000).toISOString().replace(/\.\d{3}Z$/u, 'Z');
}

/**
 * Signs with the keys at hand that the role names, as many as its threshold asks for. Throws a Refusal that says how many
 * are missing when they do not reach it.
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

/** As `signForRole`, but what is missing is given back as the Refusal that it would be; null when nothing is. */
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
    ...(locked.length === 0 ? [] : [`No passphrase was given that opens ${locked.join(', ')} (${PASSPHRASE_HINT}).`]),
  );
}

const PASSPHRASE_HINT = `type it when asked, or use --passphrase-file FILE or the variable ${PASSPHRASE_VARIABLE}`;

export interface OutputFile {
  name: string;
  bytes: Uint8Array;
  /** Signed beside length and digest. */
  custom?: Record<string, unknown>;
}

export function metadataFile(metadata: Metadata<Signable>, name: string): OutputFile {
  return { name, bytes: Buffer.from(`${JSON.stringify(metadata.toJSON(), null, 1)}\n`) };
}

/** Version, length and digest by which one role's metadata vouches for another's. */
export function metaFileOf({ bytes }: OutputFile, version: number): MetaFile {
  return new MetaFile({ version, length: bytes.length, hashes: { sha256: sha256Hex(bytes) } });
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** In order: what names a file is written after it, so that a reader never finds a name without its file. */
export async function writePublicFiles(dir: string, files: readonly OutputFile[]): Promise<void> {
  for (const { name, bytes } of files) await writeAtomically(join(channelPaths(dir).public, name), bytes);
}
