/**
 * The steps that update the trusted metadata of a TUF client (specification 1.0, section 5). No I/O and no clock. Each step
 * takes the trusted metadata and new bytes, and returns new trusted metadata or throws a ChannelError. It never changes its
 * argument: a refused step leaves the trusted metadata as it was.
 *
 *     pinned root -> newer roots -> timestamp -> snapshot -> targets -> withdrawals -> target files
 *
 * Expiry is checked separately (`checkExpiry`). A release that was trusted stays in use after its expiry and is shown
 * as old.
 */
import { WITHDRAWN_TARGET } from '../indicators/indicator-list.ts';
import type { ChannelCrypto } from './channel-crypto.ts';
import { ChannelError } from './channel-error.ts';
import { parseMetadata, type Metadata, type MetadataType } from './metadata.ts';
import { onlineKeysOf } from './online-keys.ts';
import {
  metaOf,
  roleMeta,
  snapshotMeta,
  trustedRoot,
  withdrawalsDelegation,
  WITHDRAWALS_ROLE,
  type TrustedMetadata,
} from './trusted-metadata.ts';
import { verifyLengthAndHashes } from './verify-length-and-hashes.ts';
import { verifyKeyIds, verifyThreshold } from './verify-threshold.ts';

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
