/** How anything is published: who sits down to sign, and the snapshot and timestamp that go over every change. */
import { Metadata, Snapshot, Timestamp, type Key } from '@tufjs/models';
import { WITHDRAWN } from '../../utils/indicators/list.ts';
import { readConfig, type ChannelConfig } from './folder.ts';
import { readPublicKeys } from './public-keys.ts';
import { readPublished, TARGETS_FILE, WITHDRAWALS_FILE, type Published } from './published.ts';
import {
  expiryAfter,
  fileOf,
  metaFileOf,
  sha256Hex,
  signFor,
  SPEC_VERSION,
  writePublic,
  type Written,
} from './signer.ts';
import { keyFrom, readKeys, roleOfName, type KeysWish, type SigningKey } from './signing-keys.ts';
import { roleOf, type Desk, type Made, type MadeWithdrawals } from './targets-role.ts';
import type { WithdrawnEntry } from './withdrawn-file.ts';

/** Versions of a release, and what it holds. */
export interface Release {
  root: number;
  targets: number;
  withdrawals: number;
  snapshot: number;
  timestamp: number;
  entries: number;
  withdrawn: number;
  files: string[];
}

export interface Seat extends KeysWish {
  dir: string;
  /** Milliseconds since 1970. */
  now: number;
  /** Other validity than the channel's own, in days. */
  days?: Partial<ChannelConfig['days']>;
}

export async function sitDown(seat: Seat): Promise<Desk & { publisher: string }> {
  const { dir, now, days } = seat;
  const config = await readConfig(dir);
  const keys = await readKeys(dir, seat);
  const published = await readPublished(dir);
  return {
    dir,
    now,
    days: { ...config.days, ...days },
    publisher: config.publisher,
    keys,
    withdrawers: await withdrawersOf(dir, keys, published),
    published,
  };
}

/** Those whom the channel remembers; for a channel that remembers nobody, those named so far or here. */
async function withdrawersOf(dir: string, keys: readonly SigningKey[], { targets }: Published): Promise<Key[]> {
  const known = Array.from(await readPublicKeys(dir)).filter(([name]) => roleOfName(name) === 'withdrawals');
  if (known.length > 0) return known.map(([, hex]) => keyFrom(hex));
  const named = Object.values(targets?.signed.delegations?.keys ?? {});
  const here = keys.filter(({ role }) => role === 'withdrawals').map(({ key }) => key);
  return [...new Map([...named, ...here].map((key) => [key.keyID, key])).values()];
}

export interface Parts {
  targets: Made | null;
  withdrawals: MadeWithdrawals | null;
  withdrawn: ReadonlyMap<string, WithdrawnEntry>;
  files: readonly Written[];
}

/**
 * Signs snapshot and timestamp over the new parts and the old ones, and writes all: files whose names carry a version or a
 * digest first, `timestamp.json` last. Until that moment readers see the former release, whole.
 */
export async function publish(
  desk: Desk,
  { targets, withdrawals, withdrawn, files }: Parts,
): Promise<Omit<Release, 'entries'>> {
  const { dir, now, days, keys, published } = desk;
  const meta = { ...published.snapshot?.signed.meta };
  if (targets !== null) meta[TARGETS_FILE] = targets.meta;
  if (withdrawals !== null) meta[WITHDRAWALS_FILE] = withdrawals.meta;
  const snapshot = new Snapshot({
    version: (published.snapshot?.signed.version ?? 0) + 1,
    specVersion: SPEC_VERSION,
    expires: expiryAfter(now, days.snapshot),
    meta,
  });
  const signedSnapshot = await signFor(new Metadata(snapshot), 'snapshot', roleOf(published, 'snapshot'), keys);
  const snapshotFile = fileOf(signedSnapshot, `${snapshot.version}.snapshot.json`);
  const timestamp = new Timestamp({
    version: (published.timestamp?.signed.version ?? 0) + 1,
    specVersion: SPEC_VERSION,
    expires: expiryAfter(now, days.timestamp),
    snapshotMeta: metaFileOf(snapshotFile, snapshot.version),
  });
  const signed = await signFor(new Metadata(timestamp), 'timestamp', roleOf(published, 'timestamp'), keys);
  const targetFiles = [...files, ...(withdrawals === null ? [] : [withdrawals.target])];
  await writePublic(dir, [
    ...targetFiles.map(({ name, bytes }) => ({ name: `targets/${sha256Hex(bytes)}.${name}`, bytes })),
    ...(withdrawals === null ? [] : [withdrawals.file]),
    ...(targets === null ? [] : [targets.file]),
    snapshotFile,
    fileOf(signed, 'timestamp.json'),
  ]);
  const inForce = targets?.metadata ?? published.targets;
  return {
    root: published.root.signed.version,
    targets: meta[TARGETS_FILE]?.version ?? 0,
    withdrawals: meta[WITHDRAWALS_FILE]?.version ?? 0,
    snapshot: snapshot.version,
    timestamp: timestamp.version,
    withdrawn: withdrawn.size,
    files: [...Object.keys(inForce?.signed.targets ?? {}), WITHDRAWN],
  };
}
