/** Puts signatures under metadata and metadata into the public folder. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { MetaFile, Metadata, type Root, type Snapshot, type Targets, type Timestamp } from '@tufjs/models';
import { Refusal } from '../refusal.ts';
import { pathsOf, writeWhole } from './folder.ts';
import type { SigningKey } from './signing-keys.ts';

export const SPEC_VERSION = '1.0.31';

/** The package exports no name for it. */
export type TufRole = Root['roles'][string];
type Signable = Root | Timestamp | Snapshot | Targets;

/** `days` days after `now`, as TUF writes times. */
export function expiryAfter(now: number, days: number): string {
  return new Date(now + days * 86_400_000).toISOString().replace(/\.\d{3}Z$/u, 'Z');
}

/**
 * Signs with every key at hand that the role names. Throws a Refusal that says how many are missing when they do not
 * reach the role's threshold.
 */
export function signFor<T extends Signable>(
  metadata: Metadata<T>,
  what: string,
  role: TufRole,
  keys: readonly SigningKey[],
): Metadata<T> {
  const named = keys.filter(({ key }) => role.keyIDs.includes(key.keyID));
  if (named.length < role.threshold) {
    const have =
      named.length === 0 ? 'none of them is here' : `here are only ${named.map(({ name }) => name).join(', ')}`;
    throw new Refusal(`To sign ${what}, ${role.threshold} of its keys are needed: ${have}.`);
  }
  for (const key of named) metadata.sign((data) => key.sign(data));
  return metadata;
}

export interface Written {
  name: string;
  bytes: Uint8Array;
  /** Signed beside length and digest. */
  custom?: Record<string, unknown>;
}

export function fileOf(metadata: Metadata<Signable>, name: string): Written {
  return { name, bytes: Buffer.from(`${JSON.stringify(metadata.toJSON(), null, 1)}\n`) };
}

/** Version, length and digest by which one role's metadata vouches for another's. */
export function metaFileOf({ bytes }: Written, version: number): MetaFile {
  return new MetaFile({ version, length: bytes.length, hashes: { sha256: sha256Hex(bytes) } });
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** In order: what names a file is written after it, so that a reader never finds a name without its file. */
export async function writePublic(dir: string, files: readonly Written[]): Promise<void> {
  for (const { name, bytes } of files) await writeWhole(join(pathsOf(dir).public, name), bytes);
}
