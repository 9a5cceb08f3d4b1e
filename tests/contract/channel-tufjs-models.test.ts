/** The client reads a repository that only `@tufjs/models` wrote, with its own defaults and none of our roles. */
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { canonicalize } from '@tufjs/canonical-json';
import { Key, Metadata, MetaFile, Root, Signature, Snapshot, TargetFile, Targets, Timestamp } from '@tufjs/models';
import { expect, it } from 'vitest';
import { nodeCrypto } from '../../hub/channel/node-crypto.ts';
import type { ChannelFetch } from '../../utils/channel/download.ts';
import { toStoredRelease } from '../../utils/channel/stored-release.ts';
import { readTargetFiles, restoreRelease } from '../../utils/channel/restore-release.ts';
import { updateChannel } from '../../utils/channel/update-channel.ts';

const NOW = Date.UTC(2026, 10, 25);
const EXPIRES = '2027-01-01T00:00:00Z';
const BASE = 'https://other.example/tuf/';
const common = { version: 1, specVersion: '1.0.0', expires: EXPIRES };

interface Pair {
  key: Key;
  privateKey: KeyObject;
}

function createKeyPair(): Pair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'jwk' }).x ?? '';
  const keyVal = { public: Buffer.from(raw, 'base64url').toString('hex') };
  const content = { keytype: 'ed25519', scheme: 'ed25519', keyval: keyVal };
  const keyID = createHash('sha256').update(canonicalize(content)).digest('hex');
  return { key: new Key({ keyID, keyType: 'ed25519', scheme: 'ed25519', keyVal }), privateKey };
}

function signed(content: Root | Targets | Snapshot | Timestamp, { key, privateKey }: Pair): Uint8Array {
  const metadata = new Metadata(content);
  metadata.sign((data) => new Signature({ keyID: key.keyID, sig: sign(null, data, privateKey).toString('hex') }));
  return new Uint8Array(Buffer.from(JSON.stringify(metadata.toJSON())));
}

function repository(): { host: Map<string, Uint8Array>; file: Uint8Array } {
  const one = createKeyPair();
  const root = new Root(common);
  for (const role of ['root', 'targets', 'snapshot', 'timestamp']) root.addKey(one.key, role);
  const file = new Uint8Array(Buffer.from('any file of anybody'));
  const sha256 = createHash('sha256').update(file).digest('hex');
  const targets = new Targets(common);
  targets.addTarget(
    new TargetFile({ path: 'notes.txt', length: file.length, hashes: { sha256, sha512: 'not looked at' } }),
  );
  const snapshot = new Snapshot({ ...common, meta: { 'targets.json': new MetaFile({ version: 1 }) } });
  const timestamp = new Timestamp({ ...common, snapshotMeta: new MetaFile({ version: 1 }) });
  const host = new Map([
    ['1.root.json', signed(root, one)],
    ['1.targets.json', signed(targets, one)],
    ['1.snapshot.json', signed(snapshot, one)],
    ['timestamp.json', signed(timestamp, one)],
    [`targets/${sha256}.notes.txt`, file],
  ]);
  return { host, file };
}

it('reads a repository written by @tufjs/models, and verifies it again when it is restored', async () => {
  const { host, file } = repository();
  const fetch: ChannelFetch = (url) => {
    const bytes = host.get(url.slice(BASE.length));
    const body = bytes === undefined ? null : (new Blob([bytes.slice()]).stream() as never);
    return Promise.resolve({ status: bytes === undefined ? 404 : 200, url, headers: new Headers(), body });
  };
  const pinned = host.get('1.root.json') ?? new Uint8Array();
  const { state, opened } = await updateChannel({ ...nodeCrypto, state: null, pinned, fetch, baseUrl: BASE, now: NOW });
  expect(opened).toMatchObject({ version: 1, publisher: null, recipients: [], isStale: false, list: null });
  expect(state.files['notes.txt']).toEqual(file);
  expect([...opened.files.keys()]).toEqual(['notes.txt']);
  const again = await restoreRelease(toStoredRelease(structuredClone(state)), { ...nodeCrypto, pinned, now: NOW });
  expect((await readTargetFiles(again, nodeCrypto)).get('notes.txt')).toEqual(file);
});
