/** Opens a stored release: after every signature was verified again, or at once with an audit afterwards. */
import type { ChannelCrypto } from './channel-crypto.ts';
import { ChannelError } from './channel-error.ts';
import { listTargets } from './list-targets.ts';
import { openStoredRelease, parseListings, type OpenChannel, type OpenDeps } from './open-release.ts';
import { restoreTrustedState, type RestoreMetadataDeps } from './restore-metadata.ts';
import type { StoredRelease, TrustedState } from './stored-release.ts';
import { digestOfPairs } from './update-list.ts';
import { verifyLengthAndHashes } from './verify-length-and-hashes.ts';

export type RestoreDeps = RestoreMetadataDeps & OpenDeps;

/**
 * Verifies every signature of a stored release, from the pinned root on, and the format of its list. `auditSet` and
 * `readTargetFiles` compare the large parts with their signed digests. Expiry does not make it fail.
 * Throws a ChannelError `corrupt` when the stored data is damaged or belongs to another root.
 */
export async function restoreRelease(release: StoredRelease, deps: RestoreDeps): Promise<OpenChannel> {
  try {
    const opened = await openStoredRelease(await restoreTrustedState(release, deps), release, deps);
    await parseListings(opened);
    return opened;
  } catch (error) {
    throw toCorruptError(error);
  }
}

/**
 * Opens a release at once, for a worker that must answer. It uses the stored result of the verification under the same pinned
 * root. The caller runs `auditRelease` after its answer.
 */
export async function reopenRelease(release: StoredRelease, deps: RestoreDeps): Promise<OpenChannel> {
  if (!isEqual(release.pinned, deps.pinned)) return restoreRelease(release, deps);
  try {
    return await openStoredRelease(release.trusted, release, deps);
  } catch (error) {
    throw toCorruptError(error);
  }
}

/** Verifies every signature of a reopened release and the hashes in use. Throws a ChannelError `corrupt`. */
export async function auditRelease(release: StoredRelease, opened: OpenChannel, deps: RestoreDeps): Promise<void> {
  let verified: TrustedState;
  try {
    verified = await restoreTrustedState(release, deps);
  } catch (error) {
    throw toCorruptError(error);
  }
  if (serialize(verified) !== serialize(release.trusted)) {
    throw new ChannelError('corrupt', 'the stored state does not match the signed metadata');
  }
  try {
    await parseListings(opened);
  } catch (error) {
    throw toCorruptError(error);
  }
  await auditSet(opened, deps);
}

/** Throws a ChannelError `corrupt` when the hashes in use do not have the signed digest. */
export async function auditSet({ list, signed }: OpenChannel, crypto: ChannelCrypto): Promise<void> {
  const pairs = list === null ? null : (listTargets(signed)?.pairs ?? null);
  if (list === null || pairs === null || (await digestOfPairs(await list.set.load(), crypto)) === pairs) return;
  throw new ChannelError('corrupt', 'the stored hashes do not have the signed digest');
}

/** Reads the target files outside the list and verifies each. Throws a ChannelError `corrupt`. */
export async function readTargetFiles(
  { files, signed }: OpenChannel,
  crypto: ChannelCrypto,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const read = new Map<string, Uint8Array>();
  try {
    for (const [name, source] of files) {
      const bytes = await source.slice(0, source.size);
      await verifyLengthAndHashes(name, bytes, signed.get(name) ?? { length: -1 }, crypto);
      read.set(name, bytes);
    }
    return read;
  } catch (error) {
    throw toCorruptError(error);
  }
}

function toCorruptError(error: unknown): ChannelError {
  return new ChannelError('corrupt', (error as Error).message);
}

function serialize({ signed, ...trusted }: TrustedState): string {
  return JSON.stringify([trusted, [...signed]]);
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
