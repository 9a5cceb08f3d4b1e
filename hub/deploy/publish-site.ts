/**
 * Makes the files of the web site from the repository's signed release and the site as it is now. The online key signs a new
 * snapshot and timestamp, above the versions of both. So a timer and a merged release never compete for one version number.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Metadata, Snapshot, Timestamp } from '@tufjs/models';
import { channelPaths } from '../channel/channel-folder.ts';
import { isImmutable } from '../channel/host/host-files.ts';
import { writeKeyFile } from '../channel/key-files/key-file.ts';
import { noteClock } from '../channel/note-clock.ts';
import { publishRelease, openWorkspace, type ReleaseSummary } from '../channel/signing/publish-release.ts';
import { readPublishedMetadata, type PublishedMetadata } from '../channel/signing/published-metadata.ts';
import { publishTo } from '../channel/host/publish-to.ts';
import { verifyChannel } from '../channel/host/verify-channel.ts';
import { isThere } from '../is-there.ts';
import { Refusal } from '../refusal.ts';
import { checkVersions } from './check-versions.ts';
import { copyFiles, listFolder, readPublicFile } from './release-files.ts';
import { writeStatusPage } from './status-page.ts';

export interface PublishSiteOptions {
  /** Folder with `channel.json` and `public/`. */
  channel: string;
  /** Folder of the site; empty for the first release. */
  site: string;
  /** The online key, PEM. */
  onlineKey: string;
  /** Milliseconds since 1970. */
  now: number;
}

/** Versions of the signed list, and of the snapshot that readers then have. */
export type PublishedSite = Pick<ReleaseSummary, 'targets' | 'snapshot'> & { entries: number };

/**
 * Changes the site only when a reader would accept the result. Throws a Refusal when the repository is older than the
 * site. Throws a ChannelError when a signature, a digest or an expiry is wrong.
 */
export async function publishSite({ channel, site, onlineKey, now }: PublishSiteOptions): Promise<PublishedSite> {
  const work = await mkdtemp(join(tmpdir(), 'joblantern-site-'));
  try {
    const [draft, former] = [join(work, 'draft'), join(work, 'former')];
    await copyFiles(channel, draft, ['channel.json']);
    await cp(channelPaths(channel).public, channelPaths(draft).public, { recursive: true });
    const workspace = await openWorkspace({ dir: draft, folders: [await writeOnlineKey(work, onlineKey)], now });
    if (workspace.published.targets === null)
      throw new Refusal('The repository holds no signed list yet: channel sign.');
    if (isThere(join(site, 'timestamp.json'))) {
      await noteClock(channel, now, site);
      await copyFormerRelease(site, former);
      const before = await readPublishedMetadata(former);
      await checkVersions({ dir: former, published: before }, { dir: draft, published: workspace.published });
      workspace.published = continueVersions(workspace.published, before);
      await addFormerFiles(former, draft);
    }
    const release = await publishRelease(workspace, {
      targets: null,
      withdrawals: null,
      withdrawn: new Map(),
      files: [],
    });
    const pinned = (await readPublicFile(channel, '1.root.json')) ?? undefined;
    const verified = await verifyChannel(draft, now, pinned);
    await publishTo({ dir: draft, to: site, now, prune: true });
    await writeStatusPage(site, verified, { list: release.targets, now });
    return { targets: release.targets, snapshot: release.snapshot, entries: verified.entries };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Returns the folder of the key. The key's file is readable by its owner only, and is deleted with the work folder. */
async function writeOnlineKey(work: string, pem: string): Promise<string> {
  const folder = join(work, 'keys');
  // A secret that was pasted in one line has `\n` for its line ends.
  await writeKeyFile(folder, 'online-1', `${pem.replaceAll(String.raw`\n`, '\n').trim()}\n`, null);
  return folder;
}

/** Copies the metadata and target files of a site into the form of a channel's folder. */
async function copyFormerRelease(site: string, former: string): Promise<void> {
  const files = (await listFolder(site)).filter((file) =>
    /^(?:\d+\.[a-z]+\.json|timestamp\.json|targets\/[^/]+)$/u.test(file),
  );
  await copyFiles(site, channelPaths(former).public, files);
}

/**
 * Keeps the files of the former release: readers may still be fetching them. Throws a Refusal when the repository has other
 * bytes under the same name. Snapshots are left out of that: repository and timer number them independently.
 */
async function addFormerFiles(former: string, draft: string): Promise<void> {
  const files = await listFolder(channelPaths(former).public);
  for (const file of files.filter((name) => isImmutable(name) && !name.endsWith('.snapshot.json'))) {
    const [old, next] = [await readPublicFile(former, file), await readPublicFile(draft, file)];
    if (old !== null && next !== null && !Buffer.from(old).equals(Buffer.from(next))) {
      throw new Refusal(`${file} is another one than readers have: a published file never changes.`);
    }
  }
  await copyFiles(channelPaths(former).public, channelPaths(draft).public, files);
}

/** The repository's release, with the version counters of the site where those are higher (TUF 4.3.1). */
function continueVersions(own: PublishedMetadata, former: PublishedMetadata): PublishedMetadata {
  const { snapshot, timestamp } = own;
  if (snapshot === null || timestamp === null) throw new Refusal('The repository holds no snapshot: deploy stage.');
  const highest = (a: number, b: number | undefined): number => Math.max(a, b ?? 0);
  return {
    ...own,
    snapshot: new Metadata(
      new Snapshot({
        ...pick(snapshot.signed),
        version: highest(snapshot.signed.version, former.snapshot?.signed.version),
        meta: snapshot.signed.meta,
      }),
    ),
    timestamp: new Metadata(
      new Timestamp({
        ...pick(timestamp.signed),
        version: highest(timestamp.signed.version, former.timestamp?.signed.version),
        snapshotMeta: timestamp.signed.snapshotMeta,
      }),
    ),
  };
}

const pick = ({ specVersion, expires }: Snapshot | Timestamp) => ({ specVersion, expires });
