/** A new root: whose keys it names, and how many must sign. What stays on this machine when it is not finished. */
import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeEach, describe, expect, it } from 'vitest';
import { channelPaths } from '../../../hub/channel/channel-folder.ts';
import { keyTable } from '../../../hub/channel/key-files/key-table.ts';
import { readPublicKeys } from '../../../hub/channel/key-files/public-keys.ts';
import { newestRootName, readPublishedMetadata, readRoots } from '../../../hub/channel/signing/published-metadata.ts';
import { recoverKey, theftAdvice } from '../../../hub/channel/key-files/recover-key.ts';
import { renewRoot, type RenewRootOptions } from '../../../hub/channel/key-files/renew-root.ts';
import { requestSignature, signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { generateKey, keyFromPublicHex, publicKeyHex } from '../../../hub/channel/key-files/signing-keys.ts';
import { parseMetadata, type SignedData } from '../../../utils/channel/metadata.ts';
import {
  clientOf,
  DAY_MS,
  hostOf,
  makeChannel,
  NOW,
  RECIPIENT,
  sync,
  temporaryFolder,
} from '../channel/test-channel.ts';
import { snapshotFolder } from './publisher-machine.ts';

let dir: string;
beforeEach(async () => {
  dir = await makeChannel();
});

const renew = (options: Partial<RenewRootOptions> = {}) => renewRoot({ dir, now: NOW, ...options });

async function newestRoot(): Promise<SignedData<'root'>> {
  const name = await newestRootName(dir);
  return parseMetadata('root', name, new Uint8Array(await readFile(join(channelPaths(dir).public, name)))).signed;
}

const personOf = (name: string) => ({
  'joblantern-person': 1 as const,
  name,
  targets: publicKeyHex(generateKey('targets', name).key),
  withdrawals: publicKeyHex(generateKey('withdrawals', name).key),
});

describe('renewRoot', () => {
  it('by itself changes version and expiry alone', async () => {
    const before = await newestRoot();
    expect(await renew()).toEqual({
      version: 2,
      createdKeys: [],
      retiredKeys: [],
      mustResign: false,
      awaitsSignature: false,
    });
    expect(await newestRoot()).toEqual({ ...before, version: 2, expires: '2027-11-25T12:00:00Z' });
    // As many keys sign as must, so that no more passphrases are asked for.
    const { signatures } = JSON.parse(await readFile(join(channelPaths(dir).public, '2.root.json'), 'utf8')) as {
      signatures: unknown[];
    };
    expect(signatures).toHaveLength(2);
    await renew({ days: { root: 10 }, now: NOW + DAY_MS });
    expect((await newestRoot()).expires).toBe('2026-12-06T12:00:00Z');
  });

  it('changes the recipients and keeps the publisher', async () => {
    await renew({ recipients: [] });
    expect((await newestRoot()).custom).toEqual({ publisher: 'Example NGO', recipients: [] });
    await renew();
    expect((await newestRoot()).custom?.recipients).toEqual([]);
    await renew({ recipients: [RECIPIENT] });
    expect((await newestRoot()).custom?.recipients).toEqual([RECIPIENT]);
  });

  it.each([
    ['root', ['root-4', 'root-5', 'root-6'], ['root-1', 'root-2', 'root-3'], false],
    ['targets', ['targets-3', 'targets-4'], ['targets-1', 'targets-2'], true],
    ['online', ['online-2'], ['online-1'], true],
    ['withdrawals', ['withdrawals-3', 'withdrawals-4'], ['withdrawals-1', 'withdrawals-2'], true],
  ] as const)('replaces the keys of the kind %s', async (kind, createdKeys, retiredKeys, mustResign) => {
    const before = await newestRoot();
    expect(await renew({ replace: [kind] })).toMatchObject({ createdKeys, retiredKeys, mustResign });
    const after = await newestRoot();
    const roles = { root: ['root'], targets: ['targets'], online: ['snapshot', 'timestamp'], withdrawals: [] }[kind];
    for (const role of ['root', 'targets', 'snapshot', 'timestamp'] as const) {
      const [old, current] = [before.roles[role], after.roles[role]];
      expect([current.threshold, current.keyids.length], role).toEqual([old.threshold, old.keyids.length]);
      const kept = current.keyids.filter((id) => old.keyids.includes(id));
      expect(kept, role).toHaveLength(roles.some((each) => each === role) ? 0 : old.keyids.length);
    }
    // The root holds the keys of its roles and no others.
    const { root, targets, snapshot, timestamp } = after.roles;
    const named = [root, targets, snapshot, timestamp].flatMap(({ keyids }) => keyids);
    expect(new Set(Object.keys(after.keys))).toEqual(new Set(named));
    for (const name of retiredKeys) expect(existsSync(join(channelPaths(dir).keys, `${name}.pem`)), name).toBe(false);
    for (const name of createdKeys) expect(existsSync(join(channelPaths(dir).keys, `${name}.pem`)), name).toBe(true);
    const known = await readPublicKeys(dir);
    expect([...known.keys()].filter((name) => name.startsWith(kind)).sort()).toEqual([...createdKeys]);
  });

  it('replaces one key and leaves the others of its kind', async () => {
    const before = await newestRoot();
    expect(await renew({ replaceKeys: ['targets-2'] })).toMatchObject({
      createdKeys: ['targets-3'],
      retiredKeys: ['targets-2'],
      mustResign: true,
    });
    const after = await newestRoot();
    expect(after.roles.targets.keyids).toHaveLength(2);
    expect(after.roles.targets.keyids.filter((id) => before.roles.targets.keyids.includes(id))).toHaveLength(1);
    const kept = await snapshotFolder(dir);
    await expect(renew({ replaceKeys: ['targets-2'] })).rejects.toMatchObject({
      lines: [
        `There is no key targets-2: "channel keys ${dir}" names those there are. Nothing was changed.`,
        `If it was replaced by a command that broke off, that is ended by: channel sign ${dir}`,
      ],
    });
    expect(await snapshotFolder(dir)).toEqual(kept);
  });

  it('keeps the number of keys where some of a replaced kind are not known here', async () => {
    const mali = personOf('mali');
    await renew({ people: [mali] });
    const { publicKeys } = channelPaths(dir);
    const known = JSON.parse(await readFile(publicKeys, 'utf8')) as Record<string, string>;
    const rest = Object.entries(known).filter(([name]) => !name.endsWith('mali'));
    await writeFile(publicKeys, JSON.stringify(Object.fromEntries(rest)));
    expect((await renew({ replace: ['targets'] })).createdKeys).toEqual(['targets-3', 'targets-4', 'targets-5']);
    expect((await newestRoot()).roles.targets.keyids).toHaveLength(3);
  });

  it('lets a person join: two must sign from then on, and never fewer than before', async () => {
    dir = await makeChannel({ onePerson: true });
    const [mali, nok] = [personOf('mali'), personOf('nok')];
    expect(await renew({ people: [mali] })).toMatchObject({ createdKeys: [], retiredKeys: [], mustResign: true });
    expect((await newestRoot()).roles.targets).toMatchObject({ threshold: 2 });
    expect((await newestRoot()).roles.targets.keyids).toHaveLength(2);
    await renew({ people: [nok] });
    expect((await newestRoot()).roles.targets).toMatchObject({ threshold: 2 });
    expect((await newestRoot()).roles.targets.keyids).toHaveLength(3);
    const known = await readPublicKeys(dir);
    expect(known.get('targets-mali')).toBe(mali.targets);
    expect(known.get('withdrawals-nok')).toBe(nok.withdrawals);
    expect(await keyTable(dir)).toEqual(
      expect.arrayContaining([
        'targets-mali     kept elsewhere: lists',
        'withdrawals-nok  kept elsewhere, counts after the next "sign": withdraws, alone and at once',
      ]),
    );
    // Nobody joins twice by being named again.
    await renew({ people: [mali] });
    expect((await newestRoot()).roles.targets.keyids).toHaveLength(3);
  });

  it('changes nothing without two root keys, and says where another may be', async () => {
    const stick = await temporaryFolder();
    for (const name of ['root-2.pem', 'root-3.pem'])
      await rename(join(channelPaths(dir).keys, name), join(stick, name));
    const before = await snapshotFolder(dir);
    await expect(renew({ replace: ['online'] })).rejects.toMatchObject({
      lines: [
        'To sign the new root by the old keys, 2 of its keys are needed: here are only root-1.',
        'If another root key is on a memory stick: --keys FOLDER. If it is on another machine: --ask FILE.',
        'Nothing was changed.',
      ],
    });
    expect(await snapshotFolder(dir)).toEqual(before);
    expect(await renew({ folders: [stick] })).toMatchObject({ version: 2 });
    const ask = join(stick, 'request.jl');
    expect(await renew({ replace: ['online'], ask })).toMatchObject({ version: 3, awaitsSignature: true });
    // The old keys stay until the root is published.
    expect(existsSync(join(channelPaths(dir).keys, 'online-1.pem'))).toBe(true);
    expect(await newestRootName(dir)).toBe('2.root.json');
    const pending = join(channelPaths(dir).pending, 'root.json');
    const request = await readFile(pending);
    await renew({ folders: [stick] });
    await expect(renew({ signatures: [] })).rejects.toThrow('No signature was asked for here');
    // Another machine made a root meanwhile.
    await writeFile(pending, request);
    await expect(renew({ signatures: [] })).rejects.toThrow('Another root was published since the signature');
  });

  it('is followed by a reader of the first root over ten roots and more', async () => {
    const first = await hostOf(dir);
    for (let count = 0; count < 10; count++) await renew();
    expect(await newestRootName(dir)).toBe('11.root.json');
    expect((await readPublishedMetadata(dir)).root.signed.version).toBe(11);
    expect((await readRoots(dir)).map(({ signed }) => signed['version'])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect((await sync(await hostOf(dir), clientOf(first))).state.roots).toHaveLength(10);
  });
});

it('names no recipient to whom nothing can be sealed, and no more than a report has room for', async () => {
  const broken = RECIPIENT.replace('age1q', 'age1p');
  const many = await Promise.all(
    Array.from({ length: 9 }, async () => identityToRecipient(await generateX25519Identity())),
  );
  const before = await snapshotFolder(dir);
  await expect(renew({ recipients: [RECIPIENT, broken] })).rejects.toThrow(`"${broken}" is no age recipient`);
  await expect(renew({ recipients: many })).rejects.toThrow('room for 8 recipients, and these are 9');
  await expect(makeChannel({ recipients: [broken] })).rejects.toThrow('is no age recipient');
  expect(await snapshotFolder(dir)).toEqual(before);
  expect(await renew({ recipients: many.slice(1) })).toMatchObject({ version: 2 });
});

describe('recoverKey', () => {
  it('replaces a withdrawals key without a new root: the list is signed again', async () => {
    expect(await recoverKey({ dir, now: NOW }, 'withdrawals-2')).toEqual({
      version: 0,
      createdKeys: ['withdrawals-3'],
      retiredKeys: ['withdrawals-2'],
      awaitsSignature: false,
      mustResign: true,
    });
    expect(existsSync(join(channelPaths(dir).keys, 'withdrawals-2.pem'))).toBe(false);
    await signChannel({ dir, now: NOW });
    const { targets } = await readPublishedMetadata(dir);
    const known = await readPublicKeys(dir);
    const named = Object.values(targets?.signed.delegations?.keys ?? {}).map(publicKeyHex);
    expect(new Set(named)).toEqual(new Set([known.get('withdrawals-1'), known.get('withdrawals-3')]));
    await expect(recoverKey({ dir, now: NOW }, 'withdrawals-2')).rejects.toThrow('There is no key withdrawals-2');
  });

  it('counts on after the tenth withdrawals key: no key gets the name of another', async () => {
    for (let number = 2; number <= 11; number += 1) {
      const { createdKeys } = await recoverKey({ dir, now: NOW }, `withdrawals-${number}`);
      expect(createdKeys).toEqual([`withdrawals-${number + 1}`]);
    }
    expect((await recoverKey({ dir, now: NOW }, 'withdrawals-1')).createdKeys).toEqual(['withdrawals-13']);
  });

  it("makes no successor here for another person's list key: one person could sign for two", async () => {
    dir = await makeChannel({ onePerson: true });
    const [mali, later, nok] = [personOf('mali'), personOf('mali'), personOf('nok')];
    await renew({ people: [mali] });
    const before = await snapshotFolder(dir);
    for (const lacking of [
      () => recoverKey({ dir, now: NOW }, 'targets-mali'),
      () => renew({ replaceKeys: ['targets-mali'] }),
      () => renew({ replace: ['targets'] }),
    ])
      await expect(lacking()).rejects.toThrow('targets-mali: kept by another person');
    for (const name of ['targets-mali', 'withdrawals-mali'])
      await expect(recoverKey({ dir, now: NOW, people: [mali] }, name)).rejects.toThrow('Ask for new keys');
    expect(await snapshotFolder(dir)).toEqual(before);

    const replaced = await recoverKey({ dir, now: NOW, people: [later] }, 'targets-mali');
    expect(replaced).toMatchObject({ createdKeys: [], retiredKeys: ['targets-mali'], mustResign: true });
    expect(await readPublicKeys(dir)).toEqual(
      new Map([
        ...(await readPublicKeys(dir)),
        ['targets-mali', later.targets],
        ['withdrawals-mali', later.withdrawals],
      ]),
    );
    const { keys, roles } = await newestRoot();
    const listed = roles.targets.keyids.map((id) => keys[id]?.keyval.public);
    expect(roles.targets.threshold).toBe(2);
    expect([listed.length, listed.includes(later.targets), listed.includes(mali.targets)]).toEqual([2, true, false]);

    expect((await renew({ replace: ['targets'], people: [nok] })).createdKeys).toEqual(['targets-2']);
    expect((await recoverKey({ dir, now: NOW, people: [personOf('nok')] }, 'withdrawals-nok')).createdKeys).toEqual([]);
    expect((await recoverKey({ dir, now: NOW }, 'withdrawals-nok')).createdKeys).toEqual(['withdrawals-2']);
  });

  it('keeps the other keys of a channel that has no public-keys.json', async () => {
    await rm(channelPaths(dir).publicKeys);
    await recoverKey({ dir, now: NOW }, 'withdrawals-1');
    expect([...(await readPublicKeys(dir)).keys()].filter((name) => name.startsWith('withdrawals')).sort()).toEqual([
      'withdrawals-2',
      'withdrawals-3',
    ]);
  });

  it('explains that a channel without two root keys must be made anew, and only then', async () => {
    await expect(recoverKey({ dir, now: NOW }, 'targets-9')).rejects.toThrow(
      /^There is no key targets-9.*changed\.\n.*channel sign/u,
    );
    for (const name of ['root-1', 'root-3']) await rm(join(channelPaths(dir).keys, `${name}.pem`));
    await expect(recoverKey({ dir, now: NOW }, 'online-1')).rejects.toThrow('Then make a new channel');
  });

  it('says for each kind of key what its thief can have done', () => {
    const advice = ['root-1', 'targets-mali', 'withdrawals-2', 'online-1'].map((name) => theftAdvice(name).join(' '));
    for (const [at, words] of ['Should a second', 'channel diff', 'withdrawn.csv', 'held a list back'].entries()) {
      expect(advice[at]).toContain(words);
      expect(advice[at]).toContain('channel lock DIR');
    }
  });
});

it('asks in a file, and replaces neither a folder nor another file by the request', async () => {
  const stick = await temporaryFolder();
  for (const name of ['root-2.pem', 'root-3.pem']) await rename(join(channelPaths(dir).keys, name), join(stick, name));
  const table = join(stick, 'table.csv');
  await writeFile(table, 'kind,value');
  const before = await snapshotFolder(dir);
  await expect(renew({ replace: ['online'], ask: stick })).rejects.toThrow('is a folder: --ask takes a file');
  await expect(renew({ replace: ['online'], ask: table })).rejects.toThrow('is no request of before');
  await expect(requestSignature({ dir, now: NOW }, table)).rejects.toThrow('is no request of before');
  expect(await snapshotFolder(dir)).toEqual(before);
  expect(await readFile(table, 'utf8')).toBe('kind,value');
  const ask = join(stick, 'request.jl');
  for (const version of [2, 2])
    expect(await renew({ replace: ['online'], ask })).toMatchObject({ version, awaitsSignature: true });
});

describe('people', () => {
  it('have a name each: a key that counts would have none, and nobody would see it', async () => {
    dir = await makeChannel({ onePerson: true });
    const [mali, other] = [personOf('mali'), personOf('mali')];
    await renew({ people: [mali] });
    const before = await snapshotFolder(dir);
    await expect(renew({ people: [other] })).rejects.toMatchObject({
      lines: [
        expect.stringContaining('There is a key targets-mali already'),
        expect.stringContaining('--lost targets-mali --person mali.public.json'),
        expect.stringContaining('Nothing was changed.'),
      ],
    });
    await expect(renew({ people: [other], replaceKeys: ['targets-1'] })).rejects.toThrow('There is a key targets-mali');
    const nok = { ...personOf('nok'), targets: mali.targets };
    for (const people of [
      [personOf('nok'), personOf('nok')],
      [mali, mali],
    ]) {
      await expect(renew({ people })).rejects.toThrow('Two of the files are of');
      await expect(makeChannel({ people })).rejects.toThrow('Two of the files are of');
    }
    await expect(renew({ people: [mali, nok] })).rejects.toThrow('Two of the files hold the same key');
    expect(await snapshotFolder(dir)).toEqual(before);
    expect(await renew({ people: [other], replaceKeys: ['targets-mali'] })).toMatchObject({ version: 3 });
  });
});

describe('keyTable', () => {
  it('shows a key that counts and has no name here, and says which key no root names', async () => {
    const ask = join(await temporaryFolder(), 'request.jl');
    for (const name of ['root-2.pem', 'root-3.pem']) await rm(join(channelPaths(dir).keys, name));
    expect(await renew({ replace: ['online'], ask })).toMatchObject({ awaitsSignature: true });
    expect(await keyTable(dir)).toContain(
      'online-2         here, NOT encrypted (a timer uses it), does not count: no root names it: confirms that the list is current',
    );
    const { publicKeys, keys } = channelPaths(dir);
    const { 'targets-2': hex, ...rest } = JSON.parse(await readFile(publicKeys, 'utf8')) as Record<string, string>;
    await rm(join(keys, 'targets-2.pem'));
    await writeFile(publicKeys, JSON.stringify(rest));
    const id = keyFromPublicHex(hex ?? '').keyID.slice(0, 16);
    expect(await keyTable(dir)).toContain(`targets-?        without a name here (${id}), counts: lists`);
  });

  it('tells of each key where it is and what it is for, and how many must sign', async () => {
    expect(await keyTable(dir)).toEqual([
      'online-1         here, NOT encrypted (a timer uses it): confirms that the list is current',
      ...[1, 2, 3].map(
        (at) => `root-${at}           here, NOT encrypted: names all other keys and the recipients of reports`,
      ),
      ...[1, 2].map((at) => `targets-${at}        here, NOT encrypted: lists`),
      ...[1, 2].map((at) => `withdrawals-${at}    here, NOT encrypted: withdraws, alone and at once`),
      'A root needs 2 of 3 root keys; a list needs 2 of 2 targets keys; a withdrawal needs one withdrawals key.',
    ]);
    await rm(join(channelPaths(dir).keys, 'targets-2.pem'));
    expect(await keyTable(dir)).toContain('targets-2        kept elsewhere: lists');
  });
});
