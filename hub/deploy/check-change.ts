/** Checks a proposed change of the repository before two people merge it. Only what is signed may pass. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { channelPaths, readChannelConfig } from '../channel/channel-folder.ts';
import { readPublishedMetadata } from '../channel/signing/published-metadata.ts';
import { verifyChannel } from '../channel/host/verify-channel.ts';
import { isThere } from '../is-there.ts';
import { Refusal } from '../refusal.ts';
import { checkVersions, type ReleaseFolder } from './check-versions.ts';
import { describeReleaseChange } from './describe-release-change.ts';
import { listFolder, readPublicFile, releaseFiles } from './release-files.ts';
import { CHANNEL_FOLDER } from './stage-release.ts';

export interface CheckChangeOptions {
  /** Folder of the repository as it is. */
  base: string;
  /** Folder of the repository as it would be. Nothing in it is run. */
  change: string;
  /** Folder of the channel on this machine, for names; null where there is none. */
  names: string | null;
  /** Milliseconds since 1970. */
  now: number;
}

/** Returns every change, a line each. Throws a Refusal or a ChannelError when something is not covered by signatures. */
export async function checkChange({ base, change, names, now }: CheckChangeOptions): Promise<string[]> {
  const strange = await unsignedChanges(base, change);
  if (strange.length > 0) {
    throw new Refusal(
      'These files are not covered by any signature of the list:',
      ...strange.map((file) => `  ${file}`),
      'Propose them apart from a release. Two people must read each of them.',
    );
  }
  const after = await readRelease(join(change, CHANNEL_FOLDER));
  if (after === null) throw new Refusal('The change holds no signed list: deploy stage.');
  const before = await readRelease(join(base, CHANNEL_FOLDER));
  if (before !== null) await checkVersions(before, after);
  await checkConfig(base, change, before !== null);
  await verifySigned(before ?? after, after, now);
  const extra = await unnamedFiles(after);
  if (extra.length > 0) throw new Refusal(`No signed file names these: ${extra.join(', ')}.`);
  return describeReleaseChange(before, after, names);
}

async function readRelease(dir: string): Promise<ReleaseFolder | null> {
  if (!isThere(channelPaths(dir).public)) return null;
  const published = await readPublishedMetadata(dir);
  return published.targets === null ? null : { dir, published };
}

/** Files outside the channel's folder that the change adds, changes or removes. Packages installed in `base` are left out. */
async function unsignedChanges(base: string, change: string): Promise<string[]> {
  const isOutside = (file: string): boolean => !file.startsWith(`${CHANNEL_FOLDER}/`) && !/^\.git(?:\/|$)/u.test(file);
  const isPackage = (file: string): boolean => /(?:^|\/)node_modules(?:\/|$)/u.test(file);
  const old = (await listFolder(base)).filter((file) => isOutside(file) && !isPackage(file));
  const next = (await listFolder(change)).filter(isOutside);
  const found: string[] = [];
  for (const file of new Set([...old, ...next])) {
    if (!old.includes(file)) found.push(`${file} (new)`);
    else if (!next.includes(file)) found.push(`${file} (removed)`);
    else if (!(await readFile(join(base, file))).equals(await readFile(join(change, file)))) found.push(file);
  }
  return found.sort();
}

/** `channel.json` is not signed. The timer takes the validity of its signatures from it. */
async function checkConfig(base: string, change: string, isKnown: boolean): Promise<void> {
  const next = await readChannelConfig(join(change, CHANNEL_FOLDER));
  if (!isKnown) return;
  const old = await readChannelConfig(join(base, CHANNEL_FOLDER));
  if (JSON.stringify(old) !== JSON.stringify(next)) {
    throw new Refusal('channel.json changes, and no signature covers it. Two people must read it: propose it apart.');
  }
}

/**
 * Verifies the release by the pinned first root of the repository. The timer signs snapshot and timestamp again, so those two
 * may have expired since; everything else must be valid now.
 */
async function verifySigned(before: ReleaseFolder, after: ReleaseFolder, now: number): Promise<void> {
  const { timestamp, snapshot } = after.published;
  const expiries = [timestamp, snapshot].map((metadata) => Date.parse(metadata?.signed.expires ?? ''));
  const at = Math.min(now, ...expiries.map((expiry) => expiry - 1000));
  const pinned = (await readPublicFile(before.dir, '1.root.json')) ?? undefined;
  const { expiries: roles } = await verifyChannel(after.dir, at, pinned);
  for (const { role, at: expiry } of roles) {
    if (role === 'snapshot' || role === 'timestamp' || Date.parse(expiry) > now) continue;
    throw new Refusal(`The ${role} expired on ${expiry.slice(0, 10)}: sign it again (channel sign).`);
  }
}

/** Files of the channel's folder that the release does not name. */
async function unnamedFiles({ dir, published }: ReleaseFolder): Promise<string[]> {
  const named = new Set(releaseFiles(published).map((file) => `public/${file}`));
  return (await listFolder(dir)).filter((file) => !named.has(file) && file !== 'channel.json');
}
