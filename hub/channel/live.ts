/** What only the real host shows: that it is found, kept and answered as readers need it, and that it has the newest release. */
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { rootFingerprint } from '../../utils/brand/root-fingerprint.ts';
import { Refusal } from '../refusal.ts';
import { channelPaths, readChannelConfig, writeAtomically } from './channel-folder.ts';
import { nodeCrypto } from './node-crypto.ts';
import { newestRootName, readPublishedMetadata } from './published-metadata.ts';
import { verifyChannel, type VerifiedChannel } from './verify-channel.ts';

/** Longer than this, in seconds, no cache may hold a timestamp: removals would be late. */
const MAX_TIMESTAMP_AGE_SECONDS = 3600;
const DAY_MS = 86_400_000;

/** What is amiss with the host though its files are good, in words; empty when nothing is. @param url with a trailing slash */
export async function hostProblems(url: string): Promise<string[]> {
  const problems: string[] = [];
  if (!url.startsWith('https:') && !/^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])[:/]/u.test(url)) {
    problems.push('The address is not https: readers can only add lists with an https address.');
  }
  const timestamp = await fetch(`${url}timestamp.json`);
  await timestamp.body?.cancel();
  const cache = timestamp.headers.get('cache-control') ?? '';
  const kept = Number(/max-age=(\d+)/u.exec(cache)?.[1] ?? 0);
  if (kept > MAX_TIMESTAMP_AGE_SECONDS && !/no-cache|no-store/u.test(cache)) {
    problems.push(`The host lets timestamp.json be kept for ${kept} seconds: a removal is late by as much. Set 60.`);
  }
  const root = await fetch(`${url}1.root.json`);
  await root.body?.cancel();
  if (!/immutable|max-age=\d{5,}/u.test(root.headers.get('cache-control') ?? '')) {
    problems.push(
      'The host does not say that 1.root.json never changes: it works, and costs more traffic (see _headers).',
    );
  }
  const missing = await fetch(`${url}no-such-file.json`);
  await missing.body?.cancel();
  if (![403, 404, 410].includes(missing.status)) {
    problems.push(
      `For a file that is not there the host answers ${missing.status} instead of 404: readers then refuse the list.`,
    );
  }
  return problems;
}

/** Roles that end soon, and what to do; `days`: how many are soon. */
export function expiryNotes({ expiries }: VerifiedChannel, now: number): string[] {
  const least: Record<string, [days: number, what: string]> = {
    root: [60, 'rotate'],
    list: [21, 'sign'],
    withdrawals: [7, 'sign'],
    snapshot: [2, 'refresh'],
    timestamp: [2, 'refresh'],
  };
  return expiries.flatMap(({ role, at }) => {
    const [days, what] = least[role] ?? [0, ''];
    const left = (Date.parse(at) - now) / DAY_MS;
    return left < days ? [`The ${role} ends in ${Math.max(0, Math.floor(left))} days: channel ${what}.`] : [];
  });
}

export interface PullResult {
  /** Files taken over. */
  files: string[];
  snapshot: number;
}

/**
 * Takes over from the host what a timer or another person has signed since, so that the next signature builds on it. Throws a
 * Refusal when the list itself was signed elsewhere, or the host is another channel's.
 */
export async function pullChannel(dir: string, url: string, now: number): Promise<PullResult> {
  await readChannelConfig(dir);
  const folder = channelPaths(dir).public;
  const pinned = new Uint8Array(await readFile(join(folder, '1.root.json')));
  const { state } = await verifyChannel(url, now, pinned);
  const mine = await readPublishedMetadata(dir);
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
  const versionOf = (bytes: Uint8Array): number =>
    (JSON.parse(text(bytes)) as { signed: { version: number } }).signed.version;
  const newestRoot = state.roots.at(-1) ?? pinned;
  if (versionOf(newestRoot) > mine.root.signed.version) {
    throw new Refusal('The host has a newer root than this folder: take over the folder of whoever made it.');
  }
  if (versionOf(state.targets) > (mine.targets?.signed.version ?? 0)) {
    throw new Refusal(
      `The host has version ${versionOf(state.targets)} of the list, and this folder has version ${mine.targets?.signed.version ?? 0}:`,
      'somebody else signed it. Take over list.csv and public from their folder first, or their work is lost.',
    );
  }
  const files: Record<string, Uint8Array> = {
    [`${versionOf(state.snapshot)}.snapshot.json`]: state.snapshot,
    ...(state.withdrawals === null ? {} : { [`${versionOf(state.withdrawals)}.withdrawals.json`]: state.withdrawals }),
  };
  const newer = versionOf(state.timestamp) > (mine.timestamp?.signed.version ?? 0);
  if (!newer) return { files: [], snapshot: mine.snapshot?.signed.version ?? 0 };
  const taken = Object.entries(files).filter(([name]) => !existsSync(join(folder, name)));
  for (const [name, bytes] of taken) await writeAtomically(join(folder, name), bytes);
  await writeAtomically(join(folder, 'timestamp.json'), state.timestamp);
  return { files: [...taken.map(([name]) => name), 'timestamp.json'], snapshot: versionOf(state.snapshot) };
}

export interface ChannelInvitation {
  fingerprint: string;
  link: string;
  /** Text of the file that carries the root. */
  file: string;
}

/** How readers come to the list. @param colour `#rrggbb` or null */
export async function createInvitation(
  dir: string,
  address: string,
  colour: string | null,
): Promise<ChannelInvitation> {
  await newestRootName(dir);
  const url = address.replace(/\/?$/u, '/');
  const isLocal = /^http:\/\/(?:127\.0\.0\.1|localhost)[:/]/u.test(url);
  if (!URL.canParse(url) || (!url.startsWith('https://') && !isLocal)) {
    throw new Refusal(
      `"${address}" is no https address: give the one at which timestamp.json can be opened, without that name.`,
    );
  }
  if (colour !== null && !/^#[0-9a-f]{6}$/iu.test(colour)) throw new Refusal('--colour takes a colour like #1f5f8b.');
  const root = JSON.parse(await readFile(join(channelPaths(dir).public, '1.root.json'), 'utf8')) as unknown;
  const fingerprint = (await rootFingerprint(root, nodeCrypto.sha256)) ?? '';
  const tint = colour === null ? '' : `${colour.slice(1).toLowerCase()}.`;
  return {
    fingerprint,
    link: `${url}#joblantern-channel=${tint}${fingerprint}`,
    file: `${JSON.stringify({ 'joblantern-channel': 1, url, colour, root }, null, 1)}\n`,
  };
}
