/** What of a channel is kept between starts, and how it is believed again. */
import { FormatError } from '../indicators/format-error.ts';
import {
  HASHES_TARGET,
  LISTINGS_TARGET,
  openList,
  WITHDRAWN_TARGET,
  type IndicatorList,
} from '../indicators/indicator-list.ts';
import { memorySource, type ByteSource } from '../indicators/listings.ts';
import { ChannelError } from './channel-error.ts';
import type { ChannelCrypto } from './channel-crypto.ts';
import { listTargets } from './list-targets.ts';
import { parseMetadata, type TargetFile } from './metadata.ts';
import {
  updateSnapshot,
  updateTargets,
  updateTimestamp,
  updateWithdrawals,
  updateRoot,
  delegatesWithdrawals,
  expiryOf,
  verifyLengthAndHashes,
  ROLE_NAMES,
  trustedRoot,
  trustedTargets,
  loadTrustedRoot,
  type RoleName,
  type TrustedMetadata,
} from './trusted-metadata.ts';
import { digestOfPairs, type ListBytes } from './update-list.ts';

/** What was believed when a release was stored: enough to use it again before every signature is looked at once more. */
export interface TrustedState {
  /** Version of the snapshot: rises with every change of the list. */
  version: number;
  /** As the root names it, or null. */
  publisher: string | null;
  /** Age recipients of reports, from the root only. */
  recipients: readonly string[];
  /** Milliseconds since 1970; null where there is no such role. */
  expiries: Readonly<Record<RoleName, number | null>>;
  /** What was signed of each file. */
  signed: ReadonlyMap<string, TargetFile>;
}

/** Signed metadata of one release. */
export interface ReleaseMetadata {
  /** The pinned root under which it was stored. */
  pinned: Uint8Array;
  believed: TrustedState;
  /** Roots after the pinned one, oldest first, as signed. */
  roots: Uint8Array[];
  /** Roots after those, believed since by a sync that was broken off: the keys that they took away are not believed again. */
  newerRoots: Uint8Array[];
  timestamp: Uint8Array;
  snapshot: Uint8Array;
  targets: Uint8Array;
  withdrawals: Uint8Array | null;
}

/** One complete release: to be stored whole, in one transaction, or not at all. Survives structured cloning. */
export interface ChannelState extends ReleaseMetadata {
  /** Target name to bytes; the list's own two and the steps to it are not among them. */
  files: Record<string, Uint8Array>;
  list: ListBytes | null;
}

/** A release where it lies: what is large is read on demand. */
export interface StoredRelease extends ReleaseMetadata {
  files: Readonly<Record<string, ByteSource>>;
  list: { set: ByteSource; listings: ByteSource } | null;
}

/** A release in use. */
export interface OpenChannel {
  version: number;
  publisher: string | null;
  recipients: readonly string[];
  /** Roles past their expiry at `now`: the list is used all the same, and said to be old. */
  staleRoles: RoleName[];
  stale: boolean;
  /** First expiry of any role, ISO 8601. */
  expiresAt: string;
  /** Where the files lie; not yet compared with what was signed: see `readTargetFiles`. */
  files: ReadonlyMap<string, ByteSource>;
  /** What was signed of each. */
  signed: ReadonlyMap<string, TargetFile>;
  /** null when the channel publishes knowledge only. */
  list: IndicatorList | null;
}

export interface RestoreDeps extends ChannelCrypto {
  /** The root that the package pins, as signed. */
  pinned: Uint8Array;
  /** Milliseconds since 1970. */
  now: number;
  /** Which files to keep; all when not given. */
  wanted?: (name: string) => boolean;
}

/**
 * Believes a stored release again: every signature from the pinned root on, and the form of the list. Its large parts are
 * compared with what was signed by `auditSet` and `readTargetFiles`. Expiry is told, not refused.
 * Throws a ChannelError `corrupt` when what was stored is damaged or belongs to another root.
 */
export async function restoreRelease(release: StoredRelease, deps: RestoreDeps): Promise<OpenChannel> {
  try {
    const opened = await openStoredRelease(await verifyStored(release, deps), release, deps);
    await parseListings(opened);
    return opened;
  } catch (error) {
    throw toCorruptError(error);
  }
}

/**
 * The same for a worker that has to answer at once: what was believed under this very root is taken as it was stored, and
 * looked at again by `audit` as soon as the answer is given. Expiry is asked of the clock here too.
 */
export async function reopenRelease(release: StoredRelease, deps: RestoreDeps): Promise<OpenChannel> {
  if (!isEqual(release.pinned, deps.pinned)) return restoreRelease(release, deps);
  try {
    return await openStoredRelease(release.believed, release, deps);
  } catch (error) {
    throw toCorruptError(error);
  }
}

/** Every signature of what `reopenRelease` opened, and the hashes in use. Throws a ChannelError `corrupt`. */
export async function auditRelease(release: StoredRelease, opened: OpenChannel, deps: RestoreDeps): Promise<void> {
  let again: TrustedState;
  try {
    again = await verifyStored(release, deps);
  } catch (error) {
    throw toCorruptError(error);
  }
  if (serialize(again) !== serialize(release.believed)) {
    throw new ChannelError('corrupt', 'what is kept of the metadata is not what was signed');
  }
  try {
    await parseListings(opened);
  } catch (error) {
    throw toCorruptError(error);
  }
  await auditSet(opened, deps);
}

/** What is said of the entries must be of the same list as the hashes. Throws a ChannelError `malformed`. */
export async function parseListings({ list }: OpenChannel): Promise<void> {
  try {
    await list?.listings();
  } catch (error) {
    if (error instanceof FormatError) throw new ChannelError('malformed', error.message);
    throw error;
  }
}

/** Throws a ChannelError `corrupt` when the hashes in use are not those that were signed. */
export async function auditSet({ list, signed }: OpenChannel, crypto: ChannelCrypto): Promise<void> {
  const pairs = list === null ? null : (listTargets(signed)?.pairs ?? null);
  if (list === null || pairs === null || (await digestOfPairs(await list.set.load(), crypto)) === pairs) return;
  throw new ChannelError('corrupt', 'the hashes here are not those that were signed');
}

/** Publisher and recipients are those of the newest root, all else is that of the release. */
export function trustedStateOf(trust: TrustedMetadata, newest: TrustedMetadata): TrustedState {
  const { custom } = trustedRoot(newest);
  const expiries = Object.fromEntries(
    ROLE_NAMES.map((role) => [role, expiryOf(trust, role)]),
  ) as TrustedState['expiries'];
  return {
    version: trust.snapshot?.signed.version ?? 0,
    publisher: custom?.publisher ?? null,
    recipients: custom?.recipients ?? [],
    expiries,
    signed: trustedTargets(trust),
  };
}

async function verifyStored(release: ReleaseMetadata, deps: RestoreDeps): Promise<TrustedState> {
  const trust = await restoreTrustedMetadata(release, deps);
  return trustedStateOf(trust, await applyRoots(trust, release.newerRoots, deps));
}

function serialize({ signed, ...believed }: TrustedState): string {
  return JSON.stringify([believed, [...signed]]);
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** The files but the list, each compared with what was signed. Throws a ChannelError `corrupt`. */
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

/** A release that is in memory, as one at rest. */
export function toStoredRelease(state: ChannelState): StoredRelease {
  const files = Object.entries(state.files).map(([name, bytes]) => [name, memorySource(bytes)] as const);
  const { list } = state;
  return {
    ...state,
    files: Object.fromEntries(files),
    list: list === null ? null : { set: memorySource(new Uint8Array(list.set)), listings: memorySource(list.listings) },
  };
}

/** The metadata of a stored release, believed again. */
export async function restoreTrustedMetadata(state: ReleaseMetadata, deps: RestoreDeps): Promise<TrustedMetadata> {
  let trust = await restoreRootChain(state, deps);
  trust = await updateTimestamp(trust, state.timestamp, deps);
  trust = await updateSnapshot(trust, state.snapshot, deps);
  trust = await updateTargets(trust, state.targets, deps);
  // Without its withdrawals a list would say again what was taken back.
  return delegatesWithdrawals(trust) ? updateWithdrawals(trust, state.withdrawals ?? new Uint8Array(), deps) : trust;
}

/** A stored file, or null. */
export function storedTarget(state: ChannelState, name: string): Uint8Array | null {
  return Object.hasOwn(state.files, name) ? (state.files[name] ?? null) : null;
}

/** The chain of stored roots, from wherever the pinned root (a newer package may pin a newer one) stands in it. */
async function restoreRootChain(state: ReleaseMetadata, deps: RestoreDeps): Promise<TrustedMetadata> {
  return applyRoots(await loadTrustedRoot(deps.pinned, deps), state.roots, deps);
}

/** Those of the roots that are newer than the trusted one, one after the other. */
export async function applyRoots(
  before: TrustedMetadata,
  roots: readonly Uint8Array[],
  crypto: ChannelCrypto,
): Promise<TrustedMetadata> {
  let trust = before;
  for (const bytes of roots) {
    const { version } = parseMetadata('root', 'root.json', bytes).signed;
    if (version > trustedRoot(trust).version) trust = await updateRoot(trust, bytes, crypto);
  }
  return trust;
}

/** Throws a ChannelError `malformed` when signed files are not what their names say. */
export async function openStoredRelease(
  believed: TrustedState,
  release: Pick<StoredRelease, 'files' | 'list'>,
  deps: RestoreDeps,
): Promise<OpenChannel> {
  const { version, publisher, recipients, expiries, signed } = believed;
  const ends = ROLE_NAMES.map((role) => ({ role, at: expiries[role] ?? Number.POSITIVE_INFINITY }));
  const staleRoles = ends.filter(({ at }) => at <= deps.now).map(({ role }) => role);
  return {
    version,
    publisher,
    recipients,
    staleRoles,
    stale: staleRoles.length > 0,
    expiresAt: new Date(Math.min(...ends.map(({ at }) => at))).toISOString(),
    files: new Map(Object.entries(release.files)),
    signed,
    list: await openReleaseList(signed, release, deps),
  };
}

async function openReleaseList(
  signed: ReadonlyMap<string, TargetFile>,
  { list, files }: Pick<StoredRelease, 'files' | 'list'>,
  deps: RestoreDeps,
): Promise<IndicatorList | null> {
  const isWanted = deps.wanted?.(HASHES_TARGET) !== false && deps.wanted?.(LISTINGS_TARGET) !== false;
  // Whether all of it is there and in form was asked before it was stored.
  if (!isWanted || !signed.has(HASHES_TARGET)) return null;
  if (list === null) throw new ChannelError('malformed', 'list: it is missing');
  try {
    return await openList(list.set, list.listings, () => readWithdrawals(signed, files, deps));
  } catch (error) {
    if (error instanceof FormatError) throw new ChannelError('malformed', error.message);
    throw error;
  }
}

/** Compared with what was signed before the list is used: without them it would say again what was taken back. */
async function readWithdrawals(
  signed: ReadonlyMap<string, TargetFile>,
  files: StoredRelease['files'],
  crypto: ChannelCrypto,
): Promise<Uint8Array | null> {
  const target = signed.get(WITHDRAWN_TARGET);
  if (target === undefined) return null;
  const source = Object.hasOwn(files, WITHDRAWN_TARGET) ? files[WITHDRAWN_TARGET] : undefined;
  const bytes = (await source?.slice(0, source.size)) ?? new Uint8Array();
  await verifyLengthAndHashes(WITHDRAWN_TARGET, bytes, target, crypto);
  return bytes;
}
