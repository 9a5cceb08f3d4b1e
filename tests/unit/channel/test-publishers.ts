/** Whom the attacks are tried on: the project's own publishing tool, and a repository that only `@tufjs/models` wrote. */
import { createHash } from 'node:crypto';
import { canonicalize } from '@tufjs/canonical-json';
import { refreshChannel, signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { renewRoot } from '../../../hub/channel/key-files/renew-root.ts';
import { createModelsRepository, type RepositoryFile, type RoleKind } from '../../../tools/setup/models-repository.ts';
import { hashInto } from '../../../utils/indicators/hash.ts';
import { HASHES_TARGET, LISTINGS_TARGET } from '../../../utils/indicators/indicator-list.ts';
import { encodeListings } from '../../../utils/indicators/listings.ts';
import { sortHashPairs } from '../../../utils/indicators/indicator-set.ts';
import { encodeHashes } from '../../../utils/indicators/encode-hashes.ts';
import { encodeWithdrawals } from '../../../utils/indicators/withdrawals.ts';
import { forge, hostOf, listTelegram, makeChannel, NOW, RECIPIENT, type Host } from './test-channel.ts';

type Days = Partial<Record<'root' | 'targets' | 'withdrawals' | 'snapshot' | 'timestamp', number>>;

/**
 * A channel with one listed recruiter, signed at NOW. Two of three sign the root, two the list, one the withdrawals.
 */
export interface Publisher {
  host(): Promise<Host>;
  /** A release with one more recruiter. */
  release(handle: string): Promise<Host>;
  /** A new snapshot and timestamp. */
  refresh(): Promise<Host>;
  /** The next root; the kinds of keys named are made anew, `online-1` to `online-2` and so on. */
  renewRoot(options?: { replace?: Exclude<RoleKind, 'withdrawals'>[]; recipients?: string[] }): Promise<Host>;
  /** Changes signed metadata and signs it again with the named keys, as their thief would. */
  forge(
    host: Host,
    path: string,
    change: (signed: Record<string, unknown>) => void,
    ...names: string[]
  ): Promise<Uint8Array>;
}

export type MakePublisher = (days?: Days) => Promise<Publisher>;

const byOurTool: MakePublisher = async (days) => {
  const dir = await makeChannel(days === undefined ? {} : { days });
  return {
    host: () => hostOf(dir),
    async release(handle) {
      await listTelegram(dir, handle);
      await signChannel({ dir, now: NOW });
      return hostOf(dir);
    },
    async refresh() {
      await refreshChannel({ dir, now: NOW });
      return hostOf(dir);
    },
    async renewRoot(options = {}) {
      await renewRoot({ dir, now: NOW, ...options });
      return hostOf(dir);
    },
    forge: (host, path, change, ...names) => forge(dir, host, path, change, ...names),
  };
};

const byModels: MakePublisher = async (days = {}) => {
  const usual = { root: 365, targets: 90, withdrawals: 30, snapshot: 7, timestamp: 7 };
  const repository = createModelsRepository({
    publisher: 'Example NGO',
    recipients: [RECIPIENT],
    now: NOW,
    days: { ...usual, ...days },
    keys: {
      root: { count: 3, threshold: 2 },
      targets: { count: 2, threshold: 2 },
      withdrawals: { count: 1, threshold: 1 },
      online: { count: 1, threshold: 1 },
    },
  });
  const handles = ['gold_hr88'];
  const release = (): void => repository.release(listFiles(handles), encodeWithdrawals(new Map()));
  const host = async (): Promise<Host> => new Map(repository.host);
  release();
  return {
    host,
    release(handle) {
      handles.push(handle);
      release();
      return host();
    },
    refresh() {
      repository.refresh();
      return host();
    },
    renewRoot({ replace, recipients } = {}) {
      repository.renewRoot(replace, recipients);
      return host();
    },
    async forge(served, path, change, ...names) {
      const json = JSON.parse(Buffer.from(served.get(path) ?? []).toString()) as {
        signed: Record<string, unknown>;
        signatures: { keyid: string; sig: string }[];
      };
      change(json.signed);
      const payload = Buffer.from(canonicalize(json.signed));
      const keys = repository.signers.filter(({ name }) => names.includes(name));
      json.signatures = keys.map((signer) => ({ keyid: signer.key.keyID, sig: signer.sign(payload).sig }));
      const bytes = new Uint8Array(Buffer.from(JSON.stringify(json)));
      served.set(path, bytes);
      return bytes;
    },
  };
};

export const PUBLISHERS: readonly [name: string, make: MakePublisher][] = [
  ['a channel by our own tool', byOurTool],
  ['a repository by @tufjs/models', byModels],
];

function listFiles(handles: readonly string[]): RepositoryFile[] {
  const pairs = new Uint32Array(2 * handles.length);
  for (const [at, value] of handles.entries()) {
    hashInto(pairs.subarray(2 * at, 2 * at + 2), { kind: 'telegram', value });
  }
  const listings = handles.map(() => ({
    publisher: 'Example NGO',
    category: 'trafficking',
    listedOn: '2026-11-25',
    evidence: 'case 7',
  }));
  // Without a digest of the hashes: a publisher need not sign one.
  return [
    { name: HASHES_TARGET, bytes: encodeHashes(sortHashPairs(pairs).pairs) },
    { name: LISTINGS_TARGET, bytes: encodeListings(listings) },
  ];
}

/**
 * The online key, stolen too, vouches for a changed file of release `version`. Only the role's own check is left to
 * refuse it. `digest`: whether it names length and digest as well as the version.
 */
export async function vouch(
  publisher: Publisher,
  host: Host,
  version: number,
  path: string,
  digest = true,
): Promise<void> {
  const meta = (file: Uint8Array) => ({
    version,
    ...(digest ? { length: file.length, hashes: { sha256: sha256(file) } } : {}),
  });
  const snapshot = `${version}.snapshot.json`;
  const change = async (file: string, name: string, vouched: string): Promise<void> => {
    const named = { [name]: meta(host.get(vouched) ?? new Uint8Array()) };
    await publisher.forge(host, file, (signed) => Object.assign(signed['meta'] as object, named), 'online-1');
  };
  if (path !== snapshot) await change(snapshot, path.slice(path.indexOf('.') + 1), path);
  await change('timestamp.json', 'snapshot.json', snapshot);
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
