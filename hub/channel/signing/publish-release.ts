/** Publishes a release: signs snapshot and timestamp over new metadata, and writes all files. */
import { Metadata, Snapshot, Timestamp, type Key } from '@tufjs/models';
import { WITHDRAWN_TARGET } from '../../../utils/indicators/indicator-list.ts';
import { Refusal } from '../../refusal.ts';
import { readChannelConfig, type ChannelConfig } from '../channel-folder.ts';
import { endKilledKeyChange } from '../key-files/key-change.ts';
import { readPublicKeys } from '../key-files/public-keys.ts';
import { readPublishedMetadata, TARGETS_FILE, WITHDRAWALS_FILE, type PublishedMetadata } from './published-metadata.ts';
import {
  expiryAfter,
  metadataFile,
  metaFileOf,
  sha256Hex,
  signForRole,
  TUF_SPEC_VERSION,
  writePublicFiles,
  type OutputFile,
} from './sign-for-role.ts';
import { keyFromPublicHex, readKeys, roleOfName, type KeyOptions, type SigningKey } from '../key-files/signing-keys.ts';
import { topLevelRole, type SigningWorkspace, type SignedTargets, type SignedWithdrawals } from './signed-targets.ts';
import type { WithdrawnEntry } from '../list/withdrawn-file.ts';

/** Versions and content of a release. */
export interface ReleaseSummary {
  root: number;
  targets: number;
  withdrawals: number;
  snapshot: number;
  timestamp: number;
  entries: number;
  withdrawn: number;
  files: string[];
}

export interface SigningOptions extends KeyOptions {
  dir: string;
  /** Milliseconds since 1970. */
  now: number;
  /** Overrides the channel's validity, in days. */
  days?: Partial<ChannelConfig['days']>;
}

export async function openWorkspace(options: SigningOptions): Promise<SigningWorkspace & { publisher: string }> {
  const { dir, now, days } = options;
  const config = await readChannelConfig(dir);
  await endKilledKeyChange(dir);
  const keys = await readKeys(dir, options);
  const published = await readPublishedMetadata(dir);
  return {
    dir,
    now,
    days: { ...config.days, ...days },
    publisher: config.publisher,
    keys,
    withdrawers: await withdrawalKeysOf(dir, keys, published),
    published,
  };
}

/** Returns the known withdrawals keys; for a channel without public-keys.json, the published keys and those here. */
async function withdrawalKeysOf(
  dir: string,
  keys: readonly SigningKey[],
  { targets }: PublishedMetadata,
): Promise<Key[]> {
  const known = Array.from(await readPublicKeys(dir)).filter(([name]) => roleOfName(name) === 'withdrawals');
  if (known.length > 0) return known.map(([, hex]) => keyFromPublicHex(hex));
  const named = Object.values(targets?.signed.delegations?.keys ?? {});
  const here = keys.filter(({ role }) => role === 'withdrawals').map(({ key }) => key);
  return [...new Map([...named, ...here].map((key) => [key.keyID, key])).values()];
}

export interface ReleaseParts {
  targets: SignedTargets | null;
  withdrawals: SignedWithdrawals | null;
  withdrawn: ReadonlyMap<string, WithdrawnEntry>;
  files: readonly OutputFile[];
  /** Called once all is signed: what must be on the disk before readers can see the release. */
  beforeWriting?: () => Promise<void>;
}

/** Snapshot and timestamp are signed by one key, which lies in the folder unencrypted. */
const onlineKeyAdvice = (dir: string): string[] => [
  `That is the online key, a file keys/online-1.pem or of a higher number. Put a copy of it into ${dir}, or name its folder with --keys.`,
  `If it is lost: "channel keys ${dir}" says its name, and channel recover ${dir} --lost NAME replaces it. Nothing was signed.`,
];

/**
 * Signs snapshot and timestamp over new and unchanged metadata, and writes all files, `timestamp.json` last. Until then
 * readers see the whole former release.
 */
export async function publishRelease(
  workspace: SigningWorkspace,
  { targets, withdrawals, withdrawn, files, beforeWriting }: ReleaseParts,
): Promise<Omit<ReleaseSummary, 'entries'>> {
  const { dir, now, days, keys, published } = workspace;
  const meta = { ...published.snapshot?.signed.meta };
  if (targets !== null) meta[TARGETS_FILE] = targets.meta;
  if (withdrawals !== null) meta[WITHDRAWALS_FILE] = withdrawals.meta;
  const snapshot = new Snapshot({
    version: (published.snapshot?.signed.version ?? 0) + 1,
    specVersion: TUF_SPEC_VERSION,
    expires: expiryAfter(now, days.snapshot),
    meta,
  });
  const signedSnapshot = await signForRole(
    new Metadata(snapshot),
    'snapshot',
    topLevelRole(published, 'snapshot'),
    keys,
  ).catch((error: unknown) => {
    throw error instanceof Refusal ? new Refusal(...error.lines, ...onlineKeyAdvice(dir)) : error;
  });
  const snapshotFile = metadataFile(signedSnapshot, `${snapshot.version}.snapshot.json`);
  const timestamp = new Timestamp({
    version: (published.timestamp?.signed.version ?? 0) + 1,
    specVersion: TUF_SPEC_VERSION,
    expires: expiryAfter(now, days.timestamp),
    snapshotMeta: metaFileOf(snapshotFile, snapshot.version),
  });
  const signed = await signForRole(new Metadata(timestamp), 'timestamp', topLevelRole(published, 'timestamp'), keys);
  await beforeWriting?.();
  const targetFiles = [...files, ...(withdrawals === null ? [] : [withdrawals.target])];
  await writePublicFiles(dir, [
    ...targetFiles.map(({ name, bytes }) => ({ name: `targets/${sha256Hex(bytes)}.${name}`, bytes })),
    ...(withdrawals === null ? [] : [withdrawals.file]),
    ...(targets === null ? [] : [targets.file]),
    snapshotFile,
    metadataFile(signed, 'timestamp.json'),
  ]);
  const inForce = targets?.metadata ?? published.targets;
  return {
    root: published.root.signed.version,
    targets: meta[TARGETS_FILE]?.version ?? 0,
    withdrawals: meta[WITHDRAWALS_FILE]?.version ?? 0,
    snapshot: snapshot.version,
    timestamp: timestamp.version,
    withdrawn: withdrawn.size,
    files: [...Object.keys(inForce?.signed.targets ?? {}), WITHDRAWN_TARGET],
  };
}
