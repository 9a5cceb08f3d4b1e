/**
 * Signs that two machines wrote into one folder at the same time, through a program that synchronises folders. It brings files
 * late and in any order, and keeps the second of two versions under another name. No lock holds there.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isThere } from '../../is-there.ts';
import { printError } from '../../print.ts';
import { Refusal } from '../../refusal.ts';
import { channelPaths, readChannelConfig } from '../channel-folder.ts';
import { hasEndedKilledCommand } from '../channel-lock.ts';
import { readPublishedMetadata } from '../signing/published-metadata.ts';
import { requireWholeRelease } from '../signing/whole-release.ts';

/** Dropbox, Nextcloud and Syncthing say "conflict" in the reader's language, Google Drive `(1)`, OneDrive the machine's name. */
const COPY_NAMES = [
  /[ck]onfli|конфлик|冲突|衝突|競合|충돌|xung đột/iu,
  / \(\d+\)\.[a-z]+$/u,
  /^(?:list|withdrawn|signed|outcomes|statistics|channel|public-keys|timestamp)-[A-Z][A-Z0-9-]{2,}\.[a-z]+$/u,
];
const FOLDERS = ['', 'keys', 'pending', 'registers', 'public', join('public', 'targets')];

/** Returns a reason not to sign yet for each, with what to do. Throws a Refusal when the release is a mixture of two. */
export async function folderDoubts(dir: string): Promise<string[]> {
  await requireWholeRelease(dir);
  return [...(await copyDoubts(dir)), ...(await unnamedSnapshot(dir))];
}

/** What `--confirm` gives. */
export interface ConfirmValues {
  confirm?: boolean;
}

/**
 * Prints copies of others, and goes on: they keep back no withdrawal. Throws a Refusal while a timestamp is still on its way, unless
 * confirmed: its version would be signed twice.
 */
export async function requireArrivedTimestamp(dir: string, { confirm = false }: ConfirmValues): Promise<void> {
  await readChannelConfig(dir);
  await requireWholeRelease(dir);
  for (const doubt of await copyDoubts(dir)) printError(`note: ${doubt}`);
  const doubts = await unnamedSnapshot(dir);
  if (doubts.length > 0 && !confirm) {
    throw new Refusal(
      ...doubts,
      'Nothing was signed. If no other machine signs here: the same command with --confirm.',
    );
  }
}

async function copyDoubts(dir: string): Promise<string[]> {
  const copies = await copiesOfOthers(dir);
  if (copies.length === 0) return [];
  return [
    `Another machine wrote here at the same time, and these copies are not read: ${copies.join(', ')}. ` +
      `"channel add ${dir} COPY" takes the rows of a list over; withdraw again what a copy withdraws. Then move the copies away.`,
  ];
}

async function copiesOfOthers(dir: string): Promise<string[]> {
  const copies: string[] = [];
  for (const folder of FOLDERS) {
    const path = join(dir, folder);
    const names = isThere(path) ? await readdir(path) : [];
    copies.push(
      ...names.filter((name) => COPY_NAMES.some((copy) => copy.test(name))).map((name) => join(folder, name)),
    );
  }
  return copies;
}

/** A release that has all but its timestamp: a version would be signed twice. A command that was killed here explains it. */
async function unnamedSnapshot(dir: string): Promise<string[]> {
  const { public: folder } = channelPaths(dir);
  const { snapshot } = await readPublishedMetadata(dir);
  const versions = (await readdir(folder)).map((name) => Number(/^(\d+)\.snapshot\.json$/u.exec(name)?.[1] ?? 0));
  const newest = Math.max(0, ...versions);
  if (newest <= (snapshot?.signed.version ?? 0) || hasEndedKilledCommand(dir)) return [];
  return [
    `${join(folder, `${newest}.snapshot.json`)} is signed, and timestamp.json does not name it. ` +
      'Either another machine signed it and its timestamp.json is still on the way: wait for it. Or a command was broken off here.',
  ];
}
