/** Takes over from the host what a timer or another person has signed. The next signature builds on it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChannelState } from '../../utils/channel/channel-state.ts';
import { WITHDRAWN_TARGET } from '../../utils/indicators/indicator-list.ts';
import { decodeWithdrawals, type Withdrawals } from '../../utils/indicators/withdrawals.ts';
import { Refusal } from '../refusal.ts';
import { channelPaths, readChannelConfig, writeAtomically } from './channel-folder.ts';
import { readList, readSignedList } from './list-file.ts';
import { readPublishedMetadata } from './published-metadata.ts';
import { sha256Hex } from './sign-for-role.ts';
import { verifyChannel } from './verify-channel.ts';
import { readPublishedWithdrawals, readWithdrawn, writeWithdrawn } from './withdrawn-file.ts';

export interface PullResult {
  /** Names of the files taken over. */
  files: string[];
  /** Version of the newest snapshot. */
  snapshot: number;
  /** Version of a list that was signed here, is not at the host, and must be signed again; null for none. */
  unpublishedList: number | null;
}

/**
 * Verifies the host's release by the folder's own first root. Throws a Refusal when the list itself was signed elsewhere, and a
 * ChannelError when the host serves another channel. @param now milliseconds since 1970
 */
export async function pullChannel(dir: string, url: string, now: number): Promise<PullResult> {
  await readChannelConfig(dir);
  const folder = channelPaths(dir).public;
  const pinned = new Uint8Array(await readFile(join(folder, '1.root.json')));
  const { state } = await verifyChannel(url, now, pinned);
  const mine = await readPublishedMetadata(dir);
  if (versionOf(state.roots.at(-1) ?? pinned) > mine.root.signed.version) {
    throw new Refusal('The host has a newer root than this folder: take over the folder of the person who made it.');
  }
  const [hostVersion, ownVersion] = [versionOf(state.targets), mine.targets?.signed.version ?? 0];
  if (hostVersion > ownVersion) {
    throw new Refusal(
      `The host has version ${hostVersion} of the list, and this folder has version ${ownVersion}: somebody else signed it.`,
      'Take over list.csv and public from their folder first, or their work is lost.',
    );
  }
  // This folder may have been refreshed, and not published, while somebody withdrew elsewhere.
  const isWithdrawn = versionOf(state.withdrawals) > (mine.withdrawals?.signed.version ?? 0);
  if (versionOf(state.timestamp) <= (mine.timestamp?.signed.version ?? 0) && !isWithdrawn) {
    return { files: [], snapshot: mine.snapshot?.signed.version ?? 0, unpublishedList: null };
  }
  const taken: [name: string, bytes: Uint8Array][] = [];
  for (const file of releaseFiles(state)) if (!(await isStored(folder, ...file))) taken.push(file);
  const before = await readPublishedWithdrawals(dir, mine);
  for (const [name, bytes] of taken) await writeAtomically(join(folder, name), bytes);
  const withdrawn = state.files[WITHDRAWN_TARGET];
  if (withdrawn !== undefined) await takeOverWithdrawals(dir, before, decodeWithdrawals(withdrawn));
  await writeAtomically(join(folder, 'timestamp.json'), state.timestamp);
  return {
    files: [...taken.map(([name]) => name), 'timestamp.json'],
    snapshot: versionOf(state.snapshot),
    unpublishedList: hostVersion < ownVersion ? ownVersion : null,
  };
}

/** What a timer or a withdrawal writes, without the timestamp: a file comes before the metadata that names it. */
function releaseFiles({ files, snapshot, withdrawals }: ChannelState): [name: string, bytes: Uint8Array][] {
  const withdrawn = files[WITHDRAWN_TARGET];
  return [
    ...(withdrawn === undefined
      ? []
      : [[`targets/${sha256Hex(withdrawn)}.${WITHDRAWN_TARGET}`, withdrawn] as [string, Uint8Array]]),
    [`${versionOf(snapshot)}.snapshot.json`, snapshot],
    ...(withdrawals === null
      ? []
      : [[`${versionOf(withdrawals)}.withdrawals.json`, withdrawals] as [string, Uint8Array]]),
  ];
}

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
  return existsSync(path) && (await readFile(path)).equals(bytes);
}

/** 0 for metadata that is not there. */
function versionOf(metadata: Uint8Array | null): number {
  if (metadata === null) return 0;
  return (JSON.parse(Buffer.from(metadata).toString()) as { signed: { version: number } }).signed.version;
}
