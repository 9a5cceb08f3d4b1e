/**
 * The publisher's folder:
 *
 *     channel.json      publisher, and validity of each role in days
 *     list.csv          the list (change it with `add` and `remove`)
 *     withdrawn.csv     indicators that are withdrawn or disputed and still in list.csv
 *     outcomes.json     outcomes of reports; with statistics.json from the desk's file, published with the list
 *     registers/        registers of licensed agencies, `<country>.json`; published with the list
 *     signed.csv        the list as it was last signed, for `diff`
 *     keys/             private keys, readable by the owner only, and key-change.json while they change
 *     public-keys.json  key names and public keys
 *     published-to.json folders that it was published to
 *     in-use.json       exists while a command writes here (channel-lock.ts)
 *     pending/          metadata that needs another person's signature
 *     public/           files for the web host: metadata, and targets/ named by their digests
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import * as v from 'valibot';
import { isThere } from '../is-there.ts';
import { makeFolder } from '../make-folder.ts';
import { Refusal } from '../refusal.ts';
import { partFile } from './part-files.ts';
import { readJsonFile } from './read-json-file.ts';

const days = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650));
const ChannelConfigSchema = v.strictObject({
  publisher: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  /** Days until the metadata of each role expires. */
  days: v.strictObject({ root: days, targets: days, withdrawals: days, snapshot: days, timestamp: days }),
});
export type ChannelConfig = v.InferOutput<typeof ChannelConfigSchema>;

export const DEFAULT_VALIDITY_DAYS: ChannelConfig['days'] = {
  root: 365,
  targets: 90,
  withdrawals: 30,
  snapshot: 7,
  timestamp: 7,
};

export const channelPaths = (dir: string) => ({
  config: join(dir, 'channel.json'),
  list: join(dir, 'list.csv'),
  withdrawn: join(dir, 'withdrawn.csv'),
  outcomes: join(dir, 'outcomes.json'),
  statistics: join(dir, 'statistics.json'),
  registers: join(dir, 'registers'),
  signed: join(dir, 'signed.csv'),
  keys: join(dir, 'keys'),
  publicKeys: join(dir, 'public-keys.json'),
  publishedTo: join(dir, 'published-to.json'),
  pending: join(dir, 'pending'),
  public: join(dir, 'public'),
});

/** Throws a Refusal when the folder is no channel. */
export async function readChannelConfig(dir: string): Promise<ChannelConfig> {
  const { config } = channelPaths(dir);
  if (!isThere(config)) throw new Refusal(...noConfig(dir));
  const read = v.safeParse(
    ChannelConfigSchema,
    await readJsonFile(config, 'Put a copy of it back. It holds the name of the publisher and days, and no key.'),
  );
  if (read.success) return read.output;
  throw new Refusal(`${config}: ${v.getDotPath(read.issues[0]) ?? '(file)'}: ${read.issues[0].message}`);
}

/** What tells a channel that lost a file from a folder that never was one. `init` writes them late or never. */
export function partsOfChannel(dir: string): string[] {
  const { list, signed, public: folder } = channelPaths(dir);
  return [list, signed, join(folder, 'timestamp.json')].filter((file) => isThere(file));
}

function noConfig(dir: string): string[] {
  if (isThere(dir) && !statSync(dir).isDirectory()) return [`${dir} is a file: name the folder of the channel.`];
  const { config } = channelPaths(dir);
  const parts = partsOfChannel(dir);
  if (parts.length === 0) return [`${dir} is no channel. Make one: channel init ${dir}`];
  return [
    `${config} is missing, and ${dir} holds a channel (${parts.join(', ')}).`,
    'Put a copy of it back. It holds the name of the publisher and days, and no key. Without a copy, write it anew:',
    JSON.stringify({ publisher: publisherOf(dir), days: DEFAULT_VALIDITY_DAYS } satisfies ChannelConfig),
  ];
}

/** The name that the first root has; a placeholder without one. */
function publisherOf(dir: string): string {
  try {
    const root: unknown = JSON.parse(readFileSync(join(channelPaths(dir).public, '1.root.json'), 'utf8'));
    return v.parse(v.object({ signed: v.object({ custom: v.object({ publisher: v.string() }) }) }), root).signed.custom
      .publisher;
  } catch {
    return 'YOUR NAME';
  }
}

export async function writeChannelConfig(dir: string, config: ChannelConfig): Promise<void> {
  await writeAtomically(channelPaths(dir).config, `${JSON.stringify(config, null, 2)}\n`);
}

/**
 * Replaces a file completely or not at all: writes a new file beside it and renames that. Until then only the owner can read
 * it, and its name cannot be guessed. @param mode permissions as for chmod; default: as the umask gives
 */
export async function writeAtomically(
  path: string,
  data: string | Uint8Array,
  mode = 0o666 & ~process.umask(),
): Promise<void> {
  makeFolder(dirname(path));
  const part = partFile(path, randomBytes(16).toString('hex'));
  try {
    await writeFile(part, data, { flush: true, flag: 'wx', mode: 0o600 });
    if (mode !== 0o600) await openTo(part, mode);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** What mounted network folders and some memory sticks say, which know no permissions. The file then stays its owner's. */
const NO_PERMISSIONS = new Set(['ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EPERM', 'EINVAL']);

async function openTo(file: string, mode: number): Promise<void> {
  try {
    await chmod(file, mode);
  } catch (error) {
    if (!NO_PERMISSIONS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
