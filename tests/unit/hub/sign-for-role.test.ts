/** Signing for a role: which keys are used, what a refusal names, and how a file is described in metadata. */
import { createHash } from 'node:crypto';
import { MetaFile, Metadata, Root, Timestamp } from '@tufjs/models';
import { beforeEach, describe, expect, it } from 'vitest';
import { isFastForward } from '../../../hub/channel/host/fast-forward.ts';
import { generateKey, type GeneratedKey } from '../../../hub/channel/key-files/signing-keys.ts';
import {
  addSignatures,
  metadataFile,
  metaFileOf,
  signForRole,
  TUF_SPEC_VERSION,
} from '../../../hub/channel/signing/sign-for-role.ts';

const [first, second, third, other] = [1, 2, 3, 4].map((holder) => generateKey('targets', holder)) as [
  GeneratedKey,
  GeneratedKey,
  GeneratedKey,
  GeneratedKey,
];
const named = [first, second, third].map(({ key }) => key);
/** Two of three keys must sign the timestamp. */
const root = Root.fromJSON({
  spec_version: TUF_SPEC_VERSION,
  version: 1,
  expires: '2027-11-25T00:00:00Z',
  consistent_snapshot: true,
  keys: Object.fromEntries(named.map((key) => [key.keyID, key.toJSON()])),
  roles: Object.fromEntries(
    ['root', 'targets', 'snapshot', 'timestamp'].map((name) => [
      name,
      { keyids: named.map(({ keyID }) => keyID), threshold: 2 },
    ]),
  ),
});
const role = root.roles['timestamp']!;
const locked = ({ name, key }: GeneratedKey) => ({ name, key, unlock: () => Promise.resolve(null) });
/** A key that a person would have to open. */
const unopened = ({ name, key }: GeneratedKey) => ({ name, key, unlock: () => Promise.reject(new Error('opened')) });

let metadata: Metadata<Timestamp>;
beforeEach(() => {
  const snapshotMeta = new MetaFile({ version: 1 });
  const expires = '2026-12-02T00:00:00Z';
  metadata = new Metadata(new Timestamp({ version: 7, specVersion: TUF_SPEC_VERSION, expires, snapshotMeta }));
});
const signers = (): string[] => Object.keys(metadata.signatures);
const refusal = async (keys: Parameters<typeof addSignatures>[3]): Promise<readonly string[]> =>
  (await addSignatures(metadata, 'the list', role, keys))?.lines ?? [];

describe('a role of three keys, of which two must sign', () => {
  it('is signed by two of them, and by no key of others; readers accept it', async () => {
    expect(await signForRole(metadata, 'the list', role, [other, first, second, unopened(third)])).toBe(metadata);
    expect(signers()).toEqual([first, second].map(({ key }) => key.keyID));
    expect(() => new Metadata(root).verifyDelegate('timestamp', metadata)).not.toThrow();
  });

  it('needs no more than the signatures that are not there yet, and no key twice', async () => {
    await addSignatures(metadata, 'the list', role, [first]);
    expect(await addSignatures(metadata, 'the list', role, [unopened(first), third])).toBeNull();
    expect(signers()).toEqual([first, third].map(({ key }) => key.keyID));
    expect(await addSignatures(metadata, 'the list', role, [unopened(second)])).toBeNull();
  });

  it('does not count the signature of a key that is not of the role', async () => {
    metadata.sign(await other.unlock());
    expect(await refusal([first])).toEqual(['To sign the list, 2 of its keys are needed: here are only targets-1.']);
    await expect(signForRole(metadata, 'the list', role, [])).rejects.toThrow('none of them is here');
  });

  it('goes on with the next key where one is locked', async () => {
    expect(await addSignatures(metadata, 'the list', role, [locked(first), second, third])).toBeNull();
    expect(signers()).toEqual([second, third].map(({ key }) => key.keyID));
  });

  it('names the keys that are here, and those that no passphrase opens', async () => {
    expect(await refusal([])).toEqual(['To sign the list, 2 of its keys are needed: none of them is here.']);
    const [needed, passphrase, ...rest] = await refusal([locked(first), second, locked(third)]);
    expect(needed).toMatch(/here are only targets-2 and, locked, targets-1, targets-3\.$/u);
    expect(passphrase).toMatch(/opens targets-1, targets-3 .*--passphrase-file FILE.*JOBLANTERN_PASSPHRASE/u);
    expect(rest).toEqual([]);
    metadata.signatures = {};
    expect((await refusal([first, second, third].map(locked)))[0]).toMatch(
      /none of them is here and, locked, targets-1, targets-2, targets-3\.$/u,
    );
  });
});

it('a file is described by its length in bytes and its digest, as readers compare them', () => {
  const file = metadataFile(metadata, '7.snapshot.json');
  expect(file.name).toBe('7.snapshot.json');
  const text = Buffer.from(file.bytes).toString();
  expect(JSON.parse(text)).toEqual(metadata.toJSON());
  const bytes = Buffer.from('größer');
  expect(metaFileOf({ name: 'x', bytes }, 7).toJSON()).toEqual({
    version: 7,
    length: 8,
    hashes: { sha256: createHash('sha256').update(bytes).digest('hex') },
  });
});

it('a version is one to follow up to 100,000 ahead of the own one', () => {
  expect([7, 100_007, 100_008].map((version) => isFastForward(version, 7))).toEqual([false, false, true]);
});
