/**
 * One sync of a channel: the client workflow of TUF 1.0 (specification section 5). It ends with a complete release to store.
 * This module stores nothing. When a sync is interrupted or refused, the caller still has the old release. Files that did not
 * change are not fetched again.
 */
import { FormatError } from '../indicators/format-error.ts';
import { HASHES_TARGET, LISTINGS_TARGET, WITHDRAWN_TARGET } from '../indicators/indicator-list.ts';
import { createByteCounter, type ByteCounter, type Progress } from './byte-counter.ts';
import { toHex } from './channel-crypto.ts';
import { ChannelError } from './channel-error.ts';
import {
  applyRoots,
  openStoredRelease,
  parseListings,
  restoreTrustedMetadata,
  storedTarget,
  toStoredRelease,
  trustedStateOf,
  type ChannelState,
  type OpenChannel,
  type RestoreDeps,
} from './channel-state.ts';
import { checkWithdrawalsMonotonic } from './check-withdrawals-monotonic.ts';
import { download, type ChannelFetch } from './download.ts';
import { isOfNewerFormat } from './knowledge-format.ts';
import { isDelta, listTargets } from './list-targets.ts';
import type { MetaFile, TargetFile } from './metadata.ts';
import {
  checkExpiry,
  delegatesWithdrawals,
  loadTrustedRoot,
  roleMeta,
  snapshotMeta,
  trustedRoot,
  trustedTargets,
  updateRoot,
  updateSnapshot,
  updateTargets,
  updateTimestamp,
  updateWithdrawals,
  verifyLengthAndHashes,
  type TrustedMetadata,
} from './trusted-metadata.ts';
import { checkTrustedVersions, trustedVersionsOf, type TrustedVersions } from './trusted-versions.ts';
import { updateList, type ListBytes } from './update-list.ts';

/** Limits in bytes of files whose length is not signed yet (TUF 5.3.3, 5.4.1, 5.5.1): endless data attack. */
const MAX_METADATA_BYTES = { root: 256 * 1024, timestamp: 16 * 1024, other: 1024 * 1024 };
/** Limits of one release. */
const MAX_TARGET_FILES = 64;
const MAX_RELEASE_BYTES = 128 * 1024 * 1024;
/** Most root updates in one sync (TUF 5.3.3 calls for such a limit). */
const MAX_ROOT_UPDATES = 64;

export interface UpdateDeps extends RestoreDeps {
  /** The stored release, or null. Its damaged parts are fetched again. */
  state: ChannelState | null;
  /** Versions that were trusted before, stored apart from the release; null when none are known. */
  versions?: TrustedVersions | null;
  fetch: ChannelFetch;
  /** Monotonic clock in milliseconds, for the minimum download rate. */
  clock?: () => number;
  /** Folder of the channel's metadata, with a trailing slash. */
  baseUrl: string;
  /** TUF 5.3.8: stores new roots at once. So keys that they removed no longer count, even when the sync fails later. */
  onNewRoots?: (newer: NewerRoots) => Promise<void>;
  /** TUF 5.4.5, 5.5.7: stores the trusted versions at once, so that a sync that fails later still prevents a rollback. */
  onTrustedVersions?: (versions: TrustedVersions) => Promise<void>;
  onProgress?: (progress: Progress) => void;
  /** Checks the target files before the release is accepted. Whatever it throws refuses the release as `malformed`. */
  check?: (files: ReadonlyMap<string, Uint8Array>) => void | Promise<void>;
}

/** Roots after those of the stored release, oldest first, and the recipients that the newest of them names. */
export interface NewerRoots {
  roots: Uint8Array[];
  recipients: readonly string[];
}

export interface UpdateResult {
  /** To be stored in one transaction. */
  state: ChannelState;
  opened: OpenChannel;
  /** Names of the target files that are new, changed or gone since `UpdateDeps.state`. */
  changedTargets: string[];
}

type Session = UpdateDeps & { counter: ByteCounter };

/** Throws a ChannelError when the channel cannot be reached or is refused. Other errors come from `deps`. */
export async function updateChannel(options: UpdateDeps): Promise<UpdateResult> {
  const session: Session = { ...options, counter: createByteCounter(options.onProgress) };
  const { now } = session;
  const release = await loadTrusted(session);
  const before = await applyNewerRoots(release, session);
  let trusted = await loadRoots(before, release.roots.length, session);
  checkExpiry(trusted, 'root', now);
  const timestamp = await fetchFile(session, 'timestamp.json', MAX_METADATA_BYTES.timestamp);
  trusted = await updateTimestamp(trusted, timestamp, session);
  checkTrustedVersions(withoutSnapshot(trusted), session.versions ?? null);
  checkExpiry(trusted, 'timestamp', now);
  await saveVersions(withoutSnapshot(trusted), session);
  trusted = await loadSnapshot(trusted, session);
  checkTrustedVersions(trusted, session.versions ?? null);
  checkExpiry(trusted, 'snapshot', now);
  await saveVersions(trusted, session);
  trusted = await loadTargets(trusted, session);
  checkExpiry(trusted, 'targets', now);
  trusted = await loadWithdrawals(trusted, before, session);
  checkExpiry(trusted, 'withdrawals', now);

  const { files, list } = await loadTargetFiles(trusted, session);
  await checkListingThreshold(release, trusted, files, session);
  const state = stateOf(trusted, files, list, session);
  const opened = await openStoredRelease(state.trusted, toStoredRelease(state), session);
  await parseListings(opened);
  await runCheck(session, new Map(Object.entries(files)));
  return { state, opened, changedTargets: changedNames(session.state, state) };
}

/** The snapshot of a former timestamp does not belong to the new one. */
function withoutSnapshot(trusted: TrustedMetadata): TrustedMetadata {
  return { ...trusted, snapshot: null };
}

async function saveVersions(trusted: TrustedMetadata, session: Session): Promise<void> {
  const stored = session.versions ?? null;
  const versions = trustedVersionsOf(trusted, stored);
  if (JSON.stringify(versions) === JSON.stringify(stored)) return;
  session.versions = versions;
  await session.onTrustedVersions?.(versions);
}

/** The stored trusted metadata; the pinned root when the storage is empty, damaged or of another root. */
async function loadTrusted(session: Session): Promise<TrustedMetadata> {
  if (session.state !== null) {
    try {
      return await restoreTrustedMetadata(session.state, session);
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
    }
  }
  return loadTrustedRoot(session.pinned, session);
}

/** Damaged roots are fetched again. */
async function applyNewerRoots(trusted: TrustedMetadata, session: Session): Promise<TrustedMetadata> {
  try {
    return await applyRoots(trusted, session.state?.newerRoots ?? [], session);
  } catch (error) {
    if (error instanceof ChannelError) return trusted;
    throw error;
  }
}

/** TUF 5.3.2 to 5.3.9. @param storedRoots number of roots of the stored release */
async function loadRoots(before: TrustedMetadata, storedRoots: number, session: Session): Promise<TrustedMetadata> {
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

/** TUF 5.5. An unchanged snapshot is not fetched again. */
async function loadSnapshot(trusted: TrustedMetadata, session: Session): Promise<TrustedMetadata> {
  const meta = snapshotMeta(trusted);
  if (await isUnchanged('snapshot.json', trusted.snapshot, meta, session)) return trusted;
  return updateSnapshot(trusted, await fetchFile(session, `${meta.version}.snapshot.json`, maxBytesOf(meta)), session);
}

/** TUF 5.6. Unchanged bytes are verified again: the root may have replaced the keys that signed them. */
async function loadTargets(trusted: TrustedMetadata, session: Session): Promise<TrustedMetadata> {
  const meta = roleMeta(trusted, 'targets');
  const stored = (await isUnchanged('targets.json', trusted.targets, meta, session)) ? trusted.targets : null;
  const bytes = stored?.bytes ?? (await fetchFile(session, `${meta.version}.targets.json`, maxBytesOf(meta)));
  return updateTargets(trusted, bytes, session);
}

async function loadWithdrawals(
  trusted: TrustedMetadata,
  before: TrustedMetadata,
  session: Session,
): Promise<TrustedMetadata> {
  if (!delegatesWithdrawals(trusted)) return trusted;
  const meta = roleMeta(trusted, 'withdrawals');
  const stored = (await isUnchanged('withdrawals.json', before.withdrawals, meta, session)) ? before.withdrawals : null;
  const bytes = stored?.bytes ?? (await fetchFile(session, `${meta.version}.withdrawals.json`, maxBytesOf(meta)));
  return updateWithdrawals(trusted, bytes, session);
}

/** Under an unchanged list withdrawals may only grow: to list takes the threshold of the targets role. */
async function checkListingThreshold(
  release: TrustedMetadata,
  trusted: TrustedMetadata,
  { [WITHDRAWN_TARGET]: current }: Record<string, Uint8Array>,
  session: Session,
): Promise<void> {
  if (release.targets === null || release.targets.signed.version !== trusted.targets?.signed.version) return;
  const signed = trustedTargets(release).get(WITHDRAWN_TARGET);
  const before = signed === undefined ? null : await verifiedStoredTarget(WITHDRAWN_TARGET, signed, session);
  if (before === null || session.isTargetWanted?.(WITHDRAWN_TARGET) === false) return;
  try {
    checkWithdrawalsMonotonic(before, current);
  } catch (error) {
    if (error instanceof FormatError) throw new ChannelError('malformed', error.message);
    throw error;
  }
}

/** TUF 5.7: the target files that are wanted, stored or fetched. */
async function loadTargetFiles(
  trusted: TrustedMetadata,
  session: Session,
): Promise<{ files: Record<string, Uint8Array>; list: ListBytes | null }> {
  const targets = trustedTargets(trusted);
  const total = Array.from(targets.values()).reduce((sum, { length }) => sum + length, 0);
  if (targets.size > MAX_TARGET_FILES || total > MAX_RELEASE_BYTES) {
    throw new ChannelError('too-large', `targets.json: ${targets.size} files, ${total} bytes`);
  }
  const isWanted = (name: string): boolean => session.isTargetWanted?.(name) !== false;
  const found: [string, TargetFile, Uint8Array | null][] = [];
  for (const [name, target] of targets) {
    if (!isWanted(name) || name === HASHES_TARGET || name === LISTINGS_TARGET || isDelta(target)) continue;
    // The bundled file stays in use.
    if (isOfNewerFormat(name, target)) continue;
    found.push([name, target, await verifiedStoredTarget(name, target, session)]);
  }
  const missing = found.filter(([, , bytes]) => bytes === null);
  session.counter.expect(missing.reduce((sum, [, { length }]) => sum + length, 0));
  const files: Record<string, Uint8Array> = {};
  for (const [name, target, bytes] of found) files[name] = bytes ?? (await fetchTarget(name, target, session));
  const parts = isWanted(HASHES_TARGET) && isWanted(LISTINGS_TARGET) ? listTargets(targets) : null;
  if (parts === null) return { files, list: null };
  const list = await updateList(parts, session.state?.list ?? null, {
    verify: session.verify,
    sha256: session.sha256,
    fetchTarget: (name, file) => fetchTarget(name, file, session),
    onBytesNeeded: (bytes) => session.counter.expect(bytes),
  });
  return { files, list };
}

/** Returns the stored bytes when they have the signed length and digest, else null. */
async function verifiedStoredTarget(name: string, target: TargetFile, session: Session): Promise<Uint8Array | null> {
  const bytes = session.state === null ? null : storedTarget(session.state, name);
  if (bytes === null || bytes.length !== target.length) return null;
  return toHex(await session.sha256(bytes)) === target.hashes.sha256 ? bytes : null;
}

async function fetchTarget(name: string, target: TargetFile, session: Session): Promise<Uint8Array> {
  const bytes = await fetchFile(session, `targets/${target.hashes.sha256}.${name}`, target.length);
  await verifyLengthAndHashes(name, bytes, target, session);
  return bytes;
}

/** Whether the trusted metadata is the file that `meta` names. */
async function isUnchanged(
  name: string,
  metadata: { bytes: Uint8Array; signed: { version: number } } | null,
  meta: MetaFile,
  session: Session,
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

function fetchFile({ fetch, clock, baseUrl, counter }: Session, name: string, maxBytes: number): Promise<Uint8Array> {
  const limits = clock === undefined ? {} : { clock };
  return download(fetch, `${baseUrl}${name}`, maxBytes, { ...limits, onBytes: counter.received });
}

async function runCheck(session: Session, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  try {
    await session.check?.(files);
  } catch (error) {
    throw new ChannelError('malformed', (error as Error).message);
  }
}

function stateOf(
  trusted: TrustedMetadata,
  files: Record<string, Uint8Array>,
  list: ListBytes | null,
  { pinned }: Session,
): ChannelState {
  const { timestamp, snapshot, targets, withdrawals } = trusted;
  if (timestamp === null || snapshot === null || targets === null) throw new TypeError('a release without its roles');
  return {
    pinned,
    trusted: trustedStateOf(trusted, trusted),
    newerRoots: [],
    roots: trusted.roots.slice(1).map(({ bytes }) => bytes),
    timestamp: timestamp.bytes,
    snapshot: snapshot.bytes,
    targets: targets.bytes,
    withdrawals: withdrawals?.bytes ?? null,
    files,
    list,
  };
}

function changedNames(before: ChannelState | null, after: ChannelState): string[] {
  const names = new Set([...Object.keys(before?.files ?? {}), ...Object.keys(after.files)]);
  const changed = Array.from(names).filter((name) => before?.files[name] !== after.files[name]);
  return (before?.list ?? null) === after.list ? changed : [...changed, HASHES_TARGET, LISTINGS_TARGET];
}
