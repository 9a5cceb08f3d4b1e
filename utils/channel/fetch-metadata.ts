/**
 * The metadata of the newest release (TUF 1.0, sections 5.3 to 5.6): fetched role by role, verified, and checked for rollback and
 * expiry. Metadata that did not change is not fetched again.
 */
import { checkExpiry } from './check-expiry.ts';
import { ChannelError } from './channel-error.ts';
import type { MetaFile } from './metadata.ts';
import { applyRoots, restoreMetadata } from './restore-metadata.ts';
import { fetchFile, type SyncSession } from './sync-session.ts';
import { delegatesWithdrawals, roleMeta, snapshotMeta, trustedRoot, type TrustedMetadata } from './trusted-metadata.ts';
import { checkTrustedVersions, trustedVersionsOf } from './trusted-versions.ts';
import {
  loadTrustedRoot,
  updateRoot,
  updateSnapshot,
  updateTargets,
  updateTimestamp,
  updateWithdrawals,
} from './update-trusted-metadata.ts';
import { verifyLengthAndHashes } from './verify-length-and-hashes.ts';

/** Limits in bytes of files whose length is not signed yet (TUF 5.3.3, 5.4.1, 5.5.1): endless data attack. */
const MAX_METADATA_BYTES = { root: 256 * 1024, timestamp: 16 * 1024, other: 1024 * 1024 };
/** Most root updates in one sync (TUF 5.3.3 calls for such a limit). */
const MAX_ROOT_UPDATES = 64;

export interface FetchedMetadata {
  /** The metadata of the stored release; only the pinned root where there is none. */
  stored: TrustedMetadata;
  /** The newest metadata. Its target files are not loaded yet. */
  trusted: TrustedMetadata;
}

/** Throws a ChannelError when metadata cannot be reached or is refused. New roots and versions are stored at once. */
export async function fetchMetadata(session: SyncSession): Promise<FetchedMetadata> {
  const { now } = session;
  const stored = await loadTrusted(session);
  const before = await applyNewerRoots(stored, session);
  let trusted = await loadRoots(before, stored.roots.length, session);
  checkExpiry(trusted, 'root', now);
  trusted = await loadTimestamp(trusted, session);
  checkExpiry(trusted, 'timestamp', now);
  await saveVersions(withoutSnapshot(trusted), session);
  trusted = await loadSnapshot(trusted, session);
  checkExpiry(trusted, 'snapshot', now);
  await saveVersions(trusted, session);
  trusted = await loadTargets(trusted, session);
  checkExpiry(trusted, 'targets', now);
  trusted = await loadWithdrawals(trusted, before, session);
  checkExpiry(trusted, 'withdrawals', now);
  return { stored, trusted };
}

/** The stored trusted metadata; the pinned root when the storage is empty, damaged or of another root. */
async function loadTrusted(session: SyncSession): Promise<TrustedMetadata> {
  if (session.state !== null) {
    try {
      return await restoreMetadata(session.state, session);
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
    }
  }
  return loadTrustedRoot(session.pinned, session);
}

/** Damaged roots are fetched again. */
async function applyNewerRoots(trusted: TrustedMetadata, session: SyncSession): Promise<TrustedMetadata> {
  try {
    return await applyRoots(trusted, session.state?.newerRoots ?? [], session);
  } catch (error) {
    if (error instanceof ChannelError) return trusted;
    throw error;
  }
}

/** TUF 5.3.2 to 5.3.9. @param storedRoots number of roots of the stored release */
async function loadRoots(before: TrustedMetadata, storedRoots: number, session: SyncSession): Promise<TrustedMetadata> {
  let trusted = before;
  for (let count = 0; count < MAX_ROOT_UPDATES; count++) {
    const name = `${trustedRoot(trusted).version + 1}.root.json`;
    let bytes: Uint8Array;
    try {
      bytes = await fetchFile(session, name, MAX_METADATA_BYTES.root);
    } catch (error) {
      if (error instanceof ChannelError && error.fault === 'not-found') break;
      throw error;
    }
    trusted = await updateRoot(trusted, bytes, session);
    const roots = trusted.roots.slice(storedRoots).map((root) => root.bytes);
    await session.onNewRoots?.({ roots, recipients: trustedRoot(trusted).custom?.recipients ?? [] });
  }
  return trusted;
}

/** TUF 5.4. Its version is also compared with the versions that are stored apart from the release. */
async function loadTimestamp(before: TrustedMetadata, session: SyncSession): Promise<TrustedMetadata> {
  const bytes = await fetchFile(session, 'timestamp.json', MAX_METADATA_BYTES.timestamp);
  const trusted = await updateTimestamp(before, bytes, session);
  checkTrustedVersions(withoutSnapshot(trusted), session.versions ?? null);
  return trusted;
}

/** TUF 5.5. An unchanged snapshot is not fetched again. */
async function loadSnapshot(before: TrustedMetadata, session: SyncSession): Promise<TrustedMetadata> {
  const meta = snapshotMeta(before);
  let trusted = before;
  if (!(await isUnchanged('snapshot.json', before.snapshot, meta, session))) {
    const bytes = await fetchFile(session, `${meta.version}.snapshot.json`, maxBytesOf(meta));
    trusted = await updateSnapshot(before, bytes, session);
  }
  checkTrustedVersions(trusted, session.versions ?? null);
  return trusted;
}

/** TUF 5.6. Unchanged bytes are verified again: the root may have replaced the keys that signed them. */
async function loadTargets(trusted: TrustedMetadata, session: SyncSession): Promise<TrustedMetadata> {
  const meta = roleMeta(trusted, 'targets');
  const stored = (await isUnchanged('targets.json', trusted.targets, meta, session)) ? trusted.targets : null;
  const bytes = stored?.bytes ?? (await fetchFile(session, `${meta.version}.targets.json`, maxBytesOf(meta)));
  return updateTargets(trusted, bytes, session);
}

/** TUF 5.6.7, for a channel that delegates withdrawals. */
async function loadWithdrawals(
  trusted: TrustedMetadata,
  before: TrustedMetadata,
  session: SyncSession,
): Promise<TrustedMetadata> {
  if (!delegatesWithdrawals(trusted)) return trusted;
  const meta = roleMeta(trusted, 'withdrawals');
  const stored = (await isUnchanged('withdrawals.json', before.withdrawals, meta, session)) ? before.withdrawals : null;
  const bytes = stored?.bytes ?? (await fetchFile(session, `${meta.version}.withdrawals.json`, maxBytesOf(meta)));
  return updateWithdrawals(trusted, bytes, session);
}

/** Whether the trusted metadata is the file that `meta` names. */
async function isUnchanged(
  name: string,
  metadata: { bytes: Uint8Array; signed: { version: number } } | null,
  meta: MetaFile,
  session: SyncSession,
): Promise<boolean> {
  if (metadata?.signed.version !== meta.version) return false;
  try {
    await verifyLengthAndHashes(name, metadata.bytes, meta, session);
    return true;
  } catch (error) {
    if (error instanceof ChannelError) return false;
    throw error;
  }
}

function maxBytesOf(meta: MetaFile): number {
  return Math.min(meta.length ?? MAX_METADATA_BYTES.other, MAX_METADATA_BYTES.other);
}

/** The snapshot of a former timestamp does not belong to the new one. */
function withoutSnapshot(trusted: TrustedMetadata): TrustedMetadata {
  return { ...trusted, snapshot: null };
}

/** Stores versions that rose. The session goes on with them. */
async function saveVersions(trusted: TrustedMetadata, session: SyncSession): Promise<void> {
  const stored = session.versions ?? null;
  const versions = trustedVersionsOf(trusted, stored);
  if (JSON.stringify(versions) === JSON.stringify(stored)) return;
  session.versions = versions;
  await session.onTrustedVersions?.(versions);
}
