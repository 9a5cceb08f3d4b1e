/** Copies the public files into a folder for a web host: immutable files first, the timestamp last. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ChannelError } from '../../../utils/channel/channel-error.ts';
import { parseMetadata, type MetaFile } from '../../../utils/channel/metadata.ts';
import { verifyThreshold } from '../../../utils/channel/verify-threshold.ts';
import { isThere } from '../../is-there.ts';
import { Refusal } from '../../refusal.ts';
import { channelPaths, writeAtomically } from '../channel-folder.ts';
import { isFastForward } from './fast-forward.ts';
import { HEADERS_FILE, HTACCESS, isImmutable, NOT_FOUND_PAGE } from './host-files.ts';
import { nodeCrypto } from '../node-crypto.ts';
import { deleteOldPartFiles } from '../part-files.ts';
import { readPublishedMetadata, readRoots } from '../signing/published-metadata.ts';
import { requireSeparateFolder } from './require-separate-folder.ts';
import { toBytes } from '../review/sign-request.ts';
import { sha256Hex } from '../signing/sign-for-role.ts';
import { verifyChannel } from './verify-channel.ts';

export interface PublishOptions {
  dir: string;
  to: string;
  /** Milliseconds since 1970. */
  now: number;
  /** Delete files that no recent release names. */
  prune?: boolean;
}

export interface PublishResult {
  copied: number;
  /** Files that were there with the same bytes. */
  unchanged: number;
  pruned: number;
  /** Bytes copied. */
  bytes: number;
  version: number;
}

/** Number of releases whose files stay: readers may still be fetching an older one. */
const RELEASES_KEPT = 8;
const TIMESTAMP_FILE = 'timestamp.json';
const FIRST_ROOT = '1.root.json';
/** What hosts read beside the channel, by name. */
const SITE_FILES: Readonly<Record<string, string>> = {
  _headers: HEADERS_FILE,
  '.htaccess': HTACCESS,
  '.nojekyll': '',
  '404.html': NOT_FOUND_PAGE,
};

/** Throws a ChannelError, and copies nothing, when a reader would refuse the channel. */
export async function publishTo({ dir, to, now, prune = false }: PublishOptions): Promise<PublishResult> {
  const source = channelPaths(dir).public;
  await requireSeparateFolder(dir, to);
  const { opened } = await verifyChannel(dir, now);
  await requireSameChannel(dir, to);
  await requireKnownRelease(dir, to);
  await deleteOldPartFiles(
    to,
    (file) => isImmutable(file) || file === TIMESTAMP_FILE || Object.hasOwn(SITE_FILES, file),
  );
  const result: PublishResult = { copied: 0, unchanged: 0, pruned: 0, bytes: 0, version: opened.version };
  // Before the files are listed: another command may sign meanwhile, and its timestamp would name files that are not copied.
  const timestamp = await readFile(join(source, TIMESTAMP_FILE));
  const files = await listFiles(source);
  const links = await listLinks(source);
  const strange = [...links, ...files.filter((file) => !isImmutable(file) && file !== TIMESTAMP_FILE)];
  if (strange.length > 0) {
    throw new Refusal(
      `${source} holds files that do not belong to the channel: ${strange.join(', ')}. Move them away.`,
    );
  }
  const isReleased = await releasedFiles(source, timestamp);
  // What would be deleted again is not copied.
  const isKept = prune ? await keptFiles(source) : () => true;
  for (const file of files.filter((name) => name !== TIMESTAMP_FILE && isReleased(name) && isKept(name)))
    await writeIfChanged(join(to, file), await readFile(join(source, file)), result);
  for (const [name, text] of Object.entries(SITE_FILES)) await writeAtomically(join(to, name), text);
  // Another "publish" may have been quicker, with a newer release.
  const there = await requireKnownRelease(dir, to);
  const isNewerThere = there?.isByFormerKey === false && there.version > versionOf(timestamp);
  if (isNewerThere) result.version = there.snapshot.version;
  else await writeIfChanged(join(to, TIMESTAMP_FILE), timestamp, result);
  for (const file of (await listFiles(to)).filter((name) => !isKept(name))) {
    await rm(join(to, file));
    result.pruned++;
  }
  return result;
}

/** Throws a Refusal when FOLDER holds another channel: its root would be replaced. A root that its own keys did not sign is damaged. */
async function requireSameChannel(dir: string, to: string): Promise<void> {
  const path = join(to, FIRST_ROOT);
  if (!isThere(path)) return;
  const bytes = new Uint8Array(await readFile(path));
  if (Buffer.from(bytes).equals(await readFile(join(channelPaths(dir).public, FIRST_ROOT)))) return;
  try {
    const root = parseMetadata('root', FIRST_ROOT, bytes);
    const { roles, keys, custom } = root.signed;
    await verifyThreshold(FIRST_ROOT, root, { role: roles.root, keys }, nodeCrypto);
    throw new Refusal(
      `${to} holds another channel, of "${custom?.publisher ?? 'nobody'}": its readers would lose it. Nothing was copied.`,
      `Name another folder. If this channel shall replace that one, delete what is in ${to} first.`,
    );
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
  }
}

/**
 * Throws a Refusal when FOLDER holds a release of this channel that was signed elsewhere. The one here does not build on it:
 * readers would refuse it as older, and new readers would find listed again what was withdrawn there.
 */
async function requireKnownRelease(dir: string, to: string): Promise<OpenedTimestamp | null> {
  const path = join(to, TIMESTAMP_FILE);
  if (!isThere(path)) return null;
  const found = await openTimestamp(dir, new Uint8Array(await readFile(path)));
  // Damaged, or of another channel: it does not count.
  if (found === null) return null;
  const { snapshot, isByFormerKey } = found;
  const own = join(channelPaths(dir).public, `${snapshot.version}.snapshot.json`);
  // Its number is all that a timestamp without a digest tells.
  const isSame = async ({ hashes }: MetaFile): Promise<boolean> =>
    hashes === undefined || sha256Hex(await readFile(own)) === hashes.sha256;
  if (isThere(own) && (await isSame(snapshot))) return found;
  if (isByFormerKey) {
    const { snapshot: newest } = await readPublishedMetadata(dir);
    if (isFastForward(snapshot.version, newest?.signed.version ?? 0)) return found;
  }
  throw new Refusal(
    `${to} holds version ${snapshot.version}, which was signed elsewhere: a timer or another machine went on from there.`,
    `Take it over first: channel pull ${dir} https://YOUR-ADDRESS/ (the address of ${to}). Nothing was copied.`,
    ...(isByFormerKey
      ? [`If a thief of the online key that you replaced signed it, and "pull" refuses it: delete ${path}.`]
      : []),
  );
}

interface OpenedTimestamp {
  version: number;
  snapshot: MetaFile;
  isByFormerKey: boolean;
}

/** A timestamp that is signed by an online key of this channel; null for another one. */
async function openTimestamp(dir: string, bytes: Uint8Array): Promise<OpenedTimestamp | null> {
  const roots = (await readRoots(dir)).toReversed();
  for (const [at, root] of roots.entries()) {
    try {
      const { roles, keys } = parseMetadata('root', 'root.json', toBytes(root)).signed;
      const timestamp = parseMetadata('timestamp', TIMESTAMP_FILE, bytes);
      await verifyThreshold(TIMESTAMP_FILE, timestamp, { role: roles.timestamp, keys }, nodeCrypto);
      const { version, meta } = timestamp.signed;
      return { version, snapshot: meta['snapshot.json'], isByFormerKey: at > 0 };
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
    }
  }
  return null;
}

async function writeIfChanged(target: string, bytes: Buffer, result: PublishResult): Promise<void> {
  if (isThere(target) && (await readFile(target)).equals(bytes)) {
    result.unchanged++;
    return;
  }
  await writeAtomically(target, bytes);
  result.copied++;
  result.bytes += bytes.length;
}

const versionOf = (timestamp: Buffer): number =>
  (JSON.parse(timestamp.toString()) as { signed: { version: number } }).signed.version;

/**
 * Whether a file belongs to the release of the timestamp or to one before it. A command that was killed left files of a release
 * that is not signed to its end. The next one signs that version anew, and caches would hold the first one for a year.
 */
async function releasedFiles(source: string, timestamp: Buffer): Promise<(file: string) => boolean> {
  const { signed } = JSON.parse(timestamp.toString()) as SnapshotJson;
  const snapshot = signed.meta['snapshot.json']?.version ?? 0;
  const { meta } = (await readJson<SnapshotJson>(source, `${snapshot}.snapshot.json`)).signed;
  const newest = new Map(Object.entries({ ...meta, 'snapshot.json': { version: snapshot } }));
  return (file) => {
    const [, version, role = ''] = /^(\d+)\.(.+)$/u.exec(file) ?? [];
    const last = newest.get(role)?.version;
    return last === undefined || Number(version) <= last;
  };
}

/** Whether a file stays at the host: roots, what the newest releases name, and whatever is no file of a channel. */
async function keptFiles(source: string): Promise<(file: string) => boolean> {
  const named = await referencedFiles(source);
  return (file) => !isImmutable(file) || /^\d+\.root\.json$/u.test(file) || named.has(file);
}

interface SnapshotJson {
  signed: { meta: Record<string, { version: number }> };
}
interface TargetsJson {
  signed: { targets: Record<string, { hashes: { sha256: string } }> };
}

/** Returns the files that the newest releases name. */
async function referencedFiles(source: string): Promise<Set<string>> {
  const versions = (await listFiles(source)).flatMap((file) => /^(\d+)\.snapshot\.json$/u.exec(file)?.[1] ?? []);
  const newest = versions
    .map(Number)
    .sort((a, b) => b - a)
    .slice(0, RELEASES_KEPT);
  const named = new Set<string>();
  for (const version of newest) {
    named.add(`${version}.snapshot.json`);
    const { signed } = await readJson<SnapshotJson>(source, `${version}.snapshot.json`);
    for (const [role, meta] of Object.entries(signed.meta)) {
      const file = `${meta.version}.${role}`;
      named.add(file);
      if (!isThere(join(source, file))) continue;
      const { targets } = (await readJson<TargetsJson>(source, file)).signed;
      for (const [name, { hashes }] of Object.entries(targets)) named.add(`targets/${hashes.sha256}.${name}`);
    }
  }
  return named;
}

async function readJson<T>(folder: string, file: string): Promise<T> {
  return JSON.parse(await readFile(join(folder, file), 'utf8')) as T;
}

/** Returns the paths of all files below the folder, with `/`. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** What is neither a file nor a folder, such as a symbolic link: a copy would lack what it leads to. */
async function listLinks(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => !entry.isFile() && !entry.isDirectory()).map(({ name }) => name);
}
