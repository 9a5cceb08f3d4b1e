/** One release: what it names and says of itself, who may withdraw by it, and that nothing is written before all is signed. */
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { channelPaths } from '../../../hub/channel/channel-folder.ts';
import { changePublicKeys, readPublicKeys } from '../../../hub/channel/key-files/public-keys.ts';
import { generateKey, publicKeyHex } from '../../../hub/channel/key-files/signing-keys.ts';
import { openWorkspace, publishRelease } from '../../../hub/channel/signing/publish-release.ts';
import { readPublishedMetadata } from '../../../hub/channel/signing/published-metadata.ts';
import { refreshChannel, signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { withdrawIndicators } from '../../../hub/channel/signing/withdraw-indicators.ts';
import { DAY_MS, hostOf, listTelegram, makeChannel, NOW } from '../channel/test-channel.ts';
import { snapshotFolder } from './publisher-machine.ts';

let dir: string;
beforeEach(async () => {
  dir = await makeChannel();
});

const gold = { kind: 'telegram', value: 'gold_hr88' } as const;
const NOTHING = { targets: null, withdrawals: null, withdrawn: new Map(), files: [] };
const withdraw = () => withdrawIndicators({ dir, indicators: [gold], as: 'removed', now: NOW });

describe('a release', () => {
  it('says its versions, its entries and its files', async () => {
    await listTelegram(dir, 'silver_hr77');
    expect(await signChannel({ dir, now: NOW })).toEqual({
      root: 1,
      targets: 2,
      withdrawals: 2,
      snapshot: 2,
      timestamp: 2,
      entries: 2,
      withdrawn: 0,
      files: ['indicators.hashes', 'indicators.listings', 'delta.2', 'withdrawn.json'],
    });
    await withdraw();
    const parts = { root: 1, targets: 2, withdrawals: 3, snapshot: 4, timestamp: 4, withdrawn: 1 };
    expect(await refreshChannel({ dir, now: NOW })).toMatchObject({ ...parts, entries: 2 });
  });

  it('keeps what it does not replace, and describes what it names by length and digest', async () => {
    const before = await readPublishedMetadata(dir);
    await withdraw();
    const { snapshot, timestamp } = await readPublishedMetadata(dir);
    const meta = snapshot?.signed.meta ?? {};
    expect(meta['targets.json']).toEqual(before.snapshot?.signed.meta['targets.json']);
    const host = await hostOf(dir);
    const lengths = (name: string): number => host.get(name)?.length ?? 0;
    expect(meta['withdrawals.json']).toMatchObject({ version: 2, length: lengths('2.withdrawals.json') });
    expect(timestamp?.signed.snapshotMeta).toMatchObject({ version: 2, length: lengths('2.snapshot.json') });
  });

  it('expires by the days of each of its parts', async () => {
    await refreshChannel({ dir, now: NOW, days: { snapshot: 3, timestamp: 2 } });
    const { snapshot, timestamp } = await readPublishedMetadata(dir);
    const days = [snapshot, timestamp].map((part) => (Date.parse(part?.signed.expires ?? '') - NOW) / DAY_MS);
    expect(days).toEqual([3, 2]);
  });

  it('is written when all of it is signed, and its timestamp last', async () => {
    const before = await snapshotFolder(dir);
    let called = 0;
    const workspace = await openWorkspace({ dir, now: NOW });
    const beforeWriting = async (): Promise<void> => {
      called += 1;
      expect(await snapshotFolder(dir)).toEqual(before);
    };
    await publishRelease(workspace, { ...NOTHING, beforeWriting });
    expect([called, await readdir(channelPaths(dir).public)]).toEqual([1, expect.arrayContaining(['2.snapshot.json'])]);
    const written = async (name: string): Promise<bigint> =>
      (await stat(join(channelPaths(dir).public, name), { bigint: true })).mtimeNs;
    expect(await written('timestamp.json')).toBeGreaterThan(await written('2.snapshot.json'));
  });

  it('without the online key is refused, with what to do; nothing is written, and nothing called', async () => {
    await rename(join(channelPaths(dir).keys, 'online-1.pem'), join(dir, '..', 'online-1.pem'));
    const before = await snapshotFolder(dir);
    const workspace = await openWorkspace({ dir, now: NOW });
    const beforeWriting = (): Promise<void> => Promise.reject(new Error('called'));
    const running = publishRelease(workspace, { ...NOTHING, beforeWriting });
    await expect(running).rejects.toMatchObject({
      lines: [
        'To sign snapshot, 1 of its keys are needed: none of them is here.',
        expect.stringContaining(`Put a copy of it into ${dir}, or name its folder with --keys.`),
        expect.stringContaining(`channel recover ${dir} --lost NAME`),
      ],
    });
    expect(await snapshotFolder(dir)).toEqual(before);
    expect(await refreshChannel({ dir, now: NOW, folders: [join(dir, '..')] })).toMatchObject({ timestamp: 2 });
  });
});

describe('may withdraw', () => {
  const named = async (): Promise<(string | undefined)[]> =>
    Object.values((await readPublishedMetadata(dir)).targets?.signed.delegations?.keys ?? {})
      .map(publicKeyHex)
      .sort();

  it('who is known by public-keys.json, also where their key is elsewhere', async () => {
    const known = await readPublicKeys(dir);
    await rm(join(channelPaths(dir).keys, 'withdrawals-2.pem'));
    await signChannel({ dir, now: NOW });
    expect(await named()).toEqual(['withdrawals-1', 'withdrawals-2'].map((name) => known.get(name) ?? '').sort());
  });

  it('who is known by that file alone: a person whom no release names yet counts, and a key that was replaced does not', async () => {
    const mali = publicKeyHex(generateKey('withdrawals', 'mali').key);
    await changePublicKeys(dir, ['withdrawals-2'], new Map([['withdrawals-mali', mali]]));
    const { withdrawers } = await openWorkspace({ dir, now: NOW });
    expect(withdrawers.map(publicKeyHex)).toEqual([(await readPublicKeys(dir)).get('withdrawals-1'), mali]);
  });

  it('without that file, whom the release before names, and whose key is here, each once', async () => {
    const known = await readPublicKeys(dir);
    await rm(channelPaths(dir).publicKeys);
    await rm(join(channelPaths(dir).keys, 'withdrawals-2.pem'));
    const { withdrawers } = await openWorkspace({ dir, now: NOW });
    const both = ['withdrawals-1', 'withdrawals-2'].map((name) => known.get(name) ?? '').sort();
    expect(withdrawers.map(publicKeyHex).sort()).toEqual(both);
    await signChannel({ dir, now: NOW });
    expect(await named()).toEqual(both);
    // Before the first release there is nobody but who has a key here.
    for (const name of ['timestamp.json', '1.snapshot.json', '2.snapshot.json'])
      await rm(join(channelPaths(dir).public, name));
    await rm(channelPaths(dir).signed);
    const first = await openWorkspace({ dir, now: NOW });
    expect(first.withdrawers.map(publicKeyHex)).toEqual([known.get('withdrawals-1')]);
  });
});
