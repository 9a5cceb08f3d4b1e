/** Reads the newest metadata of each role from a channel's public folder. The next release builds on it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Metadata, MetadataKind, type Root, type Snapshot, type Targets, type Timestamp } from '@tufjs/models';
import { isThere } from '../../is-there.ts';
import { Refusal } from '../../refusal.ts';
import { channelPaths, readChannelConfig } from '../channel-folder.ts';
import { readJsonFile } from '../read-json-file.ts';

export interface PublishedMetadata {
  root: Metadata<Root>;
  timestamp: Metadata<Timestamp> | null;
  snapshot: Metadata<Snapshot> | null;
  targets: Metadata<Targets> | null;
  withdrawals: Metadata<Targets> | null;
}

/** The files are public: a host or a copy of one has them, too. */
export const PUT_BACK = 'Put a copy of that file back: the host has one of the same name. Nothing was changed.';

export const TARGETS_FILE = 'targets.json';
export const WITHDRAWALS_FILE = 'withdrawals.json';

/**
 * Throws a Refusal when the folder holds no root, or lacks a file of its release. Without it the versions would begin anew, and
 * readers would refuse every release.
 */
export async function readPublishedMetadata(dir: string): Promise<PublishedMetadata> {
  const { public: folder } = channelPaths(dir);
  const read = async (name: string): Promise<MetadataJson | null> => {
    const path = join(folder, name);
    return isThere(path) ? ((await readJsonFile(path, PUT_BACK)) as MetadataJson) : null;
  };
  const readNamed = async (name: string): Promise<MetadataJson> => {
    const json = await read(name);
    if (json === null) throw missing(name);
    return json;
  };
  const parse = <T>(name: string, fromJson: () => T): T => {
    try {
      return fromJson();
    } catch (error) {
      throw new Refusal(`${join(folder, name)} is no signed metadata: ${(error as Error).message}`, PUT_BACK);
    }
  };
  const rootName = await newestRootName(dir);
  const rootJson = await read(rootName);
  if (rootJson === null) throw new Refusal(`${folder} holds no root.`);
  const root = parse(rootName, () => Metadata.fromJSON(MetadataKind.Root, rootJson));

  const missing = (name: string): Refusal => new Refusal(`${join(folder, name)} is missing.`, PUT_BACK);
  const timestampJson = await read('timestamp.json');
  if (timestampJson === null && (await wasSignedToItsEnd(dir))) throw missing('timestamp.json');
  const none = { root, timestamp: null, snapshot: null, targets: null, withdrawals: null };
  if (timestampJson === null) return none;
  const timestamp = parse('timestamp.json', () => Metadata.fromJSON(MetadataKind.Timestamp, timestampJson));
  const snapshotName = `${timestamp.signed.snapshotMeta.version}.snapshot.json`;
  const snapshotJson = await readNamed(snapshotName);
  const snapshot = parse(snapshotName, () => Metadata.fromJSON(MetadataKind.Snapshot, snapshotJson));
  const named = async (file: string): Promise<Metadata<Targets> | null> => {
    const version = snapshot.signed.meta[file]?.version;
    if (version === undefined) return null;
    const json = await readNamed(`${version}.${file}`);
    return parse(`${version}.${file}`, () => Metadata.fromJSON(MetadataKind.Targets, json));
  };
  return { root, timestamp, snapshot, targets: await named(TARGETS_FILE), withdrawals: await named(WITHDRAWALS_FILE) };
}

/** Whether there was a timestamp. A first "sign" that was killed leaves files of version 1 alone, and no signed.csv. */
async function wasSignedToItsEnd(dir: string): Promise<boolean> {
  const { public: folder, signed } = channelPaths(dir);
  return isThere(signed) || (await readdir(folder)).some((name) => /^(?!1\.)\d+\.snapshot\.json$/u.test(name));
}

/** Returns for example `2.root.json`. Throws a Refusal when there is no root. */
export async function newestRootName(dir: string): Promise<string> {
  const { public: folder } = channelPaths(dir);
  const names = isThere(folder) ? await readdir(folder) : [];
  const versions = names.map((name) => Number(/^(\d+)\.root\.json$/u.exec(name)?.[1] ?? 0));
  const newest = Math.max(0, ...versions);
  if (newest === 0) {
    await readChannelConfig(dir);
    throw new Refusal(`${folder} holds no root.`, PUT_BACK);
  }
  return `${newest}.root.json`;
}

/** Returns every root, from the first to the newest, as signed. */
export async function readRoots(dir: string): Promise<{ signed: Record<string, unknown> }[]> {
  const newest = Number.parseInt(await newestRootName(dir), 10);
  const files = Array.from({ length: newest }, (_, at) => join(channelPaths(dir).public, `${at + 1}.root.json`));
  return Promise.all(files.map(async (file) => (await readJsonFile(file, PUT_BACK)) as { signed: MetadataJson }));
}

type MetadataJson = Parameters<typeof Metadata.fromJSON>[1];
