/** What the steps of one sync share: their dependencies, the files that they download, and the count of bytes. */
import { createByteCounter, type ByteCounter, type Progress } from './byte-counter.ts';
import { download, type ChannelFetch } from './download.ts';
import type { RestoreDeps } from './restore-release.ts';
import type { ChannelState } from './stored-release.ts';
import type { TrustedVersions } from './trusted-versions.ts';

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

export type SyncSession = UpdateDeps & { counter: ByteCounter };

export function createSyncSession(deps: UpdateDeps): SyncSession {
  return { ...deps, counter: createByteCounter(deps.onProgress) };
}

/**
 * Downloads a file of the channel.
 * @param name its path in the channel's folder @param maxBytes its length is at most this
 * @throws ChannelError, e.g. `not-found`, `offline`, `too-large`
 */
export function fetchFile(
  { fetch, clock, baseUrl, counter }: SyncSession,
  name: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const limits = clock === undefined ? {} : { clock };
  return download(fetch, `${baseUrl}${name}`, maxBytes, { ...limits, onBytes: counter.received });
}
