/**
 * One sync: asks the publisher's host for what is newer, believes it step by step, and gives a complete release to store.
 * Nothing is stored here and nothing half is given: interrupted or refused anywhere, the caller still has the old
 * release, and the next sync begins anew. Files that did not change are not fetched again.
 */
import { FormatError } from '../indicators/format-error.ts';
import { HASHES_TARGET, LISTINGS_TARGET, WITHDRAWN_TARGET } from '../indicators/indicator-list.ts';
import { ChannelError } from './channel-error.ts';
import { toHex } from './channel-crypto.ts';
import { download, type ChannelFetch } from './download.ts';
import { isDelta, listTargets } from './list-targets.ts';
import { checkWithdrawalsMonotonic } from './check-withdrawals-monotonic.ts';
import {
  updateSnapshot,
  updateTargets,
  updateTimestamp,
  updateWithdrawals,
  updateRoot,
  delegatesWithdrawals,
  checkExpiry,
  verifyLengthAndHashes,
  roleMeta,
  trustedRoot,
  snapshotMeta,
  trustedTargets,
  loadTrustedRoot,
  type TrustedMetadata,
} from './trusted-metadata.ts';
import {
  applyRoots,
  toStoredRelease,
  trustedStateOf,
  storedTarget,
  openStoredRelease,
  parseListings,
  restoreTrustedMetadata,
  type ChannelState,
  type OpenChannel,
  type RestoreDeps,
} from './channel-state.ts';
import type { MetaFile, TargetFile } from './metadata.ts';
import { updateList, type ListBytes } from './update-list.ts';

/** Endless data: the most that is read of each file where nothing signed says its length yet, in bytes. */
const MAX_METADATA_BYTES = { root: 256 * 1024, timestamp: 16 * 1024, metadata: 1024 * 1024 };
/** The most that a release may hold. */
const MAX_TARGET_FILES = 64;
const MAX_RELEASE_BYTES = 128 * 1024 * 1024;
/** More new roots than this in one sync are no rotation. */
const MAX_ROOT_UPDATES = 64;

export interface UpdateDeps extends RestoreDeps {
  /** What was stored last, or null. What is damaged in it is fetched anew. */
  state: ChannelState | null;
  fetch: ChannelFetch;
  /** Milliseconds that pass, for the time that a download may take; without it only the fetch's own limits count. */
  clock?: () => number;
  /** Folder of the channel's metadata, with a trailing slash. */
  baseUrl: string;
  /** New roots as they are believed, to be kept whatever becomes of the rest: keys that they took away must not count again. */
  onNewRoots?: (newer: NewerRoots) => Promise<void>;
  /** Bytes that have come, and how many are known to be needed (null until the new list is known). */
  onProgress?: (progress: Progress) => void;
  /** A last look at the files before they count; what it throws refuses the release as `malformed`. */
  check?: (files: ReadonlyMap<string, Uint8Array>) => void | Promise<void>;
}

/** Roots after those of the stored release, oldest first, and the recipients that the newest of them names. */
export interface NewerRoots {
  roots: Uint8Array[];
  recipients: readonly string[];
}

export interface Progress {
  received: number;
  expected: number | null;
}

export interface UpdateResult {
  /** To be stored in one transaction. */
  state: ChannelState;
  opened: OpenChannel;
  /** Names of the files that are new, different or gone since `UpdateWorld.state`. */
  changedTargets: string[];
}

/** Throws a ChannelError when the channel cannot be reached or is refused; anything else that is thrown is the world's own fault. */
export async function updateChannel(options: UpdateDeps): Promise<UpdateResult> {
  const deps = { ...options, got: createByteCounter(options) };
  const release = await loadTrusted(deps);
  const before = await applyNewerRoots(release, deps);
  let trust = await loadRoots(before, release.roots.length, deps);
  checkExpiry(trust, 'root', deps.now);
  trust = await updateTimestamp(trust, await fetchMetadata(deps, 'timestamp.json', MAX_METADATA_BYTES.timestamp), deps);
  checkExpiry(trust, 'timestamp', deps.now);
  trust = await loadSnapshot(trust, deps);
  checkExpiry(trust, 'snapshot', deps.now);
  trust = await loadTargets(trust, deps);
  checkExpiry(trust, 'targets', deps.now);
  trust = await loadWithdrawals(trust, before, deps);
  checkExpiry(trust, 'withdrawals', deps.now);

  const { files, list } = await loadTargetFiles(trust, deps);
  await checkListingThreshold(release, trust, files, deps);
  const state = stateOf(trust, files, list, deps);
  const opened = await openStoredRelease(state.believed, toStoredRelease(state), deps);
  await parseListings(opened);
  await runTargetCheck(deps, new Map(Object.entries(files)));
  return { state, opened, changedTargets: changedNames(deps.state, state) };
}

type Session = UpdateDeps & { got: ByteCounter };

/** Counts what comes, for whoever watches. */
interface ByteCounter {
  received(bytes: number): void;
  /** So many bytes will be fetched. */
  expect(bytes: number): void;
}

function createByteCounter({ onProgress }: UpdateDeps): ByteCounter {
  let received = 0;
  let expected: number | null = null;
  return {
    received(bytes) {
      received += bytes;
      onProgress?.({ received, expected });
    },
    expect(bytes) {
      expected = Math.max(expected ?? 0, received + bytes);
      onProgress?.({ received, expected });
    },
  };
}

/** What is already believed; damaged or foreign storage counts as none. */
async function loadTrusted(deps: Session): Promise<TrustedMetadata> {
  if (deps.state !== null) {
    try {
      return await restoreTrustedMetadata(deps.state, deps);
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
    }
  }
  return loadTrustedRoot(deps.pinned, deps);
}

/** Damaged ones are asked for again. */
async function applyNewerRoots(trust: TrustedMetadata, deps: Session): Promise<TrustedMetadata> {
  try {
    return await applyRoots(trust, deps.state?.newerRoots ?? [], deps);
  } catch (error) {
    if (error instanceof ChannelError) return trust;
    throw error;
  }
}

/** @param stored how many roots belong to the stored release */
async function loadRoots(before: TrustedMetadata, stored: number, deps: Session): Promise<TrustedMetadata> {
  let trust = before;
  for (let count = 0; count < MAX_ROOT_UPDATES; count++) {
    let bytes: Uint8Array;
    try {
      bytes = await fetchMetadata(deps, `${trustedRoot(trust).version + 1}.root.json`, MAX_METADATA_BYTES.root);
    } catch (error) {
      if (error instanceof ChannelError && error.fault === 'not-found') return trust;
      throw error;
    }
    trust = await updateRoot(trust, bytes, deps);
    const roots = trust.roots.slice(stored).map((root) => root.bytes);
    await deps.onNewRoots?.({ roots, recipients: trustedRoot(trust).custom?.recipients ?? [] });
  }
  return trust;
}

async function loadSnapshot(trust: TrustedMetadata, deps: Session): Promise<TrustedMetadata> {
  const meta = snapshotMeta(trust);
  if (trust.snapshot !== null && (await isTrustedVersion('snapshot.json', trust.snapshot, meta, deps))) return trust;
  return updateSnapshot(trust, await fetchMetadata(deps, `${meta.version}.snapshot.json`, maxBytesOf(meta)), deps);
}

async function loadTargets(trust: TrustedMetadata, deps: Session): Promise<TrustedMetadata> {
  const meta = roleMeta(trust, 'targets');
  if (meta === null) throw new ChannelError('malformed', 'snapshot.json: does not name targets.json');
  // Signed anew under the same root and unchanged: believed already, but by keys that may have been replaced since.
  const known = trust.targets !== null && (await isTrustedVersion('targets.json', trust.targets, meta, deps));
  const bytes = known && trust.targets !== null ? trust.targets.bytes : null;
  return updateTargets(
    trust,
    bytes ?? (await fetchMetadata(deps, `${meta.version}.targets.json`, maxBytesOf(meta))),
    deps,
  );
}

async function loadWithdrawals(
  trust: TrustedMetadata,
  before: TrustedMetadata,
  deps: Session,
): Promise<TrustedMetadata> {
  if (!delegatesWithdrawals(trust)) return trust;
  const meta = roleMeta(trust, 'withdrawals');
  if (meta === null) throw new ChannelError('malformed', 'snapshot.json: does not name withdrawals.json');
  const old = before.withdrawals;
  const known = old !== null && (await isTrustedVersion('withdrawals.json', old, meta, deps)) ? old.bytes : null;
  const bytes = known ?? (await fetchMetadata(deps, `${meta.version}.withdrawals.json`, maxBytesOf(meta)));
  return updateWithdrawals(trust, bytes, deps);
}

/** What withdrawals say is compared only under the very list that they were made for; damaged ones cannot be compared. */
async function checkListingThreshold(
  release: TrustedMetadata,
  trust: TrustedMetadata,
  { [WITHDRAWN_TARGET]: now }: Record<string, Uint8Array>,
  deps: Session,
): Promise<void> {
  if (release.targets === null || release.targets.signed.version !== trust.targets?.signed.version) return;
  const signed = trustedTargets(release).get(WITHDRAWN_TARGET);
  const before = signed === undefined ? null : await verifiedStoredTarget(WITHDRAWN_TARGET, signed, deps);
  if (before === null || now === undefined) return;
  try {
    checkWithdrawalsMonotonic(before, now);
  } catch (error) {
    if (error instanceof FormatError) throw new ChannelError('malformed', error.message);
    throw error;
  }
}

async function loadTargetFiles(
  trust: TrustedMetadata,
  deps: Session,
): Promise<{ files: Record<string, Uint8Array>; list: ListBytes | null }> {
  const targets = trustedTargets(trust);
  const total = Array.from(targets.values()).reduce((sum, { length }) => sum + length, 0);
  if (targets.size > MAX_TARGET_FILES || total > MAX_RELEASE_BYTES) {
    throw new ChannelError('too-large', `targets.json: ${targets.size} files, ${total} bytes`);
  }
  const isWanted = (name: string): boolean => deps.wanted?.(name) !== false;
  const found: [string, TargetFile, Uint8Array | null][] = [];
  for (const [name, target] of targets) {
    if (!isWanted(name) || name === HASHES_TARGET || name === LISTINGS_TARGET || isDelta(target)) continue;
    found.push([name, target, await verifiedStoredTarget(name, target, deps)]);
  }
  const missing = found.filter(([, , bytes]) => bytes === null);
  deps.got.expect(missing.reduce((sum, [, { length }]) => sum + length, 0));
  const files: Record<string, Uint8Array> = {};
  for (const [name, target, bytes] of found) files[name] = bytes ?? (await fetchTargetFile(name, target, deps));
  const parts = isWanted(HASHES_TARGET) && isWanted(LISTINGS_TARGET) ? listTargets(targets) : null;
  if (parts === null) return { files, list: null };
  const fetchTarget = (name: string, file: TargetFile): Promise<Uint8Array> => fetchTargetFile(name, file, deps);
  const onBytesNeeded = (bytes: number): void => deps.got.expect(bytes);
  return {
    files,
    list: await updateList(parts, deps.state?.list ?? null, { ...deps, fetchTarget, onBytesNeeded }),
  };
}

/** The stored bytes when they are what was signed; damaged ones are not. */
async function verifiedStoredTarget(name: string, target: TargetFile, deps: Session): Promise<Uint8Array | null> {
  const bytes = deps.state === null ? null : storedTarget(deps.state, name);
  if (bytes === null || bytes.length !== target.length) return null;
  return toHex(await deps.sha256(bytes)) === target.hashes.sha256 ? bytes : null;
}

async function fetchTargetFile(name: string, target: TargetFile, deps: Session): Promise<Uint8Array> {
  const bytes = await fetchMetadata(deps, `targets/${target.hashes.sha256}.${name}`, target.length);
  await verifyLengthAndHashes(name, bytes, target, deps);
  return bytes;
}

/** Whether trusted metadata is what the meta file names. */
async function isTrustedVersion(
  name: string,
  metadata: { bytes: Uint8Array; signed: { version: number } },
  meta: MetaFile,
  deps: Session,
): Promise<boolean> {
  if (metadata.signed.version !== meta.version) return false;
  try {
    await verifyLengthAndHashes(name, metadata.bytes, meta, deps);
    return true;
  } catch (error) {
    if (error instanceof ChannelError) return false;
    throw error;
  }
}

function maxBytesOf(meta: MetaFile): number {
  return Math.min(meta.length ?? MAX_METADATA_BYTES.metadata, MAX_METADATA_BYTES.metadata);
}

function fetchMetadata(deps: Session, name: string, limit: number): Promise<Uint8Array> {
  const { fetch, clock, got } = deps;
  return download(fetch, `${deps.baseUrl}${name}`, limit, {
    ...(clock === undefined ? {} : { clock }),
    onBytes: got.received,
  });
}

async function runTargetCheck(deps: Session, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  try {
    await deps.check?.(files);
  } catch (error) {
    throw new ChannelError('malformed', (error as Error).message);
  }
}

function stateOf(
  trust: TrustedMetadata,
  files: Record<string, Uint8Array>,
  list: ListBytes | null,
  { pinned }: Session,
): ChannelState {
  const { timestamp, snapshot, targets, withdrawals } = trust;
  if (timestamp === null || snapshot === null || targets === null) throw new TypeError('a release without its roles');
  return {
    pinned,
    believed: trustedStateOf(trust, trust),
    newerRoots: [],
    roots: trust.roots.slice(1).map(({ bytes }) => bytes),
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
