/** The trusted metadata set of a TUF client (specification 1.0, section 5), and what it says. No I/O and no clock. */
import { ChannelError } from './channel-error.ts';
import type { Keys, MetaFile, Metadata, Role, SignedData, TargetFile } from './metadata.ts';

export interface TrustedMetadata {
  /** The pinned root and its successors, oldest first. */
  roots: readonly Metadata<'root'>[];
  timestamp: Metadata<'timestamp'> | null;
  snapshot: Metadata<'snapshot'> | null;
  targets: Metadata<'targets'> | null;
  withdrawals: Metadata<'targets'> | null;
}

export type RoleName = 'root' | 'timestamp' | 'snapshot' | 'targets' | 'withdrawals';
export const ROLE_NAMES: readonly RoleName[] = ['root', 'timestamp', 'snapshot', 'targets', 'withdrawals'];

/** The delegated targets role that may only withdraw. */
export const WITHDRAWALS_ROLE = 'withdrawals';

export function trustedRoot(trusted: TrustedMetadata): SignedData<'root'> {
  return newestRoot(trusted).signed;
}

function newestRoot(trusted: TrustedMetadata): Metadata<'root'> {
  const root = trusted.roots.at(-1);
  if (root === undefined) throw new TypeError('trusted metadata without a root');
  return root;
}

/** Version, length and hashes of the snapshot in the trusted timestamp. */
export function snapshotMeta(trusted: TrustedMetadata): MetaFile {
  if (trusted.timestamp === null) throw new TypeError('snapshot before timestamp');
  return trusted.timestamp.signed.meta['snapshot.json'];
}

/** Version, length and hashes of a role's file in the trusted snapshot. Throws a ChannelError `malformed` where it is missing. */
export function roleMeta(trusted: TrustedMetadata, role: 'targets' | 'withdrawals'): MetaFile {
  if (trusted.snapshot === null) throw new TypeError(`${role} before snapshot`);
  const meta = metaOf(trusted.snapshot.signed, `${role}.json`);
  if (meta === null) throw new ChannelError('malformed', `snapshot.json: does not name ${role}.json`);
  return meta;
}

/** Version, length and hashes of a file in a snapshot; null where it is missing. */
export function metaOf(snapshot: SignedData<'snapshot'>, file: string): MetaFile | null {
  return Object.hasOwn(snapshot.meta, file) ? (snapshot.meta[file] ?? null) : null;
}

/** Whether the trusted targets delegate to the withdrawals role. */
export function delegatesWithdrawals(trusted: TrustedMetadata): boolean {
  return withdrawalsDelegation(trusted) !== null;
}

/** The withdrawals role in the trusted targets, with the keys that may sign for it; null where there is none. */
export function withdrawalsDelegation(
  trusted: TrustedMetadata,
): { role: Role & { paths?: string[] | undefined }; keys: Keys } | null {
  const delegations = trusted.targets?.signed.delegations;
  const role = delegations?.roles.find(({ name }) => name === WITHDRAWALS_ROLE);
  return delegations === undefined || role === undefined ? null : { role, keys: delegations.keys };
}

/** Target files of the trusted release, by name. */
export function trustedTargets(trusted: TrustedMetadata): ReadonlyMap<string, TargetFile> {
  return new Map(
    [trusted.targets, trusted.withdrawals].flatMap((metadata) => Object.entries(metadata?.signed.targets ?? {})),
  );
}

/** Expiry of a trusted role in milliseconds since 1970; null when there is no such role. */
export function expiryOf(trusted: TrustedMetadata, role: RoleName): number | null {
  const metadata = role === 'root' ? newestRoot(trusted) : trusted[role];
  return metadata === null ? null : Date.parse(metadata.signed.expires);
}
