/** A release as it is stored between starts, and how it is verified and opened again. */
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

/** What was verified when a release was stored. A starting worker uses it until every signature is verified again. */
export interface TrustedState {
  /** Version of the snapshot: it rises with every change of the list. */
  version: number;
  /** Name of the publisher in the root, or null. */
  publisher: string | null;
  /** Age recipients of reports, named by the root only. */
  recipients: readonly string[];
  /** Milliseconds since 1970; null for a role that does not exist. */
  expiries: Readonly<Record<RoleName, number | null>>;
  /** Signed length and digest of each target file. */
  signed: ReadonlyMap<string, TargetFile>;
}

/** The signed metadata of one release. */
export interface ReleaseMetadata {
  /** The pinned root when the release was stored. */
  pinned: Uint8Array;
  trusted: TrustedState;
  /** Roots after the pinned one, oldest first, as signed. */
  roots: Uint8Array[];
  /** Newer roots, trusted by a later sync that did not complete. Keys that they removed no longer count. */
  newerRoots: Uint8Array[];
  timestamp: Uint8Array;
  snapshot: Uint8Array;
  targets: Uint8Array;
  withdrawals: Uint8Array | null;
}

/** One complete release, stored in one transaction or not at all. Survives structured cloning. */
export interface ChannelState extends ReleaseMetadata {
  /** Target name to bytes, without the two targets of the list and its deltas. */
  files: Record<string, Uint8Array>;
  list: ListBytes | null;
}

/** A stored release. Large parts are read on demand. */
export interface StoredRelease extends ReleaseMetadata {
  files: Readonly<Record<string, ByteSource>>;
  list: { set: ByteSource; listings: ByteSource } | null;
}

/** A release in use. */
export interface OpenChannel {
  version: number;
  publisher: string | null;
  recipients: readonly string[];
  /** Roles past their expiry at `now`. The list stays in use and is shown as old. */
  staleRoles: RoleName[];
  stale: boolean;
  /** Earliest expiry of any role, ISO 8601. */
  expiresAt: string;
  /** The stored files, not yet compared with their signed digests: see `readTargetFiles`. */
  files: ReadonlyMap<string, ByteSource>;
  /** Signed length and digest of each. */
  signed: ReadonlyMap<string, TargetFile>;
  /** null when the channel publishes no list. */
  list: IndicatorList | null;
}

export interface RestoreDeps extends ChannelCrypto {
  /** Root metadata that the package or the subscription pins, as signed. */
  pinned: Uint8Array;
  /** Milliseconds since 1970. */
  now: number;
  /** Which target files to keep. Default: all. */
  isTargetWanted?: (name: string) => boolean;
}

/**
 * Verifies every signature of a stored release, from the pinned root on, and the format of its list. `auditSet` and
 * `readTargetFiles` compare the large parts with their signed digests. Expiry does not make it fail.
 * Throws a ChannelError `corrupt` when the stored data is damaged or belongs to another root.
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
    verified = await verifyStored(release, deps);
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

/** Checks that hashes and listings belong to one list. Throws a ChannelError `malformed`. */
export async function parseListings({ list }: OpenChannel): Promise<void> {
  try {
    await list?.listings();
  } catch (error) {
    if (error instanceof FormatError) throw new ChannelError('malformed', error.message);
    throw error;
  }
}

/** Throws a ChannelError `corrupt` when the hashes in use do not have the signed digest. */
export async function auditSet({ list, signed }: OpenChannel, crypto: ChannelCrypto): Promise<void> {
  const pairs = list === null ? null : (listTargets(signed)?.pairs ?? null);
  if (list === null || pairs === null || (await digestOfPairs(await list.set.load(), crypto)) === pairs) return;
  throw new ChannelError('corrupt', 'the stored hashes do not have the signed digest');
}

/** Publisher and recipients come from the newest root, everything else from the release. */
export function trustedStateOf(trusted: TrustedMetadata, newest: TrustedMetadata): TrustedState {
  const { custom } = trustedRoot(newest);
  const expiries = Object.fromEntries(
    ROLE_NAMES.map((role) => [role, expiryOf(trusted, role)]),
  ) as TrustedState['expiries'];
  return {
    version: trusted.snapshot?.signed.version ?? 0,
    publisher: custom?.publisher ?? null,
    recipients: custom?.recipients ?? [],
    expiries,
    signed: trustedTargets(trusted),
  };
}

async function verifyStored(release: ReleaseMetadata, deps: RestoreDeps): Promise<TrustedState> {
  const trusted = await restoreTrustedMetadata(release, deps);
  return trustedStateOf(trusted, await applyRoots(trusted, release.newerRoots, deps));
}

function serialize({ signed, ...trusted }: TrustedState): string {
  return JSON.stringify([trusted, [...signed]]);
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
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

/** Gives a release in memory the interface of a stored one. */
export function toStoredRelease(state: ChannelState): StoredRelease {
  const files = Object.entries(state.files).map(([name, bytes]) => [name, memorySource(bytes)] as const);
  const { list } = state;
  return {
    ...state,
    files: Object.fromEntries(files),
    list: list === null ? null : { set: memorySource(new Uint8Array(list.set)), listings: memorySource(list.listings) },
  };
}

/** Verifies the metadata of a stored release again. */
export async function restoreTrustedMetadata(state: ReleaseMetadata, deps: RestoreDeps): Promise<TrustedMetadata> {
  let trusted = await restoreRootChain(state, deps);
  trusted = await updateTimestamp(trusted, state.timestamp, deps);
  trusted = await updateSnapshot(trusted, state.snapshot, deps);
  trusted = await updateTargets(trusted, state.targets, deps);
  // Without its withdrawals the list would show withdrawn indicators again.
  return delegatesWithdrawals(trusted)
    ? updateWithdrawals(trusted, state.withdrawals ?? new Uint8Array(), deps)
    : trusted;
}

/** Returns the bytes of a stored target file, or null. */
export function storedTarget(state: ChannelState, name: string): Uint8Array | null {
  return Object.hasOwn(state.files, name) ? (state.files[name] ?? null) : null;
}

/** The chain of stored roots. A newer package may pin a root from the middle of it. */
async function restoreRootChain(state: ReleaseMetadata, deps: RestoreDeps): Promise<TrustedMetadata> {
  return applyRoots(await loadTrustedRoot(deps.pinned, deps), state.roots, deps);
}

/** Applies the roots that are newer than the trusted one, in order. */
export async function applyRoots(
  before: TrustedMetadata,
  roots: readonly Uint8Array[],
  crypto: ChannelCrypto,
): Promise<TrustedMetadata> {
  let trusted = before;
  for (const bytes of roots) {
    const { version } = parseMetadata('root', 'root.json', bytes).signed;
    if (version > trustedRoot(trusted).version) trusted = await updateRoot(trusted, bytes, crypto);
  }
  return trusted;
}

/** Throws a ChannelError `malformed` when a target file does not have the format that its name stands for. */
export async function openStoredRelease(
  trusted: TrustedState,
  release: Pick<StoredRelease, 'files' | 'list'>,
  deps: RestoreDeps,
): Promise<OpenChannel> {
  const { version, publisher, recipients, expiries, signed } = trusted;
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
  const isWanted = deps.isTargetWanted?.(HASHES_TARGET) !== false && deps.isTargetWanted?.(LISTINGS_TARGET) !== false;
  if (!isWanted || !signed.has(HASHES_TARGET)) return null;
  if (list === null) throw new ChannelError('malformed', 'list: missing');
  try {
    return await openList(list.set, list.listings, () => readWithdrawals(signed, files, deps));
  } catch (error) {
    if (error instanceof FormatError) throw new ChannelError('malformed', error.message);
    throw error;
  }
}

/** Verifies the withdrawals before the list is used: without them it would show withdrawn indicators again. */
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
