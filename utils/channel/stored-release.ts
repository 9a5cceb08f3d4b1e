/** A release as it is stored between starts: its signed metadata, and what was verified of it. */
import { memorySource, type ByteSource } from '../indicators/listings.ts';
import type { TargetFile } from './metadata.ts';
import type { RoleName } from './trusted-metadata.ts';
import type { ListBytes } from './update-list.ts';

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

/** Returns the bytes of a stored target file, or null. */
export function storedTarget(state: ChannelState, name: string): Uint8Array | null {
  return Object.hasOwn(state.files, name) ? (state.files[name] ?? null) : null;
}
