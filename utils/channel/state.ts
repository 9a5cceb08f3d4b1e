/** What of a channel is kept between starts, and how it is believed again. */
import { FormatError } from '../indicators/format-error.ts';
import { HASHES, LISTINGS, openList, WITHDRAWN, type IndicatorList } from '../indicators/list.ts';
import { inMemory, type ByteSource } from '../indicators/listings.ts';
import { ChannelError } from './channel-error.ts';
import type { ChannelCrypto } from './crypto.ts';
import { listTargets } from './list-targets.ts';
import { parseMetadata, type TargetFile } from './metadata.ts';
import {
  acceptSnapshot,
  acceptTargets,
  acceptTimestamp,
  acceptWithdrawals,
  advanceRoot,
  delegatesWithdrawals,
  expiryOf,
  refuseOther,
  ROLES,
  rootOf,
  trustedFiles,
  trustRoot,
  type RoleName,
  type Trust,
} from './trust.ts';
import { digestOfPairs, type ListBytes } from './update-list.ts';

/** What was believed when a release was stored: enough to use it again before every signature is looked at once more. */
export interface Believed {
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
export interface ReleaseHead {
  /** The pinned root under which it was stored. */
  pinned: Uint8Array;
  believed: Believed;
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
export interface ChannelState extends ReleaseHead {
  /** Target name to bytes; the list's own two and the steps to it are not among them. */
  files: Record<string, Uint8Array>;
  list: ListBytes | null;
}

/** A release where it lies: what is large is read on demand. */
export interface ReleaseAtRest extends ReleaseHead {
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
  /** Where the files lie; not yet compared with what was signed: see `readFiles`. */
  files: ReadonlyMap<string, ByteSource>;
  /** What was signed of each. */
  signed: ReadonlyMap<string, TargetFile>;
  /** null when the channel publishes knowledge only. */
  list: IndicatorList | null;
}

export interface RestoreWorld extends ChannelCrypto {
  /** The root that the package pins, as signed. */
  pinned: Uint8Array;
  /** Milliseconds since 1970. */
  now: number;
  /** Which files to keep; all when not given. */
  wanted?: (name: string) => boolean;
}

/**
 * Believes a stored release again: every signature from the pinned root on, and the form of the list. Its large parts are
 * compared with what was signed by `auditSet` and `readFiles`. Expiry is told, not refused.
 * Throws a ChannelError `corrupt` when what was stored is damaged or belongs to another root.
 */
export async function restore(release: ReleaseAtRest, world: RestoreWorld): Promise<OpenChannel> {
  try {
    const opened = await openRelease(await believeAgain(release, world), release, world);
    await readSaid(opened);
    return opened;
  } catch (error) {
    throw asCorrupt(error);
  }
}

/**
 * The same for a worker that has to answer at once: what was believed under this very root is taken as it was stored, and
 * looked at again by `audit` as soon as the answer is given. Expiry is asked of the clock here too.
 */
export async function reopen(release: ReleaseAtRest, world: RestoreWorld): Promise<OpenChannel> {
  if (!isEqual(release.pinned, world.pinned)) return restore(release, world);
  try {
    return await openRelease(release.believed, release, world);
  } catch (error) {
    throw asCorrupt(error);
  }
}

/** Every signature of what `reopen` opened, and the hashes in use. Throws a ChannelError `corrupt`. */
export async function audit(release: ReleaseAtRest, opened: OpenChannel, world: RestoreWorld): Promise<void> {
  let again: Believed;
  try {
    again = await believeAgain(release, world);
  } catch (error) {
    throw asCorrupt(error);
  }
  if (textOf(again) !== textOf(release.believed)) {
    throw new ChannelError('corrupt', 'what is kept of the metadata is not what was signed');
  }
  try {
    await readSaid(opened);
  } catch (error) {
    throw asCorrupt(error);
  }
  await auditSet(opened, world);
}

/** What is said of the entries must be of the same list as the hashes. Throws a ChannelError `malformed`. */
export async function readSaid({ list }: OpenChannel): Promise<void> {
  try {
    await list?.said();
  } catch (error) {
    if (error instanceof FormatError) throw new ChannelError('malformed', error.message);
    throw error;
  }
}

/** Throws a ChannelError `corrupt` when the hashes in use are not those that were signed. */
export async function auditSet({ list, signed }: OpenChannel, crypto: ChannelCrypto): Promise<void> {
  const pairs = list === null ? null : (listTargets(signed)?.pairs ?? null);
  if (list === null || pairs === null || (await digestOfPairs(await list.set.whole(), crypto)) === pairs) return;
  throw new ChannelError('corrupt', 'the hashes here are not those that were signed');
}

/** Publisher and recipients are those of the newest root, all else is that of the release. */
export function believedOf(trust: Trust, newest: Trust): Believed {
  const { custom } = rootOf(newest);
  const expiries = Object.fromEntries(ROLES.map((role) => [role, expiryOf(trust, role)])) as Believed['expiries'];
  return {
    version: trust.snapshot?.signed.version ?? 0,
    publisher: custom?.publisher ?? null,
    recipients: custom?.recipients ?? [],
    expiries,
    signed: trustedFiles(trust),
  };
}

async function believeAgain(release: ReleaseHead, world: RestoreWorld): Promise<Believed> {
  const trust = await restoreTrust(release, world);
  return believedOf(trust, await addRoots(trust, release.newerRoots, world));
}

function textOf({ signed, ...believed }: Believed): string {
  return JSON.stringify([believed, [...signed]]);
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** The files but the list, each compared with what was signed. Throws a ChannelError `corrupt`. */
export async function readFiles(
  { files, signed }: OpenChannel,
  crypto: ChannelCrypto,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const read = new Map<string, Uint8Array>();
  try {
    for (const [name, source] of files) {
      const bytes = await source.slice(0, source.size);
      await refuseOther(name, bytes, signed.get(name) ?? { length: -1 }, crypto);
      read.set(name, bytes);
    }
    return read;
  } catch (error) {
    throw asCorrupt(error);
  }
}

function asCorrupt(error: unknown): ChannelError {
  return new ChannelError('corrupt', (error as Error).message);
}

/** A release that is in memory, as one at rest. */
export function atRest(state: ChannelState): ReleaseAtRest {
  const files = Object.entries(state.files).map(([name, bytes]) => [name, inMemory(bytes)] as const);
  const { list } = state;
  return {
    ...state,
    files: Object.fromEntries(files),
    list: list === null ? null : { set: inMemory(new Uint8Array(list.set)), listings: inMemory(list.listings) },
  };
}

/** The metadata of a stored release, believed again. */
export async function restoreTrust(state: ReleaseHead, world: RestoreWorld): Promise<Trust> {
  let trust = await restoreRoots(state, world);
  trust = await acceptTimestamp(trust, state.timestamp, world);
  trust = await acceptSnapshot(trust, state.snapshot, world);
  trust = await acceptTargets(trust, state.targets, world);
  // Without its withdrawals a list would say again what was taken back.
  return delegatesWithdrawals(trust) ? acceptWithdrawals(trust, state.withdrawals ?? new Uint8Array(), world) : trust;
}

/** A stored file, or null. */
export function fileIn(state: ChannelState, name: string): Uint8Array | null {
  return Object.hasOwn(state.files, name) ? (state.files[name] ?? null) : null;
}

/** The chain of stored roots, from wherever the pinned root (a newer package may pin a newer one) stands in it. */
async function restoreRoots(state: ReleaseHead, world: RestoreWorld): Promise<Trust> {
  return addRoots(await trustRoot(world.pinned, world), state.roots, world);
}

/** Those of the roots that are newer than the trusted one, one after the other. */
export async function addRoots(before: Trust, roots: readonly Uint8Array[], crypto: ChannelCrypto): Promise<Trust> {
  let trust = before;
  for (const bytes of roots) {
    const { version } = parseMetadata('root', 'root.json', bytes).signed;
    if (version > rootOf(trust).version) trust = await advanceRoot(trust, bytes, crypto);
  }
  return trust;
}

/** Throws a ChannelError `malformed` when signed files are not what their names say. */
export async function openRelease(
  believed: Believed,
  release: Pick<ReleaseAtRest, 'files' | 'list'>,
  world: RestoreWorld,
): Promise<OpenChannel> {
  const { version, publisher, recipients, expiries, signed } = believed;
  const ends = ROLES.map((role) => ({ role, at: expiries[role] ?? Number.POSITIVE_INFINITY }));
  const staleRoles = ends.filter(({ at }) => at <= world.now).map(({ role }) => role);
  return {
    version,
    publisher,
    recipients,
    staleRoles,
    stale: staleRoles.length > 0,
    expiresAt: new Date(Math.min(...ends.map(({ at }) => at))).toISOString(),
    files: new Map(Object.entries(release.files)),
    signed,
    list: await listOf(signed, release, world),
  };
}

async function listOf(
  signed: ReadonlyMap<string, TargetFile>,
  { list, files }: Pick<ReleaseAtRest, 'files' | 'list'>,
  world: RestoreWorld,
): Promise<IndicatorList | null> {
  const isWanted = world.wanted?.(HASHES) !== false && world.wanted?.(LISTINGS) !== false;
  // Whether all of it is there and in form was asked before it was stored.
  if (!isWanted || !signed.has(HASHES)) return null;
  if (list === null) throw new ChannelError('malformed', 'list: it is missing');
  try {
    return await openList(list.set, list.listings, () => readWithdrawn(signed, files, world));
  } catch (error) {
    if (error instanceof FormatError) throw new ChannelError('malformed', error.message);
    throw error;
  }
}

/** Compared with what was signed before the list is used: without them it would say again what was taken back. */
async function readWithdrawn(
  signed: ReadonlyMap<string, TargetFile>,
  files: ReleaseAtRest['files'],
  crypto: ChannelCrypto,
): Promise<Uint8Array | null> {
  const target = signed.get(WITHDRAWN);
  if (target === undefined) return null;
  const source = Object.hasOwn(files, WITHDRAWN) ? files[WITHDRAWN] : undefined;
  const bytes = (await source?.slice(0, source.size)) ?? new Uint8Array();
  await refuseOther(WITHDRAWN, bytes, target, crypto);
  return bytes;
}
