/**
 * One sync: asks the publisher's host for what is newer, believes it step by step, and gives a complete release to store.
 * Nothing is stored here and nothing half is given: interrupted or refused anywhere, the caller still has the old
 * release, and the next sync begins anew. Files that did not change are not fetched again.
 */
import { FormatError } from '../indicators/format-error.ts';
import { HASHES, LISTINGS, WITHDRAWN } from '../indicators/list.ts';
import { ChannelError } from './channel-error.ts';
import { toHex } from './crypto.ts';
import { download, type ChannelFetch } from './download.ts';
import { isStep, listTargets } from './list-targets.ts';
import { refuseSayingAgain } from './said-again.ts';
import {
  acceptSnapshot,
  acceptTargets,
  acceptTimestamp,
  acceptWithdrawals,
  advanceRoot,
  delegatesWithdrawals,
  refuseFrozen,
  refuseOther,
  roleMeta,
  rootOf,
  snapshotMeta,
  trustedFiles,
  trustRoot,
  type Trust,
} from './trust.ts';
import {
  addRoots,
  atRest,
  believedOf,
  fileIn,
  openRelease,
  readSaid,
  restoreTrust,
  type ChannelState,
  type OpenChannel,
  type RestoreWorld,
} from './state.ts';
import type { MetaFile, TargetFile } from './metadata.ts';
import { updateList, type ListBytes } from './update-list.ts';

/** Endless data: the most that is read of each file where nothing signed says its length yet, in bytes. */
const LIMITS = { root: 256 * 1024, timestamp: 16 * 1024, metadata: 1024 * 1024 };
/** The most that a release may hold. */
const MAX_FILES = 64;
const MAX_RELEASE = 128 * 1024 * 1024;
/** More new roots than this in one sync are no rotation. */
const MAX_ROOTS = 64;

export interface UpdateWorld extends RestoreWorld {
  /** What was stored last, or null. What is damaged in it is fetched anew. */
  state: ChannelState | null;
  fetch: ChannelFetch;
  /** Milliseconds that pass, for the time that a download may take; without it only the fetch's own limits count. */
  clock?: () => number;
  /** Folder of the channel's metadata, with a trailing slash. */
  baseUrl: string;
  /** New roots as they are believed, to be kept whatever becomes of the rest: keys that they took away must not count again. */
  rooted?: (newer: NewerRoots) => Promise<void>;
  /** Bytes that have come, and how many are known to be needed (null until the new list is known). */
  progress?: (progress: Progress) => void;
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
  changed: string[];
}

/** Throws a ChannelError when the channel cannot be reached or is refused; anything else that is thrown is the world's own fault. */
export async function update(asked: UpdateWorld): Promise<UpdateResult> {
  const world = { ...asked, got: counter(asked) };
  const release = await trustBefore(world);
  const before = await withNewerRoots(release, world);
  let trust = await updateRoots(before, release.roots.length, world);
  refuseFrozen(trust, 'root', world.now);
  trust = await acceptTimestamp(trust, await get(world, 'timestamp.json', LIMITS.timestamp), world);
  refuseFrozen(trust, 'timestamp', world.now);
  trust = await updateSnapshot(trust, world);
  refuseFrozen(trust, 'snapshot', world.now);
  trust = await updateTargets(trust, world);
  refuseFrozen(trust, 'targets', world.now);
  trust = await updateWithdrawals(trust, before, world);
  refuseFrozen(trust, 'withdrawals', world.now);

  const { files, list } = await updateTargetFiles(trust, world);
  await refuseOneKeyAccusing(release, trust, files, world);
  const state = stateOf(trust, files, list, world);
  const opened = await openRelease(state.believed, atRest(state), world);
  await readSaid(opened);
  await checked(world, new Map(Object.entries(files)));
  return { state, opened, changed: changedNames(world.state, state) };
}

type World = UpdateWorld & { got: Counter };

/** Counts what comes, for whoever watches. */
interface Counter {
  come(bytes: number): void;
  /** So many bytes will be fetched. */
  need(bytes: number): void;
}

function counter({ progress }: UpdateWorld): Counter {
  let received = 0;
  let expected: number | null = null;
  return {
    come(bytes) {
      received += bytes;
      progress?.({ received, expected });
    },
    need(bytes) {
      expected = Math.max(expected ?? 0, received + bytes);
      progress?.({ received, expected });
    },
  };
}

/** What is already believed; damaged or foreign storage counts as none. */
async function trustBefore(world: World): Promise<Trust> {
  if (world.state !== null) {
    try {
      return await restoreTrust(world.state, world);
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
    }
  }
  return trustRoot(world.pinned, world);
}

/** Damaged ones are asked for again. */
async function withNewerRoots(trust: Trust, world: World): Promise<Trust> {
  try {
    return await addRoots(trust, world.state?.newerRoots ?? [], world);
  } catch (error) {
    if (error instanceof ChannelError) return trust;
    throw error;
  }
}

/** @param stored how many roots belong to the stored release */
async function updateRoots(before: Trust, stored: number, world: World): Promise<Trust> {
  let trust = before;
  for (let step = 0; step < MAX_ROOTS; step++) {
    let bytes: Uint8Array;
    try {
      bytes = await get(world, `${rootOf(trust).version + 1}.root.json`, LIMITS.root);
    } catch (error) {
      if (error instanceof ChannelError && error.key === 'not-found') return trust;
      throw error;
    }
    trust = await advanceRoot(trust, bytes, world);
    const roots = trust.roots.slice(stored).map((root) => root.bytes);
    await world.rooted?.({ roots, recipients: rootOf(trust).custom?.recipients ?? [] });
  }
  return trust;
}

async function updateSnapshot(trust: Trust, world: World): Promise<Trust> {
  const meta = snapshotMeta(trust);
  if (trust.snapshot !== null && (await isSame('snapshot.json', trust.snapshot, meta, world))) return trust;
  return acceptSnapshot(trust, await get(world, `${meta.version}.snapshot.json`, limitOf(meta)), world);
}

async function updateTargets(trust: Trust, world: World): Promise<Trust> {
  const meta = roleMeta(trust, 'targets');
  if (meta === null) throw new ChannelError('malformed', 'snapshot.json: does not name targets.json');
  // Signed anew under the same root and unchanged: believed already, but by keys that may have been replaced since.
  const known = trust.targets !== null && (await isSame('targets.json', trust.targets, meta, world));
  const bytes = known && trust.targets !== null ? trust.targets.bytes : null;
  return acceptTargets(trust, bytes ?? (await get(world, `${meta.version}.targets.json`, limitOf(meta))), world);
}

async function updateWithdrawals(trust: Trust, before: Trust, world: World): Promise<Trust> {
  if (!delegatesWithdrawals(trust)) return trust;
  const meta = roleMeta(trust, 'withdrawals');
  if (meta === null) throw new ChannelError('malformed', 'snapshot.json: does not name withdrawals.json');
  const old = before.withdrawals;
  const known = old !== null && (await isSame('withdrawals.json', old, meta, world)) ? old.bytes : null;
  const bytes = known ?? (await get(world, `${meta.version}.withdrawals.json`, limitOf(meta)));
  return acceptWithdrawals(trust, bytes, world);
}

/** What withdrawals say is compared only under the very list that they were made for; damaged ones cannot be compared. */
async function refuseOneKeyAccusing(
  release: Trust,
  trust: Trust,
  { [WITHDRAWN]: now }: Record<string, Uint8Array>,
  world: World,
): Promise<void> {
  if (release.targets === null || release.targets.signed.version !== trust.targets?.signed.version) return;
  const signed = trustedFiles(release).get(WITHDRAWN);
  const before = signed === undefined ? null : await storedFile(WITHDRAWN, signed, world);
  if (before === null || now === undefined) return;
  try {
    refuseSayingAgain(before, now);
  } catch (error) {
    if (error instanceof FormatError) throw new ChannelError('malformed', error.message);
    throw error;
  }
}

async function updateTargetFiles(
  trust: Trust,
  world: World,
): Promise<{ files: Record<string, Uint8Array>; list: ListBytes | null }> {
  const targets = trustedFiles(trust);
  const total = Array.from(targets.values()).reduce((sum, { length }) => sum + length, 0);
  if (targets.size > MAX_FILES || total > MAX_RELEASE) {
    throw new ChannelError('too-large', `targets.json: ${targets.size} files, ${total} bytes`);
  }
  const isWanted = (name: string): boolean => world.wanted?.(name) !== false;
  const found: [string, TargetFile, Uint8Array | null][] = [];
  for (const [name, target] of targets) {
    if (!isWanted(name) || name === HASHES || name === LISTINGS || isStep(target)) continue;
    found.push([name, target, await storedFile(name, target, world)]);
  }
  const missing = found.filter(([, , bytes]) => bytes === null);
  world.got.need(missing.reduce((sum, [, { length }]) => sum + length, 0));
  const files: Record<string, Uint8Array> = {};
  for (const [name, target, bytes] of found) files[name] = bytes ?? (await fetchedFile(name, target, world));
  const parts = isWanted(HASHES) && isWanted(LISTINGS) ? listTargets(targets) : null;
  if (parts === null) return { files, list: null };
  const fetchTarget = (name: string, file: TargetFile): Promise<Uint8Array> => fetchedFile(name, file, world);
  const need = (bytes: number): void => world.got.need(bytes);
  return { files, list: await updateList(parts, world.state?.list ?? null, { ...world, fetchTarget, need }) };
}

/** The stored bytes when they are what was signed; damaged ones are not. */
async function storedFile(name: string, target: TargetFile, world: World): Promise<Uint8Array | null> {
  const bytes = world.state === null ? null : fileIn(world.state, name);
  if (bytes === null || bytes.length !== target.length) return null;
  return toHex(await world.sha256(bytes)) === target.hashes.sha256 ? bytes : null;
}

async function fetchedFile(name: string, target: TargetFile, world: World): Promise<Uint8Array> {
  const bytes = await get(world, `targets/${target.hashes.sha256}.${name}`, target.length);
  await refuseOther(name, bytes, target, world);
  return bytes;
}

/** Whether trusted metadata is what the meta file names. */
async function isSame(
  name: string,
  metadata: { bytes: Uint8Array; signed: { version: number } },
  meta: MetaFile,
  world: World,
): Promise<boolean> {
  if (metadata.signed.version !== meta.version) return false;
  try {
    await refuseOther(name, metadata.bytes, meta, world);
    return true;
  } catch (error) {
    if (error instanceof ChannelError) return false;
    throw error;
  }
}

function limitOf(meta: MetaFile): number {
  return Math.min(meta.length ?? LIMITS.metadata, LIMITS.metadata);
}

function get(world: World, name: string, limit: number): Promise<Uint8Array> {
  const { fetch, clock, got } = world;
  return download(fetch, `${world.baseUrl}${name}`, limit, {
    ...(clock === undefined ? {} : { clock }),
    came: got.come,
  });
}

async function checked(world: World, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  try {
    await world.check?.(files);
  } catch (error) {
    throw new ChannelError('malformed', (error as Error).message);
  }
}

function stateOf(
  trust: Trust,
  files: Record<string, Uint8Array>,
  list: ListBytes | null,
  { pinned }: World,
): ChannelState {
  const { timestamp, snapshot, targets, withdrawals } = trust;
  if (timestamp === null || snapshot === null || targets === null) throw new TypeError('a release without its roles');
  return {
    pinned,
    believed: believedOf(trust, trust),
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
  return (before?.list ?? null) === after.list ? changed : [...changed, HASHES, LISTINGS];
}
