/** Reads a channel as a reader's browser does, from the folder or from its address, and tells what it found. */
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { entriesOf } from '../../utils/indicators/list.ts';
import { download, type ChannelFetch, type ChannelResponse } from '../../utils/channel/download.ts';
import { update } from '../../utils/channel/update.ts';
import type { OpenChannel } from '../../utils/channel/state.ts';
import { pathsOf } from './folder.ts';
import { nodeCrypto } from './node-crypto.ts';

export interface Verified {
  opened: OpenChannel;
  entries: number;
}

const FILES = 'file://';
const MAX_ROOT = 256 * 1024;

/**
 * `place`: a channel's folder or the address of its public files. `root`: the trusted root; without one the channel's own first root is
 * taken at its word. Throws a ChannelError when a reader would refuse the channel.
 */
export async function verifyChannel(place: string, now: number, root?: Uint8Array): Promise<Verified> {
  const remote = /^https?:\/\//u.test(place);
  const baseUrl = remote ? place.replace(/\/?$/u, '/') : `${FILES}${pathsOf(place).public}/`;
  const fetch: ChannelFetch = remote ? (url, init) => globalThis.fetch(url, init) : readPublic;
  const pinned = root ?? (await download(fetch, `${baseUrl}1.root.json`, MAX_ROOT));
  const { opened } = await update({ ...nodeCrypto, state: null, pinned, fetch, baseUrl, now });
  return { opened, entries: opened.list === null ? 0 : entriesOf(opened.list) };
}

/** A folder answers as a host would. */
async function readPublic(url: string): Promise<ChannelResponse> {
  const path = join(url.slice(FILES.length));
  const found = existsSync(path);
  const body = found ? (Readable.toWeb(createReadStream(path)) as unknown as ChannelResponse['body']) : null;
  return Promise.resolve({ status: found ? 200 : 404, url: '', headers: new Headers(), body });
}
