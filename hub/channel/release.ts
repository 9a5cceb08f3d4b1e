/**
 * Signs and publishes: the whole list (`signChannel`), a withdrawal by one key (`withdraw`), or freshness alone
 * (`refreshChannel`). Files whose names carry a version or a digest are written first, `timestamp.json` last: until that
 * moment readers see the former release, whole.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Metadata, Snapshot, Timestamp } from '@tufjs/models';
import { dayOf } from '../../utils/indicators/days.ts';
import { hashOf, hashText } from '../../utils/indicators/hash.ts';
import { WITHDRAWN } from '../../utils/indicators/list.ts';
import type { Indicator } from '../../utils/model/indicator.ts';
import { Refusal } from '../refusal.ts';
import { saidFiles } from './desk-file.ts';
import { readConfig, type ChannelConfig } from './folder.ts';
import { readList } from './list-file.ts';
import { releaseList } from './list-release.ts';
import { readPublished, TARGETS_FILE, WITHDRAWALS_FILE } from './published.ts';
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
import { readKeys } from './signing-keys.ts';
import { newTargets, newWithdrawals, roleOf, type Desk, type Made, type MadeWithdrawals } from './targets-role.ts';
import { readWithdrawn, writeWithdrawn, type WithdrawnEntry } from './withdrawn-file.ts';

export interface SignWish {
  dir: string;
  /** Folder of compiled knowledge to publish with the list; without it the knowledge published last stays. */
  knowledge?: string;
  /** Milliseconds since 1970. */
  now: number;
  /** Other validity than the channel's own, in days. */
  days?: Partial<ChannelConfig['days']>;
}

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

async function sitDown({
  dir,
  now,
  days,
}: Pick<SignWish, 'dir' | 'now' | 'days'>): Promise<Desk & { publisher: string }> {
  const config = await readConfig(dir);
  return {
    dir,
    now,
    days: { ...config.days, ...days },
    publisher: config.publisher,
    keys: await readKeys(dir),
    published: await readPublished(dir),
  };
}

/** Throws a Refusal, and publishes nothing, when a key is missing. */
export async function signChannel(wish: SignWish): Promise<Release> {
  const desk = await sitDown(wish);
  const entries = await readList(wish.dir);
  const before = desk.published.targets?.signed;
  const version = (before?.version ?? 0) + 1;
  const list = await releaseList(entries, desk.publisher, { ...desk, version });
  const knowledge = wish.knowledge === undefined ? null : await knowledgeFiles(wish.knowledge);
  const files = [...list.files, ...(knowledge ?? []), ...(await saidFiles(wish.dir))];
  const withdrawn = await readWithdrawn(wish.dir);
  for (const hash of withdrawn.keys()) if (!entries.has(hash)) withdrawn.delete(hash);

  const others =
    knowledge === null ? Object.entries(before?.targets ?? {}).filter(([name]) => !name.startsWith('step.')) : [];
  const targets = newTargets(desk, { ...Object.fromEntries(others), ...list.kept }, files);
  const withdrawals = newWithdrawals(desk, withdrawn, targets.metadata.signed);
  const release = await publish(desk, { targets, withdrawals, withdrawn, files });
  await writeWithdrawn(wish.dir, withdrawn);
  return { ...release, entries: entries.size };
}

export interface WithdrawWish {
  dir: string;
  indicators: readonly Indicator[];
  as: 'removed' | 'disputed';
  now: number;
}

/** Takes names back at once with one key. Throws a Refusal when one is not on the list, or no key for it is here. */
export async function withdraw({ dir, indicators, as, now }: WithdrawWish): Promise<Release> {
  const desk = await sitDown({ dir, now });
  const entries = await readList(dir);
  const withdrawn = await readWithdrawn(dir);
  for (const indicator of indicators) {
    const hash = hashText(hashOf(indicator));
    if (!entries.has(hash)) throw new Refusal(`${indicator.value} is not on the list.`, 'Nothing was withdrawn.');
    withdrawn.set(hash, { kind: indicator.kind, value: indicator.value, on: dayOf(now), as });
  }
  const { targets } = desk.published;
  if (targets === null) throw new Refusal('Nothing was signed yet, so there is nothing to withdraw from.');
  const withdrawals = newWithdrawals(desk, withdrawn, targets.signed);
  const release = await publish(desk, { targets: null, withdrawals, withdrawn, files: [] });
  await writeWithdrawn(dir, withdrawn);
  return { ...release, entries: entries.size };
}

/** A new timestamp and snapshot for what is published: needs the online key only, and is run at least every few days. */
export async function refreshChannel({ dir, now, days }: Pick<SignWish, 'dir' | 'now' | 'days'>): Promise<Release> {
  const desk = await sitDown({ dir, now, ...(days === undefined ? {} : { days }) });
  if (desk.published.targets === null) throw new Refusal('Nothing was signed yet.');
  const release = await publish(desk, {
    targets: null,
    withdrawals: null,
    withdrawn: await readWithdrawn(dir),
    files: [],
  });
  return { ...release, entries: (await readList(dir)).size };
}

async function knowledgeFiles(knowledge: string): Promise<Written[]> {
  if (!existsSync(knowledge)) throw new Refusal(`There is no folder ${knowledge}: compile the knowledge first.`);
  const names = (await readdir(knowledge)).filter((name) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/u.test(name)).sort();
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(knowledge, name)) })));
}

interface Parts {
  targets: Made | null;
  withdrawals: MadeWithdrawals | null;
  withdrawn: ReadonlyMap<string, WithdrawnEntry>;
  files: readonly Written[];
}

/** Signs snapshot and timestamp over the new parts and the old ones, and writes all. */
async function publish(
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
  const snapshotFile = fileOf(
    signFor(new Metadata(snapshot), 'snapshot', roleOf(published, 'snapshot'), keys),
    `${snapshot.version}.snapshot.json`,
  );
  const timestamp = new Timestamp({
    version: (published.timestamp?.signed.version ?? 0) + 1,
    specVersion: SPEC_VERSION,
    expires: expiryAfter(now, days.timestamp),
    snapshotMeta: metaFileOf(snapshotFile, snapshot.version),
  });
  const signed = signFor(new Metadata(timestamp), 'timestamp', roleOf(published, 'timestamp'), keys);
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
