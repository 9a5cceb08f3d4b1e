/** Whether the files of the release in a channel's folder belong together. Nothing may be signed over a mixture of two releases. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MetaFile } from '@tufjs/models';
import { Refusal } from '../../refusal.ts';
import { channelPaths } from '../channel-folder.ts';
import { readPublishedMetadata } from './published-metadata.ts';
import { sha256Hex } from './sign-for-role.ts';

/** Throws a Refusal that names a file which is another one than the timestamp or the snapshot names. */
export async function requireWholeRelease(dir: string): Promise<void> {
  const { timestamp, snapshot } = await readPublishedMetadata(dir);
  if (timestamp === null || snapshot === null) return;
  const snapshotName = `${snapshot.signed.version}.snapshot.json`;
  await requireDigest(dir, snapshotName, timestamp.signed.snapshotMeta, 'timestamp.json');
  for (const [role, meta] of Object.entries(snapshot.signed.meta))
    await requireDigest(dir, `${meta.version}.${role}`, meta, snapshotName);
}

async function requireDigest(dir: string, name: string, { hashes }: MetaFile, by: string): Promise<void> {
  const path = join(channelPaths(dir).public, name);
  const sha256 = hashes?.['sha256'];
  if (sha256 === undefined || sha256Hex(await readFile(path)) === sha256) return;
  throw new Refusal(
    `${path} is another one than ${by} names: two machines signed this version, or one of the two files is still on its way here.`,
    'Wait until all files are here. Else put back the one that belongs to it, from the host or from the other machine. Nothing was changed.',
  );
}
