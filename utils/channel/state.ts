/** What of a channel is kept between starts, and how it is believed again. */
import { FormatError } from '../indicators/format-error.ts';
import { readList, type IndicatorList } from '../indicators/list.ts';
import { ChannelError } from './channel-error.ts';
import type { ChannelCrypto } from './crypto.ts';
import { parseMetadata } from './metadata.ts';
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

/** One complete release as signed: to be stored whole, in one transaction, or not at all. Survives structured cloning. */
export interface ChannelState {
  /** Roots after the pinned one, oldest first, as signed. */
  roots: Uint8Array[];
  timestamp: Uint8Array;
  snapshot: Uint8Array;
  targets: Uint8Array;
  withdrawals: Uint8Array | null;
  /** Target name to bytes. */
  files: Record<string, Uint8Array>;
}

/** A release in use. */
export interface OpenChannel {
  /** Version of the snapshot: rises with every change of the list. */
  version: number;
  /** As the root names it, or null. */
  publisher: string | null;
  /** Age recipients of reports, from the root only. */
  recipients: readonly string[];
  /** Roles past their expiry at `now`: the list is used all the same, and said to be old. */
  staleRoles: RoleName[];
  stale: boolean;
  /** First expiry of any role, ISO 8601. */
  expiresAt: string;
  files: ReadonlyMap<string, Uint8Array>;
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
 * Believes a stored release again: every signature, every length and hash, from the pinned root on. Expiry is told, not refused.
 * Throws a ChannelError `corrupt` when what was stored is damaged or belongs to another root: then the package's own
 * knowledge is in use, and the next `update` fetches all anew.
 */
export async function restore(state: ChannelState, world: RestoreWorld): Promise<OpenChannel> {
  try {
    const trust = await restoreTrust(state, world);
    for (const [name, target] of trustedFiles(trust)) {
      if (world.wanted?.(name) !== false)
        await refuseOther(name, fileIn(state, name) ?? new Uint8Array(), target, world);
    }
    return await openChannel(trust, state.files, world.now);
  } catch (error) {
    throw new ChannelError('corrupt', (error as Error).message);
  }
}

/** The metadata of a stored release, believed again. */
export async function restoreTrust(state: ChannelState, world: RestoreWorld): Promise<Trust> {
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
async function restoreRoots(state: ChannelState, world: RestoreWorld): Promise<Trust> {
  let trust = await trustRoot(world.pinned, world);
  for (const bytes of state.roots) {
    const { version } = parseMetadata('root', 'root.json', bytes).signed;
    if (version > rootOf(trust).version) trust = await advanceRoot(trust, bytes, world);
  }
  return trust;
}

/** Throws a ChannelError `malformed` when signed files are not what their names say. */
export async function openChannel(
  trust: Trust,
  stored: Readonly<Record<string, Uint8Array>>,
  now: number,
): Promise<OpenChannel> {
  const files = new Map(Object.entries(stored));
  const { custom } = rootOf(trust);
  const expiries = ROLES.map((role) => ({ role, at: expiryOf(trust, role) ?? Number.POSITIVE_INFINITY }));
  const staleRoles = expiries.filter(({ at }) => at <= now).map(({ role }) => role);
  try {
    return {
      version: trust.snapshot?.signed.version ?? 0,
      publisher: custom?.publisher ?? null,
      recipients: custom?.recipients ?? [],
      staleRoles,
      stale: staleRoles.length > 0,
      expiresAt: new Date(Math.min(...expiries.map(({ at }) => at))).toISOString(),
      files,
      list: await readList(files),
    };
  } catch (error) {
    if (error instanceof FormatError) throw new ChannelError('malformed', error.message);
    throw error;
  }
}
