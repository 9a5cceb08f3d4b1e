/**
 * What is believed, and every step by which more is: The Update Framework 1.0 as a state machine without I/O and without
 * a clock. A step takes the trust so far and new bytes, and gives the new trust or throws a ChannelError; the old trust is never
 * changed, so whoever is refused has lost nothing.
 *
 *     pinned root -> newer roots -> timestamp -> snapshot -> targets -> withdrawals -> files
 *
 * Each check is named by the attack that it stops. Expiry is asked separately (`checkExpiry`), because what was
 * believed once stays in use when it is stale, and is then said to be.
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
import { verifyThreshold } from './verify-threshold.ts';

export interface TrustedMetadata {
  /** The pinned root and those that followed, oldest first. */
  roots: readonly Metadata<'root'>[];
  timestamp: Metadata<'timestamp'> | null;
  snapshot: Metadata<'snapshot'> | null;
  targets: Metadata<'targets'> | null;
  withdrawals: Metadata<'targets'> | null;
}

export type RoleName = 'root' | 'timestamp' | 'snapshot' | 'targets' | 'withdrawals';
export const ROLE_NAMES: readonly RoleName[] = ['root', 'timestamp', 'snapshot', 'targets', 'withdrawals'];

/** The delegated role that may only take away. */
export const WITHDRAWALS_ROLE = 'withdrawals';

export function trustedRoot(trust: TrustedMetadata): SignedData<'root'> {
  return newestRoot(trust).signed;
}

function newestRoot(trust: TrustedMetadata): Metadata<'root'> {
  const root = trust.roots.at(-1);
  if (root === undefined) throw new TypeError('trust without a root');
  return root;
}

/** From the root that the package pins. It must hold by its own rules, so that a broken brand is found at once. */
export async function loadTrustedRoot(pinned: Uint8Array, crypto: ChannelCrypto): Promise<TrustedMetadata> {
  const root = parseMetadata('root', 'root.json', pinned);
  await verifyThreshold('root.json', root, root.signed.roles.root, root.signed.keys, crypto);
  return { roots: [root], timestamp: null, snapshot: null, targets: null, withdrawals: null };
}

/** The next root: exactly one version on, signed by the threshold of the old root and by its own. */
export async function updateRoot(
  trust: TrustedMetadata,
  bytes: Uint8Array,
  crypto: ChannelCrypto,
): Promise<TrustedMetadata> {
  const old = trustedRoot(trust);
  const name = `${old.version + 1}.root.json`;
  const root = parseMetadata('root', name, bytes);
  await verifyThreshold(name, root, old.roles.root, old.keys, crypto);
  await verifyThreshold(name, root, root.signed.roles.root, root.signed.keys, crypto);
  checkRollback(name, root.signed.version, old.version + 1);
  if (root.signed.version !== old.version + 1) {
    throw new ChannelError('malformed', `${name}: is version ${root.signed.version}`);
  }
  const next = { ...trust, roots: [...trust.roots, root] };
  return recoverFromFastForward(next, old);
}

/**
 * Fast-forward recovery: a thief of the online keys may have raised versions to the highest number, after which every honest
 * one would be a rollback. When the root replaces those keys, what they said last is forgotten.
 */
function recoverFromFastForward(trust: TrustedMetadata, old: SignedData<'root'>): TrustedMetadata {
  const root = trustedRoot(trust);
  const replaced = (['timestamp', 'snapshot'] as const).some(
    (role) => publicKeysOf(root.roles[role], root.keys) !== publicKeysOf(old.roles[role], old.keys),
  );
  return replaced ? { ...trust, timestamp: null, snapshot: null } : trust;
}

function publicKeysOf(role: Role, keys: Keys): string {
  const signers = new Set(role.keyids.map((id) => (Object.hasOwn(keys, id) ? (keys[id]?.keyval.public ?? '') : '')));
  return `${role.threshold} ${Array.from(signers)
    .sort((a, b) => (a < b ? -1 : 1))
    .join(' ')}`;
}

/** A newer timestamp, or the one already trusted when it has the same version. */
export async function updateTimestamp(
  trust: TrustedMetadata,
  bytes: Uint8Array,
  crypto: ChannelCrypto,
): Promise<TrustedMetadata> {
  const name = 'timestamp.json';
  const timestamp = await verifyTopLevelRole(trust, 'timestamp', name, bytes, crypto);
  const old = trust.timestamp?.signed;
  if (old !== undefined) {
    checkRollback(name, timestamp.signed.version, old.version);
    if (timestamp.signed.version === old.version) return trust;
    checkRollback(
      `${name}: snapshot`,
      timestamp.signed.meta['snapshot.json'].version,
      old.meta['snapshot.json'].version,
    );
  }
  return { ...trust, timestamp };
}

export function snapshotMeta(trust: TrustedMetadata): MetaFile {
  if (trust.timestamp === null) throw new TypeError('snapshot before timestamp');
  return trust.timestamp.signed.meta['snapshot.json'];
}

export async function updateSnapshot(
  trust: TrustedMetadata,
  bytes: Uint8Array,
  crypto: ChannelCrypto,
): Promise<TrustedMetadata> {
  const name = `${snapshotMeta(trust).version}.snapshot.json`;
  await verifyLengthAndHashes(name, bytes, snapshotMeta(trust), crypto);
  const snapshot = await verifyTopLevelRole(trust, 'snapshot', name, bytes, crypto);
  checkVersionMatches(name, snapshot.signed.version, snapshotMeta(trust).version);
  for (const [file, old] of Object.entries(trust.snapshot?.signed.meta ?? {})) {
    const now = metaOf(snapshot.signed, file);
    // A role that vanishes would hide what it had taken away.
    if (now === null) throw new ChannelError('rollback', `${name}: no longer names ${file}`);
    checkRollback(`${name}: ${file}`, now.version, old.version);
  }
  return { ...trust, snapshot };
}

/** What the trusted snapshot says of a role's file, or null. */
export function roleMeta(trust: TrustedMetadata, role: 'targets' | 'withdrawals'): MetaFile | null {
  if (trust.snapshot === null) throw new TypeError(`${role} before snapshot`);
  return metaOf(trust.snapshot.signed, `${role}.json`);
}

function metaOf(snapshot: SignedData<'snapshot'>, file: string): MetaFile | null {
  return Object.hasOwn(snapshot.meta, file) ? (snapshot.meta[file] ?? null) : null;
}

export async function updateTargets(
  trust: TrustedMetadata,
  bytes: Uint8Array,
  crypto: ChannelCrypto,
): Promise<TrustedMetadata> {
  const meta = roleMeta(trust, 'targets');
  if (meta === null) throw new ChannelError('malformed', 'snapshot.json: does not name targets.json');
  const name = `${meta.version}.targets.json`;
  await verifyLengthAndHashes(name, bytes, meta, crypto);
  const targets = await verifyTopLevelRole(trust, 'targets', name, bytes, crypto);
  checkVersionMatches(name, targets.signed.version, meta.version);
  if (Object.hasOwn(targets.signed.targets, WITHDRAWN_TARGET)) {
    throw new ChannelError('malformed', `${name}: ${WITHDRAWN_TARGET} belongs to the role ${WITHDRAWALS_ROLE}`);
  }
  return { ...trust, targets, withdrawals: null };
}

/** Whether the trusted targets name a role for withdrawals. */
export function delegatesWithdrawals(trust: TrustedMetadata): boolean {
  return withdrawalsDelegation(trust) !== null;
}

function withdrawalsDelegation(
  trust: TrustedMetadata,
): { role: Role & { paths?: string[] | undefined }; keys: Keys } | null {
  const delegations = trust.targets?.signed.delegations;
  const role = delegations?.roles.find(({ name }) => name === WITHDRAWALS_ROLE);
  return delegations === undefined || role === undefined ? null : { role, keys: delegations.keys };
}

/** Overreach: this role names its one file, delegates to nobody, and that file's form can only take away. */
export async function updateWithdrawals(
  trust: TrustedMetadata,
  bytes: Uint8Array,
  crypto: ChannelCrypto,
): Promise<TrustedMetadata> {
  const meta = roleMeta(trust, 'withdrawals');
  const delegated = withdrawalsDelegation(trust);
  if (meta === null || delegated === null) {
    throw new ChannelError('malformed', `the role ${WITHDRAWALS_ROLE} is not named by targets and snapshot both`);
  }
  const name = `${meta.version}.${WITHDRAWALS_ROLE}.json`;
  await verifyLengthAndHashes(name, bytes, meta, crypto);
  const withdrawals = parseMetadata('targets', name, bytes);
  await verifyThreshold(name, withdrawals, delegated.role, delegated.keys, crypto);
  checkVersionMatches(name, withdrawals.signed.version, meta.version);
  const names = Object.keys(withdrawals.signed.targets);
  const other = names.find((target) => target !== WITHDRAWN_TARGET);
  if (other !== undefined) throw new ChannelError('overreach', `${name}: names ${other}`);
  if (withdrawals.signed.delegations !== undefined) throw new ChannelError('overreach', `${name}: delegates`);
  if (names.length > 0 && delegated.role.paths?.includes(WITHDRAWN_TARGET) !== true) {
    throw new ChannelError('overreach', `${name}: ${WITHDRAWN_TARGET} was not delegated to it`);
  }
  return { ...trust, withdrawals };
}

/** Files of the trusted release, by name. */
export function trustedTargets(trust: TrustedMetadata): ReadonlyMap<string, TargetFile> {
  return new Map(
    [trust.targets, trust.withdrawals].flatMap((metadata) => Object.entries(metadata?.signed.targets ?? {})),
  );
}

/** Wrong target, endless data: length and SHA-256 are those that were signed, before a byte is read. */
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
    throw new ChannelError('wrong-hash', `${name}: is not the file that was signed`);
  }
}

/** Time at which a trusted role runs out, in milliseconds since 1970; null when there is no such role. */
export function expiryOf(trust: TrustedMetadata, role: RoleName): number | null {
  const metadata = role === 'root' ? newestRoot(trust) : trust[role];
  return metadata === null ? null : Date.parse(metadata.signed.expires);
}

/** A role that is longer past its end than this, in milliseconds, was given up by its people, or the clock is years off. */
export const CLOCK_FAULT_AFTER_MS = 400 * 86_400_000;

/** Freeze: somebody who serves the same old files for ever is found out when they expire, also when nothing changed. */
export function checkExpiry(trust: TrustedMetadata, role: RoleName, now: number): void {
  const expiry = expiryOf(trust, role);
  if (expiry !== null && expiry <= now) {
    const end = new Date(expiry).toISOString();
    throw now - expiry > CLOCK_FAULT_AFTER_MS
      ? new ChannelError('clock', `${role}.json: valid until ${end}, and here it is ${new Date(now).toISOString()}`)
      : new ChannelError('expired', `${role}.json: valid until ${end}`);
  }
}

/** Arbitrary software: only what the role's people signed. */
async function verifyTopLevelRole<T extends Exclude<MetadataType, 'root'>>(
  trust: TrustedMetadata,
  type: T,
  name: string,
  bytes: Uint8Array,
  crypto: ChannelCrypto,
): Promise<Metadata<T>> {
  const metadata = parseMetadata(type, name, bytes);
  const { roles, keys } = trustedRoot(trust);
  await verifyThreshold(name, metadata, roles[type], keys, crypto);
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
