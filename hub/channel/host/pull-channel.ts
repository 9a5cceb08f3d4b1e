/** Takes over from the host what a timer or another person has signed. The next signature builds on it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChannelState } from '../../../utils/channel/stored-release.ts';
import { parseMetadata } from '../../../utils/channel/metadata.ts';
import { onlineKeysOf } from '../../../utils/channel/online-keys.ts';
import { WITHDRAWN_TARGET } from '../../../utils/indicators/indicator-list.ts';
import { decodeWithdrawals, type Withdrawals } from '../../../utils/indicators/withdrawals.ts';
import { isThere } from '../../is-there.ts';
import { Refusal } from '../../refusal.ts';
import { channelPaths, readChannelConfig, writeAtomically } from '../channel-folder.ts';
import { readList, readSignedList } from '../list/list-file.ts';
import { holdsAll, mergeRelease, type HostRelease, type ListRelease, type TwoReleases } from './merge-release.ts';
import type { SigningOptions } from '../signing/publish-release.ts';
import { newestRootName, readPublishedMetadata, type PublishedMetadata } from '../signing/published-metadata.ts';
import { sha256Hex } from '../signing/sign-for-role.ts';
import { verifyChannel } from './verify-channel.ts';
import { readPublishedWithdrawals, readWithdrawn, writeWithdrawn } from '../list/withdrawn-file.ts';

export interface PullResult {
  /** Names of the files taken over. */
  files: string[];
  /** Version of the newest snapshot. */
  snapshot: number;
  /** Whether this folder had something signed that the host lacks: a new release holds both, and must be published. */
  isMerged: boolean;
}

/**
 * Verifies the host's release by the folder's own first root. Throws a Refusal when the list itself was signed elsewhere, and a
 * ChannelError when the host serves another channel.
 */
export async function pullChannel(options: SigningOptions & { url: string }): Promise<PullResult> {
  const { dir, url, now } = options;
  await readChannelConfig(dir);
  const folder = channelPaths(dir).public;
  const pinned = new Uint8Array(await readFile(join(folder, '1.root.json')));
  const { state } = await verifyChannel(url, now, pinned);
  const published = await readPublishedMetadata(dir);
  const hostRoot = state.roots.at(-1) ?? pinned;
  if (versionOf(hostRoot) > published.root.signed.version) {
    throw new Refusal('The host has a newer root than this folder: take over the folder of the person who made it.');
  }
  const mine = await requireOwnList(folder, state, published);
  const host = requireWithdrawals(state);
  const both = await compareReleases(dir, { host, mine, hostRoot });
  // This folder may have been refreshed or signed, and not published, while another machine went on from the same release.
  const isOlder = versionOf(host.timestamp) <= mine.timestamp.signed.version;
  if (isOlder && (await isStored(folder, ...snapshotFile(host)))) {
    return { files: [], snapshot: mine.snapshot.signed.version, isMerged: false };
  }
  const taken: [name: string, bytes: Uint8Array][] = [];
  for (const file of releaseFiles(host)) if (!(await isStored(folder, ...file))) taken.push(file);
  const files = taken.map(([name]) => name);
  const isMerged = isOlder || isSignedOnlyHere(both);
  // Before a release that holds them: a "pull" that is killed after it would take them for known, and the next signature of the
  // list would list the names again.
  const takeOver = async (): Promise<void> => {
    if (!both.areTheirsKnown) await takeOverWithdrawals(dir, both.own, both.theirs);
  };
  const merged = isMerged ? await mergeRelease(options, both, takeOver) : null;
  if (merged === null) {
    for (const [name, bytes] of taken) await writeAtomically(join(folder, name), bytes);
    await takeOver();
  } else {
    // "publish" asks whether this folder knows what the host has, and keeps it for readers who are fetching it.
    if (versionOf(host.snapshot) < merged.snapshot) {
      const [name, bytes] = snapshotFile(host);
      for (const [file, data] of taken) {
        // A version that was signed here, too, stays as it was signed here.
        if (!isThere(join(folder, file))) await writeAtomically(join(folder, file), data);
      }
      await writeAtomically(join(folder, name), bytes);
    }
    return { files, snapshot: merged.snapshot, isMerged };
  }
  await writeAtomically(join(folder, 'timestamp.json'), host.timestamp);
  return { files: [...files, 'timestamp.json'], snapshot: versionOf(host.snapshot), isMerged };
}

/** The list is signed by people, so only they can say which of two lists is meant. */
async function requireOwnList(
  folder: string,
  { targets }: ChannelState,
  mine: PublishedMetadata,
): Promise<ListRelease> {
  const [hostVersion, ownVersion] = [versionOf(targets), mine.targets?.signed.version ?? 0];
  const isOther = hostVersion === ownVersion && !(await isStored(folder, `${ownVersion}.targets.json`, targets));
  if (isListRelease(mine) && hostVersion <= ownVersion && !isOther) return mine;
  throw new Refusal(
    isOther
      ? `The host has another version ${hostVersion} of the list than this folder: somebody else signed it.`
      : `The host has version ${hostVersion} of the list, and this folder has version ${ownVersion}: somebody else signed it.`,
    'Take over list.csv and public from their folder first, or their work is lost.',
    'If this folder is an old copy that was put back: copy targets, timestamp.json and the .json files with a number from the host into public.',
    'Then "channel diff" shows what the rows here lack.',
  );
}

const isListRelease = (published: PublishedMetadata): published is ListRelease =>
  Object.values(published).every((part) => part !== null);

/** Whoever holds the withdrawals key alone can sign withdrawals without their file. */
function requireWithdrawals(state: ChannelState): HostRelease {
  const { withdrawals, files } = state;
  const withdrawn = files[WITHDRAWN_TARGET];
  if (withdrawals === null || withdrawn === undefined) {
    throw new Refusal(
      'The release at the host has no withdrawals. No "channel sign" makes such a release. Nothing was changed.',
    );
  }
  return { ...state, withdrawals, withdrawn };
}

async function compareReleases(
  dir: string,
  { host, mine, hostRoot }: Pick<TwoReleases, 'host' | 'mine'> & { hostRoot: Uint8Array },
): Promise<TwoReleases> {
  const folder = channelPaths(dir).public;
  const ownRoot = new Uint8Array(await readFile(join(folder, await newestRootName(dir))));
  const keysOf = (root: Uint8Array): string => onlineKeysOf(parseMetadata('root', 'root.json', root).signed);
  const version = versionOf(host.withdrawals);
  return {
    host,
    mine,
    theirs: decodeWithdrawals(host.withdrawn),
    own: await readPublishedWithdrawals(dir, mine),
    areTheirsKnown:
      version <= mine.withdrawals.signed.version &&
      (await isStored(folder, `${version}.withdrawals.json`, host.withdrawals)),
    areOnlineKeysReplaced: keysOf(ownRoot) !== keysOf(hostRoot),
  };
}

/** Whether the host's release would put something out of force that was signed here. */
function isSignedOnlyHere({ host, mine, theirs, own, areOnlineKeysReplaced }: TwoReleases): boolean {
  const isListNewer = mine.targets.signed.version > versionOf(host.targets);
  const areOwnNewer = mine.withdrawals.signed.version > versionOf(host.withdrawals);
  return isListNewer || areOwnNewer || areOnlineKeysReplaced || !holdsAll(theirs, own);
}

/** What a timer or a withdrawal writes, without the timestamp: a file comes before the metadata that names it. */
function releaseFiles({ withdrawn, snapshot, withdrawals }: HostRelease): [name: string, bytes: Uint8Array][] {
  return [
    [`targets/${sha256Hex(withdrawn)}.${WITHDRAWN_TARGET}`, withdrawn],
    snapshotFile({ snapshot }),
    [`${versionOf(withdrawals)}.withdrawals.json`, withdrawals],
  ];
}

const snapshotFile = ({ snapshot }: Pick<ChannelState, 'snapshot'>): [name: string, bytes: Uint8Array] => [
  `${versionOf(snapshot)}.snapshot.json`,
  snapshot,
];

/** Adds new withdrawals to withdrawn.csv. Without them the next signature of the list would list the names again. */
async function takeOverWithdrawals(dir: string, before: Withdrawals, after: Withdrawals): Promise<void> {
  // A name that was removed here, and not signed yet, may be added again before the next signature.
  const entries = new Map([...(await readSignedList(dir)), ...(await readList(dir))]);
  const withdrawn = await readWithdrawn(dir);
  for (const [hash, { on, as }] of after) {
    const entry = entries.get(hash);
    const isKnown = before.get(hash)?.as === as || withdrawn.get(hash)?.as === 'removed';
    if (entry !== undefined && !isKnown) withdrawn.set(hash, { kind: entry.kind, value: entry.value, on, as });
  }
  await writeWithdrawn(dir, withdrawn);
}

async function isStored(folder: string, name: string, bytes: Uint8Array): Promise<boolean> {
  const path = join(folder, name);
  return isThere(path) && (await readFile(path)).equals(bytes);
}

function versionOf(metadata: Uint8Array): number {
  return (JSON.parse(Buffer.from(metadata).toString()) as { signed: { version: number } }).signed.version;
}
