/** The files of one release in a channel's public folder, and copying them. */
import { copyFile, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { channelPaths } from '../channel/channel-folder.ts';
import { TARGETS_FILE, WITHDRAWALS_FILE, type PublishedMetadata } from '../channel/signing/published-metadata.ts';
import { isThere } from '../is-there.ts';
import { makeFolder } from '../make-folder.ts';

/** Paths below the public folder: every root, and what the newest release names. */
export function releaseFiles({ root, timestamp, snapshot, targets, withdrawals }: PublishedMetadata): string[] {
  const named = [targets, withdrawals].flatMap((metadata) =>
    Object.entries(metadata?.signed.targets ?? {}).map(([name, { hashes }]) => `targets/${hashes['sha256']}.${name}`),
  );
  return [
    ...Array.from({ length: root.signed.version }, (_, at) => `${at + 1}.root.json`),
    ...named,
    ...(targets === null ? [] : [`${targets.signed.version}.${TARGETS_FILE}`]),
    ...(withdrawals === null ? [] : [`${withdrawals.signed.version}.${WITHDRAWALS_FILE}`]),
    ...(snapshot === null ? [] : [`${snapshot.signed.version}.snapshot.json`]),
    ...(timestamp === null ? [] : ['timestamp.json']),
  ];
}

/** Copies files between two folders. @param files paths below both folders */
export async function copyFiles(from: string, to: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    makeFolder(dirname(join(to, file)));
    await copyFile(join(from, file), join(to, file));
  }
}

/** The paths of all files below a folder, with `/`, in order; none when there is no folder. */
export async function listFolder(folder: string): Promise<string[]> {
  if (!isThere(folder)) return [];
  const found: string[] = [];
  const walk = async (below: string): Promise<void> => {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) await walk(path);
      else found.push(path);
    }
  };
  await walk('');
  return found.sort();
}

/** Bytes of a file of a channel's public folder; null when it is not there. */
export async function readPublicFile(dir: string, file: string): Promise<Uint8Array | null> {
  const path = join(channelPaths(dir).public, file);
  return isThere(path) ? new Uint8Array(await readFile(path)) : null;
}
