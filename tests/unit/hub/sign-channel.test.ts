/** Signing the list: what a request holds, what may change until its signature comes back, and what the release then has. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { channelPaths } from '../../../hub/channel/channel-folder.ts';
import { fixedPassphrases } from '../../../hub/channel/key-files/passphrases.ts';
import { readPublicKeys } from '../../../hub/channel/key-files/public-keys.ts';
import { initChannel } from '../../../hub/channel/key-files/init-channel.ts';
import { readList, writeList } from '../../../hub/channel/list/list-file.ts';
import { readWithdrawn, writeWithdrawn } from '../../../hub/channel/list/withdrawn-file.ts';
import { openRequest, signRequest } from '../../../hub/channel/review/sign-request.ts';
import { readPublishedMetadata } from '../../../hub/channel/signing/published-metadata.ts';
import {
  refreshChannel,
  requestSignature,
  signChannel,
  type SignOptions,
} from '../../../hub/channel/signing/sign-channel.ts';
import { readRequest, type ListRequest, type SignatureFile } from '../../../hub/channel/signing/signature-request.ts';
import { withdrawIndicators } from '../../../hub/channel/signing/withdraw-indicators.ts';
import { verifyChannel } from '../../../hub/channel/host/verify-channel.ts';
import { HASHES_TARGET, LISTINGS_TARGET, WITHDRAWN_TARGET } from '../../../utils/indicators/indicator-list.ts';
import { DAY_MS, listTelegram, makeChannel, NOW } from '../channel/test-channel.ts';
import { snapshotFolder } from './publisher-machine.ts';

let dir: string;
let file: string;
/** Where the second person's key is. */
let elsewhere: string;
beforeEach(async () => {
  dir = await makeChannel();
  [file, elsewhere] = [join(dir, '..', 'request.jl'), join(dir, '..', 'elsewhere')];
  await listTelegram(dir, 'silver_hr77');
  await mkdir(elsewhere);
  await rename(join(channelPaths(dir).keys, 'targets-2.pem'), join(elsewhere, 'targets-2.pem'));
});

const telegram = (value: string) => ({ kind: 'telegram', value }) as const;
const withdraw = (value: string, as: 'removed' | 'disputed' = 'removed') =>
  withdrawIndicators({ dir, indicators: [telegram(value)], as, now: NOW });
const ask = (options: Partial<SignOptions> = {}) => requestSignature({ dir, now: NOW, ...options }, file);
const requested = async (): Promise<ListRequest> => (await readRequest(file)) as ListRequest;

/** The signature that the second person sends back. */
async function signature(): Promise<SignatureFile> {
  const known = await readPublicKeys(dir);
  return signRequest(await openRequest(await requested(), known), elsewhere, known, fixedPassphrases());
}

describe('a request', () => {
  it('says its version and how many have signed, and publishes nothing', async () => {
    const before = await snapshotFolder(channelPaths(dir).public);
    expect(await ask()).toEqual({ version: 2, signed: 1 });
    expect(await ask({ folders: [elsewhere] })).toEqual({ version: 2, signed: 2 });
    expect(await snapshotFolder(channelPaths(dir).public)).toEqual(before);
  });

  it('holds the list before it whole, with its withdrawals', async () => {
    await withdraw('gold_hr88');
    await ask();
    const { before, former, withdrawn, list } = await requested();
    const { targets, withdrawals } = await readPublishedMetadata(dir);
    expect(before?.targets).toEqual(JSON.parse(JSON.stringify(targets?.toJSON())));
    expect(before?.withdrawals?.metadata).toEqual(JSON.parse(JSON.stringify(withdrawals?.toJSON())));
    expect([former, withdrawn]).toEqual([
      await readFile(channelPaths(dir).signed, 'utf8'),
      await readFile(channelPaths(dir).withdrawn, 'utf8'),
    ]);
    expect([list.includes('silver_hr77'), list.includes('gold_hr88')]).toEqual([true, false]);
    const published = async (role: typeof targets, name: string): Promise<string> => {
      const file = `${role?.signed.targets[name]?.hashes['sha256']}.${name}`;
      return readFile(join(channelPaths(dir).public, 'targets', file), 'base64');
    };
    expect([before?.hashes, before?.listings, before?.withdrawals?.file]).toEqual([
      await published(targets, HASHES_TARGET),
      await published(targets, LISTINGS_TARGET),
      await published(withdrawals, WITHDRAWN_TARGET),
    ]);
  });

  it('for the first list holds none before it', async () => {
    dir = join(dir, '..', 'first');
    await initChannel({ dir, publisher: 'Example', now: NOW });
    expect(await ask()).toEqual({ version: 1, signed: 2 });
    expect(await requested()).toMatchObject({ before: null, former: '', withdrawn: '' });
  });
});

describe('until the signature comes back', () => {
  it('days go by: what was asked for is what is published', async () => {
    await ask();
    const signatures = [await signature()];
    const release = await signChannel({ dir, now: NOW + 3 * DAY_MS, signatures });
    expect(release).toMatchObject({ targets: 2, entries: 2, withdrawn: 0 });
    const { targets } = await readPublishedMetadata(dir);
    expect(targets?.signed.expires).toBe(new Date(NOW + 90 * DAY_MS).toISOString().replace('.000Z', 'Z'));
    expect(Object.keys(targets?.signatures ?? {})).toHaveLength(2);
    expect(existsSync(join(channelPaths(dir).pending, 'list.json'))).toBe(false);
    await expect(signChannel({ dir, now: NOW, signatures })).rejects.toThrow('No signature was asked for here');
    expect(await readFile(channelPaths(dir).signed, 'utf8')).toContain('silver_hr77');
  });

  it('the key that signed the request may leave: its signature counts', async () => {
    await ask();
    const signatures = [await signature()];
    await rename(join(channelPaths(dir).keys, 'targets-1.pem'), join(elsewhere, 'targets-1.pem'));
    expect(await signChannel({ dir, now: NOW, signatures })).toMatchObject({ targets: 2, entries: 2 });
  });

  it('signatures of too few people publish nothing', async () => {
    await ask();
    const before = await snapshotFolder(channelPaths(dir).public);
    // The advice to ask is for who did not ask yet.
    await expect(signChannel({ dir, now: NOW, signatures: [] })).rejects.toMatchObject({ lines: { length: 1 } });
    expect(await snapshotFolder(channelPaths(dir).public)).toEqual(before);
  });

  it('the knowledge of the request is kept in mind, and must be the same still', async () => {
    const knowledge = join(dir, '..', 'knowledge');
    await mkdir(knowledge);
    await writeFile(join(knowledge, 'a.bin'), 'first');
    await ask({ knowledge });
    const signatures = [await signature()];
    await writeFile(join(knowledge, 'a.bin'), 'second');
    await expect(signChannel({ dir, now: NOW, signatures })).rejects.toThrow('no longer counts');
    await writeFile(join(knowledge, 'a.bin'), 'first');
    expect((await signChannel({ dir, now: NOW, signatures })).files).toContain('a.bin');
  });

  it('more may be withdrawn, and stays withdrawn', async () => {
    await ask();
    await withdraw('gold_hr88');
    expect(await signChannel({ dir, now: NOW, signatures: [await signature()] })).toMatchObject({ withdrawn: 1 });
    expect((await verifyChannel(dir, NOW)).entries).toBe(1);
  });

  it('nothing that was withdrawn may be listed again, not even as disputed', async () => {
    await withdraw('gold_hr88');
    await ask();
    const signatures = [await signature()];
    const before = await snapshotFolder(channelPaths(dir).public);
    const withdrawn = await readWithdrawn(dir);
    const disputed = Array.from(withdrawn, ([hash, entry]) => [hash, { ...entry, as: 'disputed' as const }] as const);
    for (const change of [new Map(), new Map(disputed)]) {
      await writeWithdrawn(dir, change);
      await expect(signChannel({ dir, now: NOW, signatures })).rejects.toThrow('gold_hr88 was withdrawn when');
    }
    expect(await snapshotFolder(channelPaths(dir).public)).toEqual(before);
    await writeWithdrawn(dir, withdrawn);
    expect(await signChannel({ dir, now: NOW, signatures })).toMatchObject({ entries: 1 });
  });

  it('a dispute that ended keeps no signature away', async () => {
    await withdraw('gold_hr88', 'disputed');
    await ask();
    await writeWithdrawn(dir, new Map());
    expect(await signChannel({ dir, now: NOW, signatures: [await signature()] })).toMatchObject({ withdrawn: 0 });
  });

  it('the list may not change', async () => {
    await ask();
    const signatures = [await signature()];
    await listTelegram(dir, 'copper_hr55');
    await expect(signChannel({ dir, now: NOW, signatures })).rejects.toThrow('no longer counts.\nAsk again');
    const list = await readList(dir);
    for (const [hash, { value }] of list) if (value === 'copper_hr55') list.delete(hash);
    await writeList(dir, list);
    expect(await signChannel({ dir, now: NOW, signatures })).toMatchObject({ entries: 2 });
  });
});

describe('without a key that must sign', () => {
  it('says how to ask for its signature, and what to do when it is lost', async () => {
    await expect(signChannel({ dir, now: NOW })).rejects.toMatchObject({
      lines: [
        'To sign the list, 2 of its keys are needed: here are only targets-1.',
        expect.stringContaining('sign with --ask FILE'),
        expect.stringContaining(`"channel keys ${dir}"`),
      ],
    });
  });
});

describe('compiled knowledge', () => {
  it('is published by names that a host can serve, of a format that readers know, and stays with the next list', async () => {
    const knowledge = join(dir, '..', 'knowledge');
    await mkdir(knowledge);
    for (const name of ['b.json', 'a.bin', '.hidden', 'with space', '-x']) await writeFile(join(knowledge, name), name);
    const own = { dir, now: NOW, folders: [elsewhere] };
    await signChannel({ ...own, knowledge });
    const targetsNow = async () => (await readPublishedMetadata(dir)).targets?.signed.targets ?? {};
    const names = async (): Promise<string[]> =>
      Object.keys(await targetsNow()).filter((name) => !/^(?:delta|indicators)\./u.test(name));
    expect(await names()).toEqual(['a.bin', 'b.json']);
    const { length, unrecognizedFields } = (await targetsNow())['a.bin']!;
    expect([length, unrecognizedFields]).toEqual([5, { custom: { format: expect.any(Number) } }]);
    await listTelegram(dir, 'copper_hr55');
    await signChannel(own);
    expect(await names()).toEqual(['a.bin', 'b.json']);
    await rm(join(knowledge, 'b.json'));
    await signChannel({ ...own, knowledge });
    expect(await names()).toEqual(['a.bin']);
    await expect(signChannel({ ...own, knowledge: join(knowledge, 'none') })).rejects.toThrow('There is no folder');
  });
});

it('a name that is withdrawn and left the list counts neither as an entry nor as withdrawn', async () => {
  await withdraw('gold_hr88');
  const counted = { entries: 1, withdrawn: 0 };
  expect(await signChannel({ dir, now: NOW, folders: [elsewhere] })).toMatchObject(counted);
  expect(await refreshChannel({ dir, now: NOW })).toMatchObject(counted);
});

it('a refresh before the first signature is refused, and writes nothing', async () => {
  dir = join(dir, '..', 'first');
  await initChannel({ dir, publisher: 'Example', now: NOW });
  const before = await snapshotFolder(dir);
  await expect(refreshChannel({ dir, now: NOW })).rejects.toThrow('Nothing was signed yet.');
  expect(await snapshotFolder(dir)).toEqual(before);
});

it('a refresh counts what is published, not what is in list.csv', async () => {
  await withdraw('gold_hr88', 'disputed');
  expect(await refreshChannel({ dir, now: NOW })).toMatchObject({ entries: 1, withdrawn: 1, targets: 1, snapshot: 3 });
  expect((await readPublishedMetadata(dir)).targets?.signed.version).toBe(1);
});
