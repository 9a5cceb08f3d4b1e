/**
 * The highest versions that a client has trusted, stored apart from the release (TUF 5.3.8, 5.4.5, 5.5.7). A sync that
 * fails later, or a damaged release, does not lower them: an older timestamp is still a rollback.
 */
import { ChannelError } from './channel-error.ts';
import { onlineKeysOf } from './online-keys.ts';
import { trustedRoot, type TrustedMetadata } from './trusted-metadata.ts';

export interface TrustedVersions {
  root: number;
  /** Keys of the timestamp and snapshot roles. The versions below count only while the root names these keys. */
  onlineKeys: string;
  timestamp: number;
  /** Version of the snapshot that this timestamp names. */
  snapshot: number;
  /** File name in the snapshot to its version. */
  meta: Readonly<Record<string, number>>;
}

/** Throws a ChannelError `rollback` when any trusted version is lower than the stored one. */
export function checkTrustedVersions(trusted: TrustedMetadata, stored: TrustedVersions | null): void {
  if (stored === null) return;
  const root = trustedRoot(trusted);
  check('root.json', root.version, stored.root);
  // Fast-forward recovery (TUF 5.3.11): new online keys start a new count.
  if (onlineKeysOf(root) !== stored.onlineKeys) return;
  const { timestamp, snapshot } = trusted;
  if (timestamp !== null) {
    check('timestamp.json', timestamp.signed.version, stored.timestamp);
    check('snapshot.json', timestamp.signed.meta['snapshot.json'].version, stored.snapshot);
  }
  if (snapshot === null) return;
  for (const [file, version] of Object.entries(stored.meta)) {
    check(file, Object.hasOwn(snapshot.signed.meta, file) ? (snapshot.signed.meta[file]?.version ?? 0) : 0, version);
  }
}

function check(file: string, version: number, stored: number): void {
  if (version < stored)
    throw new ChannelError('rollback', `${file}: version ${version}, but ${stored} was trusted before`);
}

/** The versions to store after the metadata was trusted. Parts that are not loaded yet keep their stored versions. */
export function trustedVersionsOf(trusted: TrustedMetadata, stored: TrustedVersions | null): TrustedVersions {
  const root = trustedRoot(trusted);
  const onlineKeys = onlineKeysOf(root);
  const base = stored?.onlineKeys === onlineKeys ? stored : { timestamp: 0, snapshot: 0, meta: {} };
  const { timestamp, snapshot } = trusted;
  const meta = Object.entries(snapshot?.signed.meta ?? {}).map(([file, { version }]) => [file, version] as const);
  return {
    root: root.version,
    onlineKeys,
    timestamp: timestamp?.signed.version ?? base.timestamp,
    snapshot: timestamp?.signed.meta['snapshot.json'].version ?? base.snapshot,
    meta: { ...base.meta, ...Object.fromEntries(meta) },
  };
}
