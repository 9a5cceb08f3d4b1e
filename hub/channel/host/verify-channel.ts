/** Reads a channel as a reader's browser does, from a folder or an address. */
import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { rootFingerprint } from '../../../utils/brand/root-fingerprint.ts';
import { download, type ChannelFetch, type ChannelResponse } from '../../../utils/channel/download.ts';
import { parseMetadata } from '../../../utils/channel/metadata.ts';
import type { ChannelState } from '../../../utils/channel/stored-release.ts';
import type { OpenChannel } from '../../../utils/channel/open-release.ts';
import { updateChannel } from '../../../utils/channel/update-channel.ts';
import { countEntries } from '../../../utils/indicators/indicator-list.ts';
import { isThere } from '../../is-there.ts';
import { Refusal } from '../../refusal.ts';
import { UsageError } from '../../usage-error.ts';
import { channelPaths } from '../channel-folder.ts';
import { nodeCrypto } from '../node-crypto.ts';

export interface VerifiedChannel {
  opened: OpenChannel;
  state: ChannelState;
  entries: number;
  /** Fingerprint of the trusted root. */
  fingerprint: string;
  /** Role and its expiry, ISO 8601. */
  expiries: { role: string; at: string }[];
}

const FILE_SCHEME = 'file://';
const MAX_ROOT_BYTES = 256 * 1024;

export const isHttpUrl = (place: string): boolean => /^https?:\/\//u.test(place);

/** Throws a UsageError for what is no address. */
export function requireAddress(url: string): string {
  if (isHttpUrl(url) && URL.canParse(url)) return url;
  throw new UsageError(`"${url}" is no address: give the https address of the public files.`);
}

/**
 * Throws a ChannelError when a reader would refuse the channel.
 * @param place folder of the channel or of its public files, or their address
 * @param now milliseconds since 1970
 * @param root the trusted root; default: the channel's own first root, trusted unseen
 */
export async function verifyChannel(place: string, now: number, root?: Uint8Array): Promise<VerifiedChannel> {
  const remote = isHttpUrl(place);
  if (remote) requireAddress(place);
  else requireFolder(place);
  const baseUrl = remote ? place.replace(/\/?$/u, '/') : `${FILE_SCHEME}${publicFolder(place)}/`;
  const disk = createDiskFetch();
  const fetch: ChannelFetch = remote ? (url, init) => globalThis.fetch(url, init) : disk.fetch;
  try {
    return await readChannel(fetch, baseUrl, now, root);
  } catch (error) {
    throw disk.fault() ?? error;
  }
}

async function readChannel(
  fetch: ChannelFetch,
  baseUrl: string,
  now: number,
  root: Uint8Array | undefined,
): Promise<VerifiedChannel> {
  const pinned = root ?? (await download(fetch, `${baseUrl}1.root.json`, MAX_ROOT_BYTES));
  const { opened, state } = await updateChannel({ ...nodeCrypto, state: null, pinned, fetch, baseUrl, now });
  return {
    opened,
    state,
    entries: opened.list === null ? 0 : await countEntries(opened.list),
    fingerprint: (await rootFingerprint(JSON.parse(Buffer.from(pinned).toString()), nodeCrypto.sha256)) ?? '',
    expiries: expiriesOf(state, pinned),
  };
}

function requireFolder(place: string): void {
  if (!isThere(place))
    throw new Refusal(`There is no ${place}: name a folder, or an address that begins with https://.`);
  if (!statSync(place).isDirectory()) throw new Refusal(`${place} is a file: name a folder, or an address.`);
}

/** People also name the folder that `publish` made. */
const publicFolder = (place: string): string =>
  isThere(join(place, 'timestamp.json')) ? place : channelPaths(place).public;

function expiriesOf(
  { roots, timestamp, snapshot, targets, withdrawals }: ChannelState,
  pinned: Uint8Array,
): VerifiedChannel['expiries'] {
  const expires = (type: 'root' | 'timestamp' | 'snapshot' | 'targets', bytes: Uint8Array): string =>
    parseMetadata(type, type, bytes).signed.expires;
  return [
    { role: 'root', at: expires('root', roots.at(-1) ?? pinned) },
    { role: 'list', at: expires('targets', targets) },
    ...(withdrawals === null ? [] : [{ role: 'withdrawals', at: expires('targets', withdrawals) }]),
    { role: 'snapshot', at: expires('snapshot', snapshot) },
    { role: 'timestamp', at: expires('timestamp', timestamp) },
  ];
}

/** A fetch that reads the public folder. `fault` gives what the disk said, if it refused: a reader's code knows no disks. */
function createDiskFetch(): { fetch: ChannelFetch; fault: () => Error | null } {
  let fault: Error | null = null;
  const note = (error: unknown): void => void (fault ??= error as Error);
  const fetch = async (url: string): Promise<ChannelResponse> => {
    const path = join(url.slice(FILE_SCHEME.length));
    try {
      if (!isThere(path)) return { status: 404, headers: new Headers(), body: null };
    } catch (error) {
      note(error);
      throw error;
    }
    const body = Readable.toWeb(createReadStream(path).once('error', note)) as unknown as ChannelResponse['body'];
    return { status: 200, headers: new Headers(), body };
  };
  return { fetch, fault: () => fault };
}
