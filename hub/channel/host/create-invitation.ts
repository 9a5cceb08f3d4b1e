/** Makes the link and the file by which readers add a channel (utils/channel/invitation.ts reads them). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootFingerprint } from '../../../utils/brand/root-fingerprint.ts';
import { UsageError } from '../../usage-error.ts';
import { channelPaths } from '../channel-folder.ts';
import { nodeCrypto } from '../node-crypto.ts';
import { newestRootName } from '../signing/published-metadata.ts';

export interface ChannelInvitation {
  fingerprint: string;
  link: string;
  /** Text of the file, which carries the root. */
  file: string;
}

/** @param address of the public files @param colour `#rrggbb` or null. Throws a UsageError when either is invalid. */
export async function createInvitation(
  dir: string,
  address: string,
  colour: string | null,
): Promise<ChannelInvitation> {
  await newestRootName(dir);
  if (!isChannelAddress(address)) {
    throw new UsageError(
      `"${address}" is no https address: give the one at which timestamp.json can be opened, without that name.`,
    );
  }
  if (colour !== null && !/^#[0-9a-f]{6}$/iu.test(colour))
    throw new UsageError('--colour takes a colour like #1f5f8b.');
  const url = address.replace(/\/?$/u, '/');
  const root = JSON.parse(await readFile(join(channelPaths(dir).public, '1.root.json'), 'utf8')) as unknown;
  const fingerprint = (await rootFingerprint(root, nodeCrypto.sha256)) ?? '';
  const colourPart = colour === null ? '' : `${colour.slice(1).toLowerCase()}.`;
  return {
    fingerprint,
    link: `${url}#joblantern-channel=${colourPart}${fingerprint}`,
    file: `${JSON.stringify({ 'joblantern-channel': 1, url, colour, root }, null, 1)}\n`,
  };
}

/** https anywhere, http on this machine only. */
function isChannelAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, search, hash } = new URL(address);
  const isLocal = protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname);
  return (protocol === 'https:' || isLocal) && username === '' && search === '' && hash === '';
}
