/** Reads the newest metadata of each role from a channel's public folder. The next release builds on it. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Metadata, MetadataKind, type Root, type Snapshot, type Targets, type Timestamp } from '@tufjs/models';
import { Refusal } from '../refusal.ts';
import { channelPaths } from './channel-folder.ts';

export interface PublishedMetadata {
  root: Metadata<Root>;
  timestamp: Metadata<Timestamp> | null;
  snapshot: Metadata<Snapshot> | null;
  targets: Metadata<Targets> | null;
  withdrawals: Metadata<Targets> | null;
}

export const TARGETS_FILE = 'targets.json';
export const WITHDRAWALS_FILE = 'withdrawals.json';

/** Throws a Refusal when the folder holds no root. */
export async function readPublishedMetadata(dir: string): Promise<PublishedMetadata> {
  const { public: folder } = channelPaths(dir);
  const read = async (name: string): Promise<MetadataJson | null> => {
    const path = join(folder, name);
    return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as MetadataJson) : null;
  };
  const rootJson = await read(await newestRootName(dir));
  if (rootJson === null) throw new Refusal(`${folder} holds no root.`);
  const root = Metadata.fromJSON(MetadataKind.Root, rootJson);

  const timestampJson = await read('timestamp.json');
  const timestamp = timestampJson === null ? null : Metadata.fromJSON(MetadataKind.Timestamp, timestampJson);
  const snapshotJson = timestamp === null ? null : await read(`${timestamp.signed.snapshotMeta.version}.snapshot.json`);
  const snapshot = snapshotJson === null ? null : Metadata.fromJSON(MetadataKind.Snapshot, snapshotJson);
  const named = async (file: string): Promise<Metadata<Targets> | null> => {
    const version = snapshot?.signed.meta[file]?.version;
    const json = version === undefined ? null : await read(`${version}.${file}`);
    return json === null ? null : Metadata.fromJSON(MetadataKind.Targets, json);
  };
  return { root, timestamp, snapshot, targets: await named(TARGETS_FILE), withdrawals: await named(WITHDRAWALS_FILE) };
}

/** Returns for example `2.root.json`. Throws a Refusal when there is no root. */
export async function newestRootName(dir: string): Promise<string> {
  const { public: folder } = channelPaths(dir);
  const names = existsSync(folder) ? await readdir(folder) : [];
  const versions = names.map((name) => Number(/^(\d+)\.root\.json$/u.exec(name)?.[1] ?? 0));
  const newest = Math.max(0, ...versions);
  if (newest === 0) throw new Refusal(`${dir} is no channel. Make one: channel init ${dir}`);
  return `${newest}.root.json`;
}

/** Returns every root, from the first to the newest, as signed. */
export async function readRoots(dir: string): Promise<{ signed: Record<string, unknown> }[]> {
  const newest = Number.parseInt(await newestRootName(dir), 10);
  const files = Array.from({ length: newest }, (_, at) => join(channelPaths(dir).public, `${at + 1}.root.json`));
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(file, 'utf8')) as { signed: MetadataJson }));
}

type MetadataJson = Parameters<typeof Metadata.fromJSON>[1];
