/** Opens a release whose metadata was verified: reads the formats of its list and its withdrawals. */
import { FormatError } from '../indicators/format-error.ts';
import {
  HASHES_TARGET,
  LISTINGS_TARGET,
  openList,
  WITHDRAWN_TARGET,
  type IndicatorList,
} from '../indicators/indicator-list.ts';
import type { ByteSource } from '../indicators/listings.ts';
import type { ChannelCrypto } from './channel-crypto.ts';
import { ChannelError } from './channel-error.ts';
import type { TargetFile } from './metadata.ts';
import type { StoredRelease, TrustedState } from './stored-release.ts';
import { ROLE_NAMES, type RoleName } from './trusted-metadata.ts';
import { verifyLengthAndHashes } from './verify-length-and-hashes.ts';

/** A release in use. */
export interface OpenChannel {
  version: number;
  publisher: string | null;
  recipients: readonly string[];
  /** Roles past their expiry at `now`. The list stays in use and is shown as old. */
  staleRoles: RoleName[];
  isStale: boolean;
  /** Earliest expiry of any role, ISO 8601. */
  expiresAt: string;
  /** The stored files, not yet compared with their signed digests: see `readTargetFiles`. */
  files: ReadonlyMap<string, ByteSource>;
  /** Signed length and digest of each. */
  signed: ReadonlyMap<string, TargetFile>;
  /** null when the channel publishes no list. */
  list: IndicatorList | null;
}

export interface OpenDeps extends ChannelCrypto {
  /** Milliseconds since 1970. */
  now: number;
  /** Which target files to keep. Default: all. */
  isTargetWanted?: (name: string) => boolean;
}

/** Throws a ChannelError `malformed` when a target file does not have the format that its name stands for. */
export async function openStoredRelease(
  trusted: TrustedState,
  release: Pick<StoredRelease, 'files' | 'list'>,
  deps: OpenDeps,
): Promise<OpenChannel> {
  const { version, publisher, recipients, expiries, signed } = trusted;
  const ends = ROLE_NAMES.map((role) => ({ role, at: expiries[role] ?? Number.POSITIVE_INFINITY }));
  const staleRoles = ends.filter(({ at }) => at <= deps.now).map(({ role }) => role);
  return {
    version,
    publisher,
    recipients,
    staleRoles,
    isStale: staleRoles.length > 0,
    expiresAt: new Date(Math.min(...ends.map(({ at }) => at))).toISOString(),
    files: new Map(Object.entries(release.files)),
    signed,
    list: await openReleaseList(signed, release, deps),
  };
}

async function openReleaseList(
  signed: ReadonlyMap<string, TargetFile>,
  { list, files }: Pick<StoredRelease, 'files' | 'list'>,
  deps: OpenDeps,
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

/** Checks that hashes and listings belong to one list. Throws a ChannelError `malformed`. */
export async function parseListings({ list }: OpenChannel): Promise<void> {
  try {
    await list?.listings();
  } catch (error) {
    if (error instanceof FormatError) throw new ChannelError('malformed', error.message);
    throw error;
  }
}
