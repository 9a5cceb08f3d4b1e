/** Takes over from the host what a timer or another person has signed. The next signature builds on it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../refusal.ts';
import { channelPaths, readChannelConfig, writeAtomically } from './channel-folder.ts';
import { readPublishedMetadata } from './published-metadata.ts';
import { verifyChannel } from './verify-channel.ts';

export interface PullResult {
  /** Names of the files taken over. */
  files: string[];
  /** Version of the newest snapshot. */
  snapshot: number;
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
  if (versionOf(state.timestamp) <= (mine.timestamp?.signed.version ?? 0)) {
    return { files: [], snapshot: mine.snapshot?.signed.version ?? 0 };
  }
  const snapshot = versionOf(state.snapshot);
  const files: [name: string, bytes: Uint8Array][] = [[`${snapshot}.snapshot.json`, state.snapshot]];
  if (state.withdrawals !== null) {
    files.push([`${versionOf(state.withdrawals)}.withdrawals.json`, state.withdrawals]);
  }
  const taken = files.filter(([name]) => !existsSync(join(folder, name)));
  for (const [name, bytes] of taken) await writeAtomically(join(folder, name), bytes);
  await writeAtomically(join(folder, 'timestamp.json'), state.timestamp);
  return { files: [...taken.map(([name]) => name), 'timestamp.json'], snapshot };
}

function versionOf(metadata: Uint8Array): number {
  return (JSON.parse(Buffer.from(metadata).toString()) as { signed: { version: number } }).signed.version;
}
