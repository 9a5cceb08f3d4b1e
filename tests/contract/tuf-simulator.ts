/** A TUF repository in memory whose metadata a test may change in any way. Two clients read it: ours and tuf-js. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalize } from '@tufjs/canonical-json';
import { Updater } from 'tuf-js';
import { onTestFinished } from 'vitest';
import { nodeCrypto } from '../../hub/channel/node-crypto.ts';
import { makeSigner, type Signer } from '../../tools/setup/models-repository.ts';
import type { ChannelState } from '../../utils/channel/stored-release.ts';
import type { TrustedVersions } from '../../utils/channel/trusted-versions.ts';
import { updateChannel } from '../../utils/channel/update-channel.ts';

export type TopLevelRole = 'root' | 'timestamp' | 'snapshot' | 'targets';
const ROLES: readonly TopLevelRole[] = ['root', 'timestamp', 'snapshot', 'targets'];
const DAY_MS = 86_400_000;

/** Member `signed` of metadata, as JSON. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export interface Simulator {
  /** Path to bytes, as a web host serves them. */
  host: Map<string, Uint8Array>;
  signed: Record<TopLevelRole, Json>;
  signers: Record<TopLevelRole, Signer[]>;
  /** Signs one role with its signers, or with others, and puts it on the host. */
  publish(role: TopLevelRole, signers?: readonly Signer[]): void;
  /** Raises the versions of a role and of those that name it, and publishes them. */
  release(...roles: TopLevelRole[]): void;
  /** Replaces the keys of roles in the root, and publishes the next root signed by old and new root keys. */
  rotate(...roles: TopLevelRole[]): void;
  addTarget(name: string, content: string): void;
}

export function expiresIn(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().replace(/\.\d+Z$/u, 'Z');
}

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

export function createSimulator(): Simulator {
  const host = new Map<string, Uint8Array>();
  const signers = Object.fromEntries(ROLES.map((role) => [role, [makeSigner(`${role}-1`)]])) as Simulator['signers'];
  const common = { spec_version: '1.0.31', version: 1, expires: expiresIn(30) };
  const signed: Simulator['signed'] = {
    root: { _type: 'root', ...common, consistent_snapshot: true, keys: {}, roles: {} },
    timestamp: { _type: 'timestamp', ...common, meta: { 'snapshot.json': { version: 1 } } },
    snapshot: { _type: 'snapshot', ...common, meta: { 'targets.json': { version: 1 } } },
    targets: { _type: 'targets', ...common, targets: {} },
  };

  function nameKeys(): void {
    const { root } = signed;
    root.keys = {};
    for (const role of ROLES) {
      root.roles[role] = { keyids: signers[role].map(({ key }) => key.keyID), threshold: 1 };
      for (const { key } of signers[role]) root.keys[key.keyID] = key.toJSON();
    }
  }

  const simulator: Simulator = {
    host,
    signed,
    signers,
    publish(role, by = signers[role]) {
      const payload = Buffer.from(canonicalize(signed[role]));
      const signatures = by.map(({ key, sign }) => ({ keyid: key.keyID, sig: sign(payload).sig }));
      const bytes = Buffer.from(JSON.stringify({ signatures, signed: signed[role] }));
      const { version } = signed[role] as { version: number };
      host.set(role === 'timestamp' ? 'timestamp.json' : `${version}.${role}.json`, new Uint8Array(bytes));
    },
    release(...roles) {
      if (roles.includes('targets')) signed.snapshot.meta['targets.json'].version = ++signed.targets.version;
      if (roles.includes('targets') || roles.includes('snapshot')) {
        signed.timestamp.meta['snapshot.json'].version = ++signed.snapshot.version;
      }
      signed.timestamp.version++;
      for (const role of ['targets', 'snapshot', 'timestamp'] as const) simulator.publish(role);
    },
    rotate(...roles) {
      const old = signers.root;
      for (const role of roles) signers[role] = [makeSigner(`${role}-next`)];
      signed.root.version++;
      nameKeys();
      simulator.publish('root', [...new Set([...old, ...signers.root])]);
    },
    addTarget(name, content) {
      const hash = sha256(content);
      signed.targets.targets[name] = { length: content.length, hashes: { sha256: hash } };
      host.set(`targets/${hash}.${name}`, new Uint8Array(Buffer.from(content)));
    },
  };
  nameKeys();
  simulator.addTarget('file.txt', 'content');
  for (const role of ROLES) simulator.publish(role);
  return simulator;
}

export interface Client {
  /** Runs the client workflow. Returns the trusted versions, or null when the repository is refused. */
  refresh(): Promise<{ timestamp: number; snapshot: number; targets: number; file: string | null } | null>;
}

const versionOf = (bytes: Uint8Array): number =>
  (JSON.parse(Buffer.from(bytes).toString()) as { signed: { version: number } }).signed.version;

/** Our client, with what it stores between syncs. */
export function ourClient({ host }: Simulator, pinned = host.get('1.root.json') ?? new Uint8Array()): Client {
  let state: ChannelState | null = null;
  let versions: TrustedVersions | null = null;
  const baseUrl = 'https://simulator.example/';
  return {
    async refresh() {
      try {
        const result = await updateChannel({
          ...nodeCrypto,
          state,
          versions,
          pinned,
          baseUrl,
          now: Date.now(),
          fetch: (url) => {
            const bytes = host.get(url.slice(baseUrl.length));
            const body = bytes === undefined ? null : (new Blob([bytes.slice()]).stream() as never);
            return Promise.resolve({ status: bytes === undefined ? 404 : 200, headers: new Headers(), body });
          },
          onTrustedVersions: async (trusted) => void (versions = trusted),
          onNewRoots: async ({ roots }) => void (state &&= { ...state, newerRoots: roots }),
        });
        ({ state } = result);
        const file = state.files['file.txt'];
        return {
          timestamp: versionOf(state.timestamp),
          snapshot: versionOf(state.snapshot),
          targets: versionOf(state.targets),
          file: file === undefined ? null : Buffer.from(file).toString(),
        };
      } catch (error) {
        if ((error as Error).name !== 'ChannelError') throw error;
        return null;
      }
    },
  };
}

/** tuf-js on a real HTTP server and a folder of its own. */
export async function tufJsClient(
  { host }: Simulator,
  pinned = host.get('1.root.json') ?? new Uint8Array(),
): Promise<Client> {
  const server = createServer((request, response) => {
    const bytes = host.get(decodeURIComponent((request.url ?? '').slice(1)));
    response.writeHead(bytes === undefined ? 404 : 200, { connection: 'close' }).end(bytes);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const folder = await mkdtemp(join(tmpdir(), 'joblantern-tuf-'));
  onTestFinished(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const [metadataDir, targetDir] = [join(folder, 'metadata'), join(folder, 'targets')];
  await mkdir(metadataDir);
  await mkdir(targetDir);
  await writeFile(join(metadataDir, 'root.json'), pinned);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    async refresh() {
      try {
        const updater = new Updater({
          metadataDir,
          targetDir,
          metadataBaseUrl: url,
          targetBaseUrl: `${url}/targets`,
          config: { fetchRetries: 0 },
        });
        await updater.refresh();
        const info = await updater.getTargetInfo('file.txt');
        const path = info === undefined ? null : await updater.downloadTarget(info);
        const { trustedSet } = updater as unknown as { trustedSet: Record<string, { signed: { version: number } }> };
        return {
          timestamp: trustedSet['timestamp']?.signed.version ?? 0,
          snapshot: trustedSet['snapshot']?.signed.version ?? 0,
          targets: trustedSet['targets']?.signed.version ?? 0,
          file: path === null ? null : await readFile(path, 'utf8'),
        };
      } catch {
        return null;
      }
    },
  };
}
