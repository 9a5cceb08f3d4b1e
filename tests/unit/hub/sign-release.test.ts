/** What a signature here stands on: the opened request, the keys that count, the files that a release names. */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { channelPaths } from '../../../hub/channel/channel-folder.ts';
import { createInvitation } from '../../../hub/channel/host/create-invitation.ts';
import { fixedPassphrases } from '../../../hub/channel/key-files/passphrases.ts';
import { createPersonKeys, readFolderPublicKeys } from '../../../hub/channel/key-files/person-keys.ts';
import { readPublicKeys } from '../../../hub/channel/key-files/public-keys.ts';
import { publishTo } from '../../../hub/channel/host/publish-to.ts';
import { refreshChannel, requestSignature, signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { openRequest, signRequest, toBytes } from '../../../hub/channel/review/sign-request.ts';
import {
  readRequest,
  readSignature,
  writeRequest,
  type ListRequest,
} from '../../../hub/channel/signing/signature-request.ts';
import { encryptKeys } from '../../../hub/channel/key-files/key-table.ts';
import { nodeCrypto } from '../../../hub/channel/node-crypto.ts';
import { openFormerRelease } from '../../../hub/channel/review/former-release.ts';
import { openWorkspace } from '../../../hub/channel/signing/publish-release.ts';
import { addSignatures } from '../../../hub/channel/signing/sign-for-role.ts';
import { draftTargets, topLevelRole } from '../../../hub/channel/signing/signed-targets.ts';
import { keyFromPublicHex, readKeys } from '../../../hub/channel/key-files/signing-keys.ts';
import { isHttpUrl, verifyChannel } from '../../../hub/channel/host/verify-channel.ts';
import { withdrawIndicators } from '../../../hub/channel/signing/withdraw-indicators.ts';
import { readWithdrawn, writeWithdrawn } from '../../../hub/channel/list/withdrawn-file.ts';
import { loadTrustedRoot } from '../../../utils/channel/update-trusted-metadata.ts';
import {
  DAY_MS,
  forge,
  hostOf,
  listTelegram,
  makeChannel,
  NOW,
  RECIPIENT,
  temporaryFolder,
  vouchFor,
} from '../channel/test-channel.ts';
import { snapshotFolder, succeeds } from './publisher-machine.ts';

let dir: string;
let folder: string;
beforeEach(async () => {
  dir = await makeChannel();
  folder = await temporaryFolder();
});

const gold = { kind: 'telegram', value: 'gold_hr88' } as const;

async function requested(change: (request: ListRequest) => void = () => undefined): Promise<ListRequest> {
  const file = join(folder, 'request.jl');
  await requestSignature({ dir, now: NOW }, file);
  const request = (await readRequest(file)) as ListRequest;
  change(request);
  return request;
}

describe('a request', () => {
  it('names the channel by its first root, and what is signed by its version', async () => {
    const opened = await openRequest(await requested(), new Map());
    const { fingerprint } = await verifyChannel(dir, NOW);
    expect(opened).toMatchObject({ about: 'list', version: 2, publisher: 'Example NGO', fingerprint });
    expect(opened.changes).toEqual([
      '0 new, 0 removed, 0 disputed. The list then has 1 entries.',
      'Valid until 2027-02-23T12:00:00Z.',
    ]);
    expect(opened.confirmationsNeeded).toEqual([]);
    expect(opened.signers).toHaveLength(2);
  });

  it.each<[string, (request: ListRequest) => void, string | RegExp]>([
    ['of a later version than the next', ({ metadata }) => void (metadata.signed['version'] = 9), 'is for version 9'],
    ['without the hashes', ({ metadata }) => void delete targetsOf(metadata)['indicators.hashes'], 'does not hold'],
    [
      'with a delta that does not follow from the rows',
      ({ metadata }) => void (targetsOf(metadata)['delta.7'] = targetsOf(metadata)['indicators.hashes']!),
      'holds a delta that does not follow from the rows (delta.7)',
    ],
    ['that ends the delegation', ({ metadata }) => void delete metadata.signed['delegations'], 'exactly one role'],
    [
      'with another description of the hashes',
      ({ metadata }) => void Object.assign(targetsOf(metadata)['indicators.hashes']!, { more: 1 }),
      'describes indicators.hashes in another way',
    ],
    [
      'with a member that readers do not see',
      ({ metadata }) => void Object.defineProperty(targetsOf(metadata), '__proto__', { value: {}, enumerable: true }),
      'members that readers would not see',
    ],
    ['without the former withdrawals', ({ before }) => void (before!.withdrawals = null), 'could be listed again'],
    [
      'with former withdrawals that nobody signed',
      ({ before }) => void (before!.withdrawals!.metadata.signed['version'] = 9),
      /the former withdrawals/u,
    ],
    [
      'with another file of the former withdrawals',
      ({ before }) => void (before!.withdrawals!.file = Buffer.from('other').toString('base64')),
      /the former withdrawals/u,
    ],
    ['with a root of another', ({ roots }) => void (roots[0]!.signed['version'] = 2), /signatures verify/u],
    ['with rows that cannot be read', (request) => void (request.list = 'kind\n'), 'line 1: the column "value"'],
    [
      'with other hashes of the former list',
      (request) => void (request.before!.hashes = Buffer.from('other').toString('base64')),
      'the former indicators.hashes',
    ],
  ])('%s is refused', async (_what, change, reason) => {
    await expect(openRequest(await requested(change), new Map())).rejects.toThrow(reason);
  });

  const targetsOf = (metadata: ListRequest['metadata']) => metadata.signed['targets'] as Record<string, object>;

  it('after a release without a list shows each entry as new', async () => {
    const request = await requested();
    const workspace = await openWorkspace({ dir, now: NOW });
    const former = draftTargets(workspace, {}, [], '2027-01-01T00:00:00Z');
    await addSignatures(former, 'the list', topLevelRole(workspace.published, 'targets'), workspace.keys);
    const targets = JSON.parse(JSON.stringify(former.toJSON())) as ListRequest['metadata'];
    const before = { targets, hashes: '', listings: '', withdrawals: request.before!.withdrawals };
    const trusted = await loadTrustedRoot(toBytes(request.roots[0]), nodeCrypto);
    expect(await openFormerRelease(request, before, trusted)).toMatchObject({ version: 2, files: null });
    for (const part of [{ hashes: 'YQ==' }, { listings: 'YQ==' }, { hashes: 'YQ==', listings: 'YQ==' }])
      await expect(openFormerRelease(request, { ...before, ...part }, trusted)).rejects.toThrow(/former/u);
  });

  it('names other target files with their digests', async () => {
    const sha256 = 'ab'.repeat(32);
    const change = ({ metadata }: ListRequest): void => {
      targetsOf(metadata)['lexicon.bin'] = { length: 1, hashes: { sha256 } };
    };
    const { changes } = await openRequest(await requested(change), new Map());
    expect(changes).toContain(`Another file changes: lexicon.bin, SHA-256 ${sha256}, 1 bytes`);
  });

  it('is signed by the keys of the folder that may sign it, and by no others', async () => {
    const opened = await openRequest(await requested(), new Map());
    const known = await readPublicKeys(dir);
    const { keys } = channelPaths(dir);
    const signature = await signRequest(opened, keys, known, fixedPassphrases());
    expect(signature.signatures.map(({ name }) => name)).toEqual(['targets-1', 'targets-2']);
    expect(signature).toMatchObject({ about: 'list', version: 2 });
    await createPersonKeys(join(folder, 'eve'), 'eve', null);
    await expect(signRequest(opened, join(folder, 'eve'), new Map(), fixedPassphrases())).rejects.toThrow(
      `No key in ${join(folder, 'eve')} may sign this.`,
    );
    await encryptKeys(dir, fixedPassphrases(), { passphrase: 'ink lamp river', workFactor: 1 });
    await expect(signRequest(opened, keys, known, fixedPassphrases('another'))).rejects.toThrow(
      'No passphrase was given that opens a key. Nothing was signed.',
    );
  });

  it.each([
    ['no JSON', '{', 'is damaged: ask for it again'],
    ['another document', '{"joblantern-request":2}', 'is not a request for a signature'],
  ])('that is %s is refused', async (_what, text, reason) => {
    await writeFile(join(folder, 'x'), gzipSync(text));
    await expect(readRequest(join(folder, 'x'))).rejects.toThrow(reason);
    await writeFile(join(folder, 'x'), text);
    await expect(readRequest(join(folder, 'x'))).rejects.toThrow('cannot be read as a request for a signature');
  });

  it('comes back as a signature, or is refused with a reason', async () => {
    await expect(readSignature(join(folder, 'none'))).rejects.toThrow('cannot be read');
    await writeFile(join(folder, 'x'), '{');
    await expect(readSignature(join(folder, 'x'))).rejects.toThrow('is damaged');
    const signature = { name: 'a', keyid: 'b', sig: 'c'.repeat(128) };
    const good = { 'joblantern-signature': 1, about: 'list', version: 1, of: 'd'.repeat(64), signatures: [signature] };
    await writeFile(join(folder, 'x'), JSON.stringify(good));
    expect(await readSignature(join(folder, 'x'))).toEqual(good);
    for (const change of [{ signatures: [] }, { of: 'D'.repeat(64) }, { about: 'targets' }, { more: 1 }]) {
      await writeFile(join(folder, 'x'), JSON.stringify({ ...good, ...change }));
      await expect(readSignature(join(folder, 'x')), JSON.stringify(change)).rejects.toThrow('is no signature that');
    }
  });

  it('keeps its content on the way', async () => {
    const request = await requested();
    await writeRequest(join(folder, 'again'), request);
    expect(await readRequest(join(folder, 'again'))).toEqual(request);
  });
});

describe('the withdrawals', () => {
  it('stay in force when the list is signed without a withdrawals key', async () => {
    await withdrawIndicators({ dir, indicators: [gold], as: 'disputed', now: NOW });
    for (const at of [1, 2]) await rm(join(channelPaths(dir).keys, `withdrawals-${at}.pem`));
    expect(await signChannel({ dir, now: NOW })).toMatchObject({ targets: 2, withdrawals: 2, withdrawn: 1 });
    await expect(withdrawIndicators({ dir, indicators: [gold], as: 'removed', now: NOW })).rejects.toThrow(
      'No withdrawals key here can be opened, so nothing was withdrawn.',
    );
    expect(Array.from((await readWithdrawn(dir)).values(), ({ as }) => as)).toEqual(['disputed']);
  });

  it('must be signed again where none of their keys is named any longer', async () => {
    const { publicKeys, keys } = channelPaths(dir);
    const known = JSON.parse(await readFile(publicKeys, 'utf8')) as Record<string, string>;
    for (const at of [1, 2]) {
      known[`withdrawals-${at}`] = String(at).repeat(64);
      await rm(join(keys, `withdrawals-${at}.pem`));
    }
    await writeFile(publicKeys, JSON.stringify(known));
    const before = await snapshotFolder(dir);
    await expect(signChannel({ dir, now: NOW })).rejects.toThrow('To sign the withdrawals, 1 of its keys are needed');
    expect(await snapshotFolder(dir)).toEqual(before);
  });

  it('need a key at all, a signed list, and a name that is on it', async () => {
    const { publicKeys } = channelPaths(dir);
    await expect(
      withdrawIndicators({ dir, indicators: [gold, { kind: 'line', value: 'x.y' }], as: 'removed', now: NOW }),
    ).rejects.toThrow('x.y is not on the list.\nNothing was withdrawn.');
    expect((await readWithdrawn(dir)).size).toBe(0);
    const known = JSON.parse(await readFile(publicKeys, 'utf8')) as Record<string, string>;
    const rest = Object.entries(known).filter(([name]) => !name.startsWith('withdrawals'));
    await writeFile(publicKeys, JSON.stringify(Object.fromEntries(rest)));
    for (const at of [1, 2]) await rm(join(channelPaths(dir).keys, `withdrawals-${at}.pem`));
    await forgetRelease();
    await expect(signChannel({ dir, now: NOW })).rejects.toThrow('No withdrawals key is known. Make one');
    await expect(withdrawIndicators({ dir, indicators: [gold], as: 'removed', now: NOW })).rejects.toThrow(
      'Nothing was signed yet',
    );
    await expect(refreshChannel({ dir, now: NOW })).rejects.toThrow('Nothing was signed yet.');
  });

  it('end with the entry: a name that left the list is no longer withdrawn', async () => {
    await withdrawIndicators({ dir, indicators: [gold], as: 'removed', now: NOW });
    await writeFile(channelPaths(dir).list, 'kind,value,category,evidence\n');
    expect(await signChannel({ dir, now: NOW })).toMatchObject({ entries: 0, withdrawn: 0 });
    expect((await readWithdrawn(dir)).size).toBe(0);
  });

  it('are read back as they were written, and refused where they cannot be read', async () => {
    const entries = new Map([['x', { ...gold, on: '2026-11-25', as: 'disputed' as const }]]);
    await writeWithdrawn(dir, entries);
    expect([...(await readWithdrawn(dir)).values()]).toEqual([...entries.values()]);
    for (const row of ['telegram,gold_hr88,2026-11-25,gone', 'pigeon,x,2026-11-25,removed']) {
      await writeFile(channelPaths(dir).withdrawn, `kind,value,on,as\n${row}\n`);
      await expect(readWithdrawn(dir), row).rejects.toThrow('withdrawn.csv: line 2: cannot be read');
    }
  });
});

describe('a release', () => {
  it('counts its versions up, each role by itself', async () => {
    expect(await refreshChannel({ dir, now: NOW })).toMatchObject({
      root: 1,
      targets: 1,
      withdrawals: 1,
      snapshot: 2,
      timestamp: 2,
      entries: 1,
    });
    await listTelegram(dir, 'silver_hr77');
    const knowledge = join(folder, 'knowledge');
    await mkdir(knowledge);
    for (const name of ['lexicon.bin', '.hidden', 'a b']) await writeFile(join(knowledge, name), name);
    const release = await signChannel({ dir, now: NOW, knowledge });
    expect(release).toMatchObject({ targets: 2, withdrawals: 2, snapshot: 3, timestamp: 3, entries: 2 });
    expect(release.files.filter((name) => !name.startsWith('delta.')).sort()).toEqual([
      'indicators.hashes',
      'indicators.listings',
      'lexicon.bin',
      'withdrawn.json',
    ]);
    // Without the folder, published knowledge stays. With it, what is no longer there goes.
    expect((await signChannel({ dir, now: NOW })).files).toContain('lexicon.bin');
    await rm(join(knowledge, 'lexicon.bin'));
    expect((await signChannel({ dir, now: NOW, knowledge })).files).not.toContain('lexicon.bin');
  });

  it('expires after the days of its channel, or of the command', async () => {
    await signChannel({ dir, now: NOW, days: { timestamp: 1, targets: 3 } });
    const expiries = Object.fromEntries((await verifyChannel(dir, NOW)).expiries.map(({ role, at }) => [role, at]));
    const after = (days: number): string => new Date(NOW + days * DAY_MS).toISOString().replace('.000Z', 'Z');
    expect(expiries).toEqual({
      root: after(365),
      list: after(3),
      withdrawals: after(30),
      snapshot: after(7),
      timestamp: after(1),
    });
  });

  it('is verified in words, with the files that only newer versions read', async () => {
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const custom = { length: 2, hashes: { sha256: 'ab'.repeat(32) }, custom: { format: 99 } };
    const host = await hostOf(dir);
    const change = (signed: Record<string, unknown>): void =>
      void Object.assign(signed['targets'] as object, { 'a.json': custom, 'b.json': custom });
    await forge(dir, host, '1.targets.json', change, 'targets-1', 'targets-2');
    await vouchFor(dir, host, 1, '1.targets.json');
    for (const name of ['1.targets.json', '1.snapshot.json', 'timestamp.json'])
      await writeFile(join(channelPaths(dir).public, name), host.get(name)!);
    // The command asks the machine's clock, and the release has expired since.
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const output = await succeeds('verify', dir);
    expect(output).toContain('skipped, of a newer format than this version reads: a.json, b.json\n');
    expect(output).toContain('files: withdrawn.json\n');
    expect(output).toContain(`recipients of reports: ${RECIPIENT}\n`);
    expect(output).toMatch(/^valid until \S+ \(root \d{4}-\d\d-\d\d, list \d{4}-\d\d-\d\d, withdrawals /mu);
  });

  it('is copied without files that are half written, and never into the folder of the keys', async () => {
    await writeFile(join(channelPaths(dir).public, 'x.part'), 'half');
    const to = join(folder, 'web');
    expect(await publishTo({ dir, to, now: NOW })).toMatchObject({ version: 1, pruned: 0, unchanged: 0 });
    await expect(readFile(join(to, 'x.part'))).rejects.toThrow();
    for (const inside of [dir, join(dir, 'web'), join(dir, '..')])
      await expect(publishTo({ dir, to: inside, now: NOW }), inside).rejects.toThrow('keys could be published');
    // A folder beside it whose name begins alike is another folder.
    await expect(publishTo({ dir, to: `${dir}-web`, now: NOW })).resolves.toMatchObject({ version: 1 });
  });
});

describe('keys', () => {
  it('are those here and those in other folders, each once, by name', async () => {
    const own = channelPaths(dir).keys;
    const all = await readKeys(dir, { folders: [own] });
    expect(all.map(({ name }) => name)).toEqual([
      'online-1',
      'root-1',
      'root-2',
      'root-3',
      'targets-1',
      'targets-2',
      'withdrawals-1',
      'withdrawals-2',
    ]);
    for (const { name, key } of all)
      expect(key.keyID).toBe(keyFromPublicHex((await readPublicKeys(dir)).get(name)!).keyID);
    const names = all.map(({ name }) => name);
    for (const name of ['root-1.pem', 'online-1.pem']) await rename(join(own, name), join(folder, name));
    expect((await readKeys(dir, { folders: [folder] })).map(({ name }) => name)).toEqual(names);
    expect((await readKeys(dir)).map(({ name }) => name)).toEqual(names.slice(2));
    await expect(readKeys(dir, { folders: [join(folder, 'none')] })).rejects.toThrow('is the memory stick plugged in?');
  });

  it('of a person are made once, under a short name, in a folder that only they read', async () => {
    const home = join(folder, 'mali');
    const file = await createPersonKeys(home, 'mali', null);
    expect(file).toBe(join(home, 'mali.public.json'));
    expect([...(await readFolderPublicKeys(home)).keys()]).toEqual(['targets-mali', 'withdrawals-mali']);
    await expect(createPersonKeys(home, 'mali', null)).rejects.toThrow('exists already. Use another folder');
    for (const name of ['Mali', '1mali', 'm-l', '', 'm'.repeat(31)])
      await expect(createPersonKeys(home, name, null), name).rejects.toThrow("cannot be a key's name");
    await expect(readFolderPublicKeys(join(folder, 'none'))).rejects.toThrow('There is no folder');
    expect((await stat(home)).mode & 0o77).toBe(0);
  });

  it('are encrypted all or none', async () => {
    await encryptKeys(dir, fixedPassphrases(), { passphrase: 'ink lamp river', workFactor: 1 });
    const before = await snapshotFolder(dir);
    await rm(join(channelPaths(dir).keys, 'withdrawals-2.pem.age'));
    await createPersonKeys(join(folder, 'other'), 'mali', { passphrase: 'another one', workFactor: 1 });
    await writeFile(
      join(channelPaths(dir).keys, 'withdrawals-2.pem.age'),
      await readFile(join(folder, 'other', 'withdrawals-mali.pem.age')),
    );
    const mixed = await snapshotFolder(dir);
    const again = { passphrase: 'quite another one', workFactor: 1 };
    await expect(encryptKeys(dir, fixedPassphrases('ink lamp river'), again)).rejects.toThrow('opens withdrawals-2');
    expect(await snapshotFolder(dir)).toEqual(mixed);
    expect(Object.keys(mixed)).toEqual(Object.keys(before));
    await mkdir(join(folder, 'empty'));
    await expect(encryptKeys(join(folder, 'empty'), fixedPassphrases(), again)).rejects.toThrow('holds no key');
  });
});

/** Leaves the folder as before its first signature. */
async function forgetRelease(): Promise<void> {
  const { public: folder, signed } = channelPaths(dir);
  await rm(signed);
  for (const name of await readdir(folder))
    if (/^(?!1\.root)(?:\d+\.)?[a-z]+\.json$/u.test(name)) await rm(join(folder, name));
}

describe('an invitation', () => {
  it('carries no colour where none is given, and takes no address that carries more than a place', async () => {
    const { link, file, fingerprint } = await createInvitation(dir, 'https://list.example', null);
    expect(link).toBe(`https://list.example/#joblantern-channel=${fingerprint}`);
    expect(JSON.parse(file)).toMatchObject({ url: 'https://list.example/', colour: null });
    expect((await createInvitation(dir, 'http://localhost:8080/x/', '#ABCDEF')).link).toContain('=abcdef.');
    for (const address of ['list.example', 'https://list.example/?a=1', 'https://list.example/#a', 'ftp://localhost/'])
      await expect(createInvitation(dir, address, null), address).rejects.toThrow('is no https address');
    for (const colour of ['1f5f8b', '#1f5f8', '#1f5f8bb', 'x#1f5f8b'])
      await expect(createInvitation(dir, 'https://list.example', colour), colour).rejects.toThrow('--colour takes');
    await expect(createInvitation(folder, 'https://list.example', null)).rejects.toThrow('is no channel');
  });

  it('is of a place that is read by http or from a folder', () => {
    expect(['http://a', 'https://a', '/a', 'ftp://a'].map(isHttpUrl)).toEqual([true, true, false, false]);
  });
});
