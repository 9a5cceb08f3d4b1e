/**
 * Makes a TUF repository in memory with `@tufjs/models` alone. Tests use it as the repository of another tool, and benches as a
 * large signed channel.
 */
import { DAY_MS } from '../../utils/indicators/day-number.ts';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { canonicalize } from '@tufjs/canonical-json';
import { Key, Metadata, MetaFile, Root, Signature, Snapshot, TargetFile, Targets, Timestamp } from '@tufjs/models';

export interface Signer {
  /** E.g. `targets-2`: the role's name and a number; `online-1` signs snapshot and timestamp. */
  name: string;
  key: Key;
  sign(data: Uint8Array): Signature;
}

export type RoleKind = 'root' | 'targets' | 'withdrawals' | 'online';

export interface RepositoryOptions {
  publisher: string;
  recipients: readonly string[];
  /** Milliseconds since 1970. */
  now: number;
  /** Validity in days. */
  days: Record<'root' | 'targets' | 'withdrawals' | 'snapshot' | 'timestamp', number>;
  /** Keys and threshold of each role. */
  keys: Record<RoleKind, { count: number; threshold: number }>;
}

export interface RepositoryFile {
  name: string;
  bytes: Uint8Array;
  /** Signed beside length and digest. */
  custom?: Record<string, unknown>;
}

export interface ModelsRepository {
  /** Files of the web host: path to bytes. */
  host: Map<string, Uint8Array>;
  signers: Signer[];
  /** Signs these as the targets, `readWithdrawn` by the delegated role, and everything above. */
  release(files: readonly RepositoryFile[], withdrawn: Uint8Array): void;
  /** Signs a new snapshot and timestamp. */
  refresh(): void;
  /** Signs a new root. `replace`: kinds of keys to replace. */
  renewRoot(replace?: readonly RoleKind[], recipients?: readonly string[]): void;
}

const SPEC_VERSION = '1.0.31';
const WITHDRAWN_TARGET = 'withdrawn.json';

export function makeSigner(name: string): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
  const content = { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: raw } };
  const keyID = createHash('sha256').update(canonicalize(content)).digest('hex');
  const key = new Key({ keyID, keyType: 'ed25519', scheme: 'ed25519', keyVal: content.keyval });
  return { name, key, sign: (data) => new Signature({ keyID, sig: sign(null, data, privateKey).toString('hex') }) };
}

export function signedBytes(
  content: Root | Targets | Snapshot | Timestamp,
  signers: readonly Pick<Signer, 'sign'>[],
): Uint8Array {
  const metadata = new Metadata(content);
  for (const signer of signers) metadata.sign((data) => signer.sign(data));
  return new Uint8Array(Buffer.from(JSON.stringify(metadata.toJSON())));
}

export function createModelsRepository({ now, days, keys, ...named }: RepositoryOptions): ModelsRepository {
  const host = new Map<string, Uint8Array>();
  const versions = { root: 0, targets: 0, withdrawals: 0, snapshot: 0, timestamp: 0 };
  const all: Signer[] = [];
  const current = {} as Record<RoleKind, Signer[]>;
  const makeKeys = (kind: RoleKind): void => {
    const before = all.filter(({ name }) => name.startsWith(kind)).length;
    current[kind] = Array.from({ length: keys[kind].count }, (_, at) => makeSigner(`${kind}-${before + at + 1}`));
    all.push(...current[kind]);
  };
  for (const kind of ['root', 'targets', 'withdrawals', 'online'] as const) makeKeys(kind);
  let { recipients } = named;

  const common = (role: keyof typeof versions) => ({
    version: (versions[role] += 1),
    specVersion: SPEC_VERSION,
    expires: new Date(now + days[role] * DAY_MS).toISOString().replace(/\.\d{3}Z$/u, 'Z'),
  });

  function writeRoot(more: readonly Signer[]): void {
    const root = new Root({
      ...common('root'),
      consistentSnapshot: true,
      // The type of the option is narrower than what the package writes.
      unrecognizedFields: { custom: { publisher: named.publisher, recipients: [...recipients] } },
    });
    for (const role of ['root', 'targets', 'snapshot', 'timestamp'] as const) {
      const kind = role === 'root' || role === 'targets' ? role : 'online';
      for (const { key } of current[kind]) root.addKey(key, role);
      const made = root.roles[role];
      if (made !== undefined) Object.assign(made, { threshold: keys[kind].threshold });
    }
    host.set(`${versions.root}.root.json`, signedBytes(root, [...new Set([...more, ...current.root])]));
  }

  function metaOf(path: string, version: number): MetaFile {
    const bytes = host.get(path) ?? new Uint8Array();
    return new MetaFile({ version, length: bytes.length, hashes: { sha256: sha256(bytes) } });
  }

  function refresh(): void {
    const meta = {
      'targets.json': metaOf(`${versions.targets}.targets.json`, versions.targets),
      'withdrawals.json': metaOf(`${versions.withdrawals}.withdrawals.json`, versions.withdrawals),
    };
    const path = `${versions.snapshot + 1}.snapshot.json`;
    host.set(path, signedBytes(new Snapshot({ ...common('snapshot'), meta }), current.online));
    const snapshotMeta = metaOf(path, versions.snapshot);
    host.set('timestamp.json', signedBytes(new Timestamp({ ...common('timestamp'), snapshotMeta }), current.online));
  }

  function targetOf({ name, bytes, custom }: RepositoryFile): TargetFile {
    host.set(`targets/${sha256(bytes)}.${name}`, bytes);
    const more = custom === undefined ? {} : { unrecognizedFields: { custom } as never };
    return new TargetFile({ path: name, length: bytes.length, hashes: { sha256: sha256(bytes) }, ...more });
  }

  function delegations(): NonNullable<Targets['delegations']> {
    const role = {
      name: 'withdrawals',
      keyids: current.withdrawals.map(({ key }) => key.keyID),
      threshold: keys.withdrawals.threshold,
      terminating: true,
      paths: [WITHDRAWN_TARGET],
    };
    const ofRole = Object.fromEntries(current.withdrawals.map(({ key }) => [key.keyID, key.toJSON()]));
    // The class itself is not exported; a document read from JSON has one.
    const { delegations: made } = Targets.fromJSON({
      spec_version: SPEC_VERSION,
      version: 1,
      expires: '2030-01-01T00:00:00Z',
      targets: {},
      delegations: { keys: ofRole, roles: [role] },
    });
    if (made === undefined) throw new TypeError('delegations were not read');
    return made;
  }

  writeRoot([]);
  return {
    host,
    signers: all,
    refresh,
    release(files, withdrawn) {
      const named = Object.fromEntries(files.map((file) => [file.name, targetOf(file)]));
      const targets = new Targets({ ...common('targets'), targets: named, delegations: delegations() });
      host.set(`${versions.targets}.targets.json`, signedBytes(targets, current.targets));
      const withdrawnTarget = { [WITHDRAWN_TARGET]: targetOf({ name: WITHDRAWN_TARGET, bytes: withdrawn }) };
      const withdrawals = new Targets({ ...common('withdrawals'), targets: withdrawnTarget });
      host.set(`${versions.withdrawals}.withdrawals.json`, signedBytes(withdrawals, current.withdrawals));
      refresh();
    },
    renewRoot(replace = [], others = recipients) {
      const before = [...current.root];
      for (const kind of replace) makeKeys(kind);
      recipients = others;
      writeRoot(before);
    },
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
