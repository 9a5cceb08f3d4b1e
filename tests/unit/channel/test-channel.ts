/**
 * A real channel in memory, made by the publisher's own tool. It is served, tampered with, and signed anew by stolen
 * keys.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalize } from '@tufjs/canonical-json';
import { expect, onTestFinished } from 'vitest';
import { channelPaths } from '../../../hub/channel/channel-folder.ts';
import { initChannel, type InitOptions } from '../../../hub/channel/key-files/init-channel.ts';
import { addIndicators } from '../../../hub/channel/list/add-indicators.ts';
import { nodeCrypto } from '../../../hub/channel/node-crypto.ts';
import { signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { readKeys } from '../../../hub/channel/key-files/signing-keys.ts';
import { ChannelError, type ChannelFault } from '../../../utils/channel/channel-error.ts';
import type { ChannelFetch } from '../../../utils/channel/download.ts';
import { toStoredRelease, type ChannelState } from '../../../utils/channel/stored-release.ts';
import { auditSet, readTargetFiles, restoreRelease } from '../../../utils/channel/restore-release.ts';
import type { OpenChannel } from '../../../utils/channel/open-release.ts';
import { updateChannel, type UpdateResult } from '../../../utils/channel/update-channel.ts';
import type { UpdateDeps } from '../../../utils/channel/sync-session.ts';

export const NOW = Date.UTC(2026, 10, 25, 12);
export const DAY_MS = 86_400_000;
export const BASE_URL = 'https://list.example/channel/';
export const RECIPIENT = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
export const OTHER_RECIPIENT = 'age1ycj0dlultmat50d6u28gy5adxvdl0t94qny9cn6cea3czqjeppxqrcey0m';

/** What the web host holds: path to bytes. */
export type Host = Map<string, Uint8Array>;

export async function temporaryFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'joblantern-channel-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A channel with one listed recruiter, signed at NOW. */
export async function makeChannel(options: Partial<InitOptions> = {}): Promise<string> {
  const dir = join(await temporaryFolder(), 'channel');
  await initChannel({ dir, publisher: 'Example NGO', recipients: [RECIPIENT], now: NOW, ...options });
  await listTelegram(dir, 'gold_hr88');
  await signChannel({ dir, now: NOW });
  return dir;
}

export async function listTelegram(dir: string, ...handles: string[]): Promise<void> {
  const rows = handles.map((handle) => `telegram,${handle},trafficking,case 7\n`);
  await addIndicators({ dir, csv: `kind,value,category,evidence\n${rows.join('')}`, now: NOW });
}

/** The public folder as it is now. */
export async function hostOf(dir: string): Promise<Host> {
  const { public: folder } = channelPaths(dir);
  const host: Host = new Map();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) host.set(path.slice(folder.length + 1), new Uint8Array(await readFile(path)));
  }
  return host;
}

export function fetchFrom(host: Host, requested: string[] = []): ChannelFetch {
  return (url) => {
    const path = url.slice(BASE_URL.length);
    requested.push(path);
    const bytes = host.get(path);
    return Promise.resolve(
      bytes === undefined
        ? { status: 404, headers: new Headers(), body: null }
        : { status: 200, headers: new Headers(), body: new Blob([bytes.slice()]).stream() as never },
    );
  };
}

export type TestClient = Omit<UpdateDeps, 'fetch'>;

/** A reader who pinned the channel's first root. */
export function clientOf(host: Host, state: ChannelState | null = null, now: number = NOW): TestClient {
  return { ...nodeCrypto, state, pinned: host.get('1.root.json') ?? new Uint8Array(), baseUrl: BASE_URL, now };
}

export function sync(host: Host, reader: TestClient): Promise<UpdateResult> {
  return updateChannel({ ...reader, fetch: fetchFrom(host) });
}

/** What was stored, believed again and compared whole with what was signed. */
export async function restoreAndVerify(state: ChannelState, reader: TestClient): Promise<OpenChannel> {
  const opened = await restoreRelease(toStoredRelease(state), reader);
  await auditSet(opened, reader);
  await readTargetFiles(opened, reader);
  return opened;
}

/** The fault that the sync was refused for, with words for the log. */
export async function channelFaultOf(running: Promise<unknown>): Promise<{ key: ChannelFault; detail: string }> {
  try {
    await running;
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    expect(error.detail, error.fault).toMatch(/\p{L}{2}/u);
    return { key: error.fault, detail: error.detail };
  }
  throw new Error('was not refused');
}

interface Signed {
  signatures: { keyid: string; sig: string }[];
  signed: Record<string, unknown>;
}

/** Changes signed metadata and signs it again with the named keys, as their thief would. */
export async function forge(
  dir: string,
  host: Host,
  path: string,
  change: (signed: Record<string, unknown>) => void,
  ...names: string[]
): Promise<Uint8Array> {
  const json = JSON.parse(Buffer.from(host.get(path) ?? []).toString()) as Signed;
  change(json.signed);
  const keys = (await readKeys(dir)).filter(({ name }) => names.includes(name));
  const payload = Buffer.from(canonicalize(json.signed));
  json.signatures = await Promise.all(
    keys.map(async ({ key, unlock }) => ({ keyid: key.keyID, sig: (await unlock())?.(payload).sig ?? '' })),
  );
  const bytes = new Uint8Array(Buffer.from(JSON.stringify(json)));
  host.set(path, bytes);
  return bytes;
}

/**
 * The online key, stolen too, vouches for a changed file of release `version`. Only the role's own check is left to
 * refuse it. `digest`: whether it names length and digest as well as the version.
 */
export async function vouchFor(dir: string, host: Host, version: number, path: string, digest = true): Promise<void> {
  const sha256 = (file: Uint8Array) => createHash('sha256').update(file).digest('hex');
  const meta = (file: Uint8Array) => ({
    version,
    ...(digest ? { length: file.length, hashes: { sha256: sha256(file) } } : {}),
  });
  const snapshot = `${version}.snapshot.json`;
  const change = async (file: string, name: string, vouched: string): Promise<void> => {
    const named = { [name]: meta(host.get(vouched) ?? new Uint8Array()) };
    await forge(dir, host, file, (signed) => Object.assign(signed['meta'] as object, named), 'online-1');
  };
  if (path !== snapshot) await change(snapshot, path.slice(path.indexOf('.') + 1), path);
  await change('timestamp.json', 'snapshot.json', snapshot);
}

/** Why a sync was refused; what was believed before is untouched, and believed again. */
export async function refusalOf(host: Host, reader: TestClient): ReturnType<typeof channelFaultOf> {
  const kept = structuredClone(reader.state);
  const fault = await channelFaultOf(sync(host, reader));
  expect(reader.state).toEqual(kept);
  if (reader.state !== null) await restoreAndVerify(reader.state, reader);
  return fault;
}
