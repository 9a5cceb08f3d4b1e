/**
 * The trusted metadata set of a TUF client, and the steps that update it (specification 1.0, section 5). No I/O and no
 * clock. Each step takes the trusted metadata and new bytes, and returns new trusted metadata or throws a ChannelError.
 * It never changes its argument: a refused step leaves the trusted metadata as it was.
 *
 *     pinned root -> newer roots -> timestamp -> snapshot -> targets -> withdrawals -> target files
 *
 * Expiry is checked separately (`checkExpiry`). A release that was trusted stays in use after its expiry and is shown
 * as old.
 */
import { WITHDRAWN_TARGET } from '../indicators/indicator-list.ts';
import { ChannelError } from './channel-error.ts';
import { toHex, type ChannelCrypto } from './channel-crypto.ts';
import {
  parseMetadata,
  type Keys,
  type MetaFile,
  type Metadata,
  type MetadataType,
  type Role,
  type SignedData,
  type TargetFile,
} from './metadata.ts';
import { onlineKeysOf } from './online-keys.ts';
import { verifyKeyIds, verifyThreshold } from './verify-threshold.ts';

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

/** TUF 5.2: starts from the root that the package pins. It must be signed by its own threshold. */
export async function loadTrustedRoot(pinned: Uint8Array, crypto: ChannelCrypto): Promise<TrustedMetadata> {
  const root = await parseRoot('root.json', pinned, crypto);
  return { roots: [root], timestamp: null, snapshot: null, targets: null, withdrawals: null };
}

async function parseRoot(name: string, bytes: Uint8Array, crypto: ChannelCrypto): Promise<Metadata<'root'>> {
  const root = parseMetadata('root', name, bytes);
  const { keys, roles } = root.signed;
  await verifyKeyIds(name, keys, crypto);
  await verifyThreshold(name, root, { role: roles.root, keys }, crypto);
  return root;
}

/**
 * TUF 5.3.4, 5.3.5: the next root is exactly one version higher. It must be signed at the thresholds of the old root and of
 * its own.
 */
export async function updateRoot(
  trusted: TrustedMetadata,
  bytes: Uint8Array,
  crypto: ChannelCrypto,
): Promise<TrustedMetadata> {
  const old = trustedRoot(trusted);
  const name = `${old.version + 1}.root.json`;
  const signers = { role: old.roles.root, keys: old.keys };
  await verifyThreshold(name, parseMetadata('root', name, bytes), signers, crypto);
  const root = await parseRoot(name, bytes, crypto);
  checkRollback(name, root.signed.version, old.version + 1);
  if (root.signed.version !== old.version + 1) {
    throw new ChannelError('malformed', `${name}: is version ${root.signed.version}`);
  }
  const next = { ...trusted, roots: [...trusted.roots, root] };
  // TUF 5.3.11, fast-forward recovery: when the root replaces the online keys, their last versions are forgotten.
  return onlineKeysOf(root.signed) === onlineKeysOf(old) ? next : { ...next, timestamp: null, snapshot: null };
}

/** TUF 5.4.2, 5.4.3: a newer timestamp, or the trusted one when the version is the same. */
export async function updateTimestamp(
  trusted: TrustedMetadata,
  bytes: Uint8Array,
  crypto: ChannelCrypto,
): Promise<TrustedMetadata> {
  const name = 'timestamp.json';
  const timestamp = await verifyTopLevelRole(trusted, 'timestamp', { name, bytes }, crypto);
  const old = trusted.timestamp?.signed;
  if (old !== undefined) {
    checkRollback(name, timestamp.signed.version, old.version);
    if (timestamp.signed.version === old.version) return trusted;
    const [snapshot, oldSnapshot] = [timestamp.signed.meta['snapshot.json'], old.meta['snapshot.json']];
    checkRollback(`${name}: snapshot`, snapshot.version, oldSnapshot.version);
  }
  return { ...trusted, timestamp };
}

/** Version, length and hashes of the snapshot in the trusted timestamp. */
export function snapshotMeta(trusted: TrustedMetadata): MetaFile {
  if (trusted.timestamp === null) throw new TypeError('snapshot before timestamp');
  return trusted.timestamp.signed.meta['snapshot.json'];
}

/** TUF 5.5.2 to 5.5.5: the snapshot that the timestamp names; no role in it may vanish or fall in version. */
export async function updateSnapshot(
  trusted: TrustedMetadata,
  bytes: Uint8Array,
  crypto: ChannelCrypto,
): Promise<TrustedMetadata> {
  const expected = snapshotMeta(trusted);
  const name = `${expected.version}.snapshot.json`;
  await verifyLengthAndHashes(name, bytes, expected, crypto);
  const snapshot = await verifyTopLevelRole(trusted, 'snapshot', { name, bytes }, crypto);
  checkVersionMatches(name, snapshot.signed.version, expected.version);
  for (const [file, old] of Object.entries(trusted.snapshot?.signed.meta ?? {})) {
    const current = metaOf(snapshot.signed, file);
    // Otherwise its withdrawals would be hidden.
    if (current === null) throw new ChannelError('rollback', `${name}: no longer names ${file}`);
    checkRollback(`${name}: ${file}`, current.version, old.version);
  }
  return { ...trusted, snapshot };
}

/** Version, length and hashes of a role's file in the trusted snapshot. Throws a ChannelError `malformed` where it is missing. */
export function roleMeta(trusted: TrustedMetadata, role: 'targets' | 'withdrawals'): MetaFile {
  if (trusted.snapshot === null) throw new TypeError(`${role} before snapshot`);
  const meta = metaOf(trusted.snapshot.signed, `${role}.json`);
  if (meta === null) throw new ChannelError('malformed', `snapshot.json: does not name ${role}.json`);
  return meta;
}

function metaOf(snapshot: SignedData<'snapshot'>, file: string): MetaFile | null {
  return Object.hasOwn(snapshot.meta, file) ? (snapshot.meta[file] ?? null) : null;
}

/** TUF 5.6.2 to 5.6.4: the top-level targets role that the snapshot names. */
export async function updateTargets(
  trusted: TrustedMetadata,
  bytes: Uint8Array,
  crypto: ChannelCrypto,
): Promise<TrustedMetadata> {
  const meta = roleMeta(trusted, 'targets');
  const name = `${meta.version}.targets.json`;
  await verifyLengthAndHashes(name, bytes, meta, crypto);
  const targets = await verifyTopLevelRole(trusted, 'targets', { name, bytes }, crypto);
  checkVersionMatches(name, targets.signed.version, meta.version);
  await verifyKeyIds(name, targets.signed.delegations?.keys ?? {}, crypto);
  if (Object.hasOwn(targets.signed.targets, WITHDRAWN_TARGET)) {
    throw new ChannelError('malformed', `${name}: ${WITHDRAWN_TARGET} belongs to the role ${WITHDRAWALS_ROLE}`);
  }
  return { ...trusted, targets, withdrawals: null };
}

/** Whether the trusted targets delegate to the withdrawals role. */
export function delegatesWithdrawals(trusted: TrustedMetadata): boolean {
  return withdrawalsDelegation(trusted) !== null;
}

function withdrawalsDelegation(
  trusted: TrustedMetadata,
): { role: Role & { paths?: string[] | undefined }; keys: Keys } | null {
  const delegations = trusted.targets?.signed.delegations;
  const role = delegations?.roles.find(({ name }) => name === WITHDRAWALS_ROLE);
  return delegations === undefined || role === undefined ? null : { role, keys: delegations.keys };
}

/**
 * TUF 5.6.7.2.1 for the one delegation that a channel has. The role may name only `withdrawn.json`, whose format cannot add
 * indicators, and delegates to nobody. Throws a ChannelError `overreach` otherwise.
 */
export async function updateWithdrawals(
  trusted: TrustedMetadata,
  bytes: Uint8Array,
  crypto: ChannelCrypto,
): Promise<TrustedMetadata> {
  const meta = roleMeta(trusted, 'withdrawals');
  const delegation = withdrawalsDelegation(trusted);
  if (delegation === null) throw new TypeError('withdrawals without a delegation');
  const name = `${meta.version}.${WITHDRAWALS_ROLE}.json`;
  await verifyLengthAndHashes(name, bytes, meta, crypto);
  const withdrawals = parseMetadata('targets', name, bytes);
  await verifyThreshold(name, withdrawals, delegation, crypto);
  checkVersionMatches(name, withdrawals.signed.version, meta.version);
  const names = Object.keys(withdrawals.signed.targets);
  const other = names.find((target) => target !== WITHDRAWN_TARGET);
  if (other !== undefined) throw new ChannelError('overreach', `${name}: names ${other}`);
  if (withdrawals.signed.delegations !== undefined) throw new ChannelError('overreach', `${name}: delegates`);
  if (names.length > 0 && delegation.role.paths?.includes(WITHDRAWN_TARGET) !== true) {
    throw new ChannelError('overreach', `${name}: ${WITHDRAWN_TARGET} is not delegated to it`);
  }
  return { ...trusted, withdrawals };
}

/** Target files of the trusted release, by name. */
export function trustedTargets(trusted: TrustedMetadata): ReadonlyMap<string, TargetFile> {
  return new Map(
    [trusted.targets, trusted.withdrawals].flatMap((metadata) => Object.entries(metadata?.signed.targets ?? {})),
  );
}

/** TUF 5.4.2, 5.5.2, 5.6.2, 5.7.3: checks length and SHA-256 before the bytes are parsed. */
export async function verifyLengthAndHashes(
  name: string,
  bytes: Uint8Array,
  expected: { length?: number | undefined; hashes?: { sha256: string } | undefined },
  crypto: ChannelCrypto,
): Promise<void> {
  if (expected.length !== undefined && bytes.length !== expected.length) {
    throw new ChannelError('wrong-length', `${name}: ${bytes.length} bytes where ${expected.length} were signed`);
  }
  if (expected.hashes !== undefined && toHex(await crypto.sha256(bytes)) !== expected.hashes.sha256) {
    throw new ChannelError('wrong-hash', `${name}: is not the signed file`);
  }
}

/** Expiry of a trusted role in milliseconds since 1970; null when there is no such role. */
export function expiryOf(trusted: TrustedMetadata, role: RoleName): number | null {
  const metadata = role === 'root' ? newestRoot(trusted) : trusted[role];
  return metadata === null ? null : Date.parse(metadata.signed.expires);
}

/** Metadata that expired longer ago than this, in milliseconds, suggests a wrong device clock. */
export const CLOCK_FAULT_AFTER_MS = 400 * 86_400_000;

/**
 * TUF 5.3.10, 5.4.4, 5.5.6, 5.6.5, freeze attack: refuses metadata past its expiry, also when nothing changed.
 * @param now milliseconds since 1970
 */
export function checkExpiry(trusted: TrustedMetadata, role: RoleName, now: number): void {
  const expiry = expiryOf(trusted, role);
  if (expiry === null || expiry > now) return;
  const end = new Date(expiry).toISOString();
  throw now - expiry > CLOCK_FAULT_AFTER_MS
    ? new ChannelError(
        'clock',
        `${role}.json: valid until ${end}, and the device clock says ${new Date(now).toISOString()}`,
      )
    : new ChannelError('expired', `${role}.json: valid until ${end}`);
}

async function verifyTopLevelRole<T extends Exclude<MetadataType, 'root'>>(
  trusted: TrustedMetadata,
  type: T,
  { name, bytes }: { name: string; bytes: Uint8Array },
  crypto: ChannelCrypto,
): Promise<Metadata<T>> {
  const metadata = parseMetadata(type, name, bytes);
  const { roles, keys } = trustedRoot(trusted);
  await verifyThreshold(name, metadata, { role: roles[type], keys }, crypto);
  return metadata;
}

function checkRollback(name: string, version: number, trustedVersion: number): void {
  if (version < trustedVersion) {
    throw new ChannelError('rollback', `${name}: version ${version} where ${trustedVersion} was already trusted`);
  }
}

function checkVersionMatches(name: string, version: number, expected: number): void {
  if (version !== expected) throw new ChannelError('mix-and-match', `${name}: is version ${version}`);
}
