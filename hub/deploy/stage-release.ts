/** Copies a signed release into the repository that publishes it. No key and no list in clear text goes along. */
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { channelPaths } from '../channel/channel-folder.ts';
import { readPublishedMetadata } from '../channel/signing/published-metadata.ts';
import { verifyChannel } from '../channel/host/verify-channel.ts';
import { isThere } from '../is-there.ts';
import { Refusal } from '../refusal.ts';
import { copyFiles, releaseFiles } from './release-files.ts';

/** Folder of the channel in the repository. */
export const CHANNEL_FOLDER = 'channel';

export interface StagedRelease {
  /** Version of the signed list. */
  list: number;
  entries: number;
  files: number;
}

/**
 * Replaces the repository's channel folder by the newest release. Throws a Refusal when FOLDER is no such repository, and a
 * ChannelError when a reader would refuse the release.
 * @param dir folder of the channel, with its keys
 * @param to folder of the repository
 * @param now milliseconds since 1970
 */
export async function stageRelease(dir: string, to: string, now: number): Promise<StagedRelease> {
  if (!isThere(join(to, 'program'))) {
    throw new Refusal(`${to} is no repository for a host. Make one: deploy init --to ${to}`);
  }
  const { entries } = await verifyChannel(dir, now);
  const published = await readPublishedMetadata(dir);
  const files = releaseFiles(published);
  const work = await mkdtemp(join(tmpdir(), 'joblantern-stage-'));
  try {
    await copyFiles(channelPaths(dir).public, channelPaths(work).public, files);
    await copyFiles(dir, work, ['channel.json']);
    const target = join(to, CHANNEL_FOLDER);
    const fresh = `${target}.new`;
    await rm(fresh, { recursive: true, force: true });
    await cp(work, fresh, { recursive: true });
    await rm(target, { recursive: true, force: true });
    await rename(fresh, target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return { list: published.targets?.signed.version ?? 0, entries, files: files.length };
}
