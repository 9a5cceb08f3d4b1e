/** Taking over what another machine signed: nothing that was withdrawn there comes back by the next signature here. */
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { pullChannel, type PullResult } from '../../../hub/channel/host/pull-channel.ts';
import { readPublishedMetadata } from '../../../hub/channel/signing/published-metadata.ts';
import { initChannel } from '../../../hub/channel/key-files/init-channel.ts';
import { renewRoot } from '../../../hub/channel/key-files/renew-root.ts';
import { serveChannel } from '../../../hub/channel/host/serve-channel.ts';
import { refreshChannel, signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { verifyChannel } from '../../../hub/channel/host/verify-channel.ts';
import { withdrawIndicators } from '../../../hub/channel/signing/withdraw-indicators.ts';
import { readWithdrawn } from '../../../hub/channel/list/withdrawn-file.ts';
import { snapshotFolder } from './publisher-machine.ts';
import {
  clientOf,
  forge,
  hostOf,
  listTelegram,
  makeChannel,
  NOW,
  sync,
  vouchFor,
  type Host,
} from '../channel/test-channel.ts';

let dir: string;
/** The folder on the other machine. */
let other: string;

beforeEach(async () => {
  dir = await makeChannel({ onePerson: true });
  await listTelegram(dir, 'silver_hr77', 'bronze_hr66');
  await signChannel({ dir, now: NOW });
  other = join(dir, '..', 'other');
  await cp(dir, other, { recursive: true });
});

async function pull(): Promise<PullResult> {
  const { url, close } = await serveChannel({ dir: other });
  try {
    return await pullChannel({ dir, url, now: NOW });
  } finally {
    await close();
  }
}

const telegram = (value: string) => ({ kind: 'telegram', value }) as const;
const withdraw = (folder: string, value: string, as: 'removed' | 'disputed' = 'removed') =>
  withdrawIndicators({ dir: folder, indicators: [telegram(value)], as, now: NOW });
const withdrawnHere = async (): Promise<string[]> =>
  Array.from((await readWithdrawn(dir)).values(), ({ value, as }) => `${value} ${as}`).sort();

describe('pull', () => {
  it('takes over withdrawals with their file: the folder can be read, and the next withdrawal keeps them', async () => {
    await withdraw(other, 'gold_hr88');
    const reader = await sync(await hostOf(other), clientOf(await hostOf(other)));
    const { files, snapshot } = await pull();
    expect(snapshot).toBe(3);
    expect(files).toEqual([
      expect.stringMatching(/^targets\/[\da-f]{64}\.withdrawn\.json$/u),
      '3.snapshot.json',
      '3.withdrawals.json',
      'timestamp.json',
    ]);
    expect((await verifyChannel(dir, NOW)).entries).toBe(2);
    await withdraw(dir, 'silver_hr77', 'disputed');
    const host = await hostOf(dir);
    await expect(sync(host, clientOf(host, reader.state))).resolves.toBeDefined();
    expect((await verifyChannel(dir, NOW)).entries).toBe(2);
  });

  it('keeps what was withdrawn elsewhere withdrawn when the list is signed here', async () => {
    await withdraw(other, 'gold_hr88');
    await withdraw(other, 'silver_hr77', 'disputed');
    await pull();
    expect(await withdrawnHere()).toEqual(['gold_hr88 removed', 'silver_hr77 disputed']);
    await signChannel({ dir, now: NOW });
    expect((await verifyChannel(dir, NOW)).entries).toBe(2);
  });

  it('takes over a withdrawal although this folder was refreshed meanwhile, and not published', async () => {
    await withdraw(other, 'gold_hr88');
    for (let count = 0; count < 2; count += 1) await refreshChannel({ dir, now: NOW });
    const { files } = await pull();
    expect(files).toContain('3.snapshot.json');
    expect(await withdrawnHere()).toEqual(['gold_hr88 removed']);
    expect((await verifyChannel(dir, NOW)).entries).toBe(2);
    const reader = await sync(await hostOf(other), clientOf(await hostOf(other)));
    await signChannel({ dir, now: NOW });
    const later = await sync(await hostOf(dir), clientOf(await hostOf(dir), reader.state));
    expect(later.opened.version).toBe(6);
  });

  it('does not withdraw again what was listed anew here, nor weaken a withdrawal', async () => {
    await withdraw(dir, 'gold_hr88');
    await rm(other, { recursive: true });
    await cp(dir, other, { recursive: true });
    // Two people decided here to list it again; the next signature lists it.
    await writeFile(join(dir, 'withdrawn.csv'), 'kind,value,on,as\ntelegram,silver_hr77,2026-11-25,removed\n');
    await withdraw(other, 'silver_hr77', 'disputed');
    await pull();
    expect(await withdrawnHere()).toEqual(['silver_hr77 removed']);
  });

  it('keeps withdrawals of names that were removed here and may be added again, until the list is signed', async () => {
    await withdraw(other, 'gold_hr88');
    const list = join(dir, 'list.csv');
    const rows = (await readFile(list, 'utf8')).split('\n').filter((row) => !row.includes('gold_hr88'));
    await writeFile(list, rows.join('\n'));
    await pull();
    expect(await withdrawnHere()).toEqual(['gold_hr88 removed']);
    await signChannel({ dir, now: NOW });
    expect(await withdrawnHere()).toEqual([]);
    expect((await verifyChannel(dir, NOW)).entries).toBe(2);
  });

  it('changes nothing where nothing is newer, or where the host is older', async () => {
    expect(await pull()).toEqual({ files: [], snapshot: 2, isMerged: false });
    await refreshChannel({ dir, now: NOW });
    const before = await readdir(join(dir, 'public'));
    expect(await pull()).toEqual({ files: [], snapshot: 3, isMerged: false });
    expect(await readdir(join(dir, 'public'))).toEqual(before);
  });

  it('refuses a newer root and a newer list of others, and changes nothing', async () => {
    const before = await hostOf(dir);
    await renewRoot({ dir: other, now: NOW });
    await expect(pull()).rejects.toThrow('The host has a newer root than this folder');
    await rm(join(other, 'public', '2.root.json'));
    await signChannel({ dir: other, now: NOW });
    await expect(pull()).rejects.toThrow('The host has version 3 of the list, and this folder has version 2');
    expect(await hostOf(dir)).toEqual(before);
  });

  it('refuses another list of the same version', async () => {
    await listTelegram(dir, 'copper_hr55');
    await signChannel({ dir, now: NOW });
    await signChannel({ dir: other, now: NOW });
    await refreshChannel({ dir: other, now: NOW });
    const before = await hostOf(dir);
    await expect(pull()).rejects.toThrow('The host has another version 3 of the list than this folder');
    expect(await hostOf(dir)).toEqual(before);
  });

  it('refuses a host into a folder where no list was ever signed', async () => {
    await rm(dir, { recursive: true });
    await initChannel({ dir, publisher: 'Example NGO', onePerson: true, now: NOW });
    await rm(other, { recursive: true });
    await cp(dir, other, { recursive: true });
    await listTelegram(other, 'gold_hr88');
    await signChannel({ dir: other, now: NOW });
    const before = await snapshotFolder(dir);
    await expect(pull()).rejects.toThrow('The host has version 1 of the list, and this folder has version 0');
    expect(await snapshotFolder(dir)).toEqual(before);
  });

  it.each<[string, (host: Host) => Promise<void>]>([
    [
      'withdrawals without their file',
      async (host) => {
        await forge(other, host, '2.withdrawals.json', (signed) => void (signed['targets'] = {}), 'withdrawals-1');
        await vouchFor(other, host, 2, '2.withdrawals.json');
      },
    ],
    [
      'an older list that names no withdrawals',
      async (host) => {
        await signChannel({ dir, now: NOW });
        await forge(other, host, '2.targets.json', (signed) => delete signed['delegations'], 'targets-1');
        const noWithdrawals = ({ meta }: Record<string, unknown>) =>
          delete (meta as Record<string, unknown>)['withdrawals.json'];
        await forge(other, host, '2.snapshot.json', noWithdrawals, 'online-1');
        await vouchFor(other, host, 2, '2.targets.json');
      },
    ],
  ])('refuses %s, as whoever has the keys can sign, and changes nothing', async (_what, change) => {
    const host = await hostOf(other);
    await change(host);
    for (const [name, bytes] of host) await writeFile(join(other, 'public', name), bytes);
    expect((await verifyChannel(other, NOW)).entries).toBe(3);
    const before = await snapshotFolder(dir);
    await expect(pull()).rejects.toThrow('The release at the host has no withdrawals');
    expect(await snapshotFolder(dir)).toEqual(before);
  });

  it('trusts only what the first root of this folder has signed', async () => {
    other = await makeChannel({ onePerson: true });
    await expect(pull()).rejects.toMatchObject({ fault: 'bad-signature' });
    await mkdir(join(dir, '..', 'none'));
    await expect(pullChannel({ dir: join(dir, '..', 'none'), url: 'http://127.0.0.1:9/', now: NOW })).rejects.toThrow(
      'is no channel',
    );
  });
});

/** What was signed here, and not published when the host went on. */
describe('pull of what goes beside something unpublished', () => {
  const entries = async (): Promise<number> => (await verifyChannel(dir, NOW)).entries;

  /** Readers of the host as it is accept this folder's release after it. */
  async function readersFollow(): Promise<void> {
    const reader = await sync(await hostOf(other), clientOf(await hostOf(other)));
    const { opened } = await sync(await hostOf(dir), clientOf(await hostOf(dir), reader.state));
    expect(opened.version).toBeGreaterThan(reader.opened.version);
  }

  it('keeps a list in force, with what was withdrawn elsewhere', async () => {
    await listTelegram(dir, 'copper_hr55');
    const { targets } = await signChannel({ dir, now: NOW });
    await withdraw(other, 'gold_hr88');
    await withdraw(other, 'silver_hr77');
    expect(await pull()).toMatchObject({ isMerged: true });
    expect((await readPublishedMetadata(dir)).targets?.signed.version).toBe(targets);
    expect([await withdrawnHere(), await entries()]).toEqual([['gold_hr88 removed', 'silver_hr77 removed'], 2]);
    await readersFollow();
  });

  it('sees a withdrawal that has the number of what was signed here, in versions and in time', async () => {
    await listTelegram(dir, 'copper_hr55');
    await signChannel({ dir, now: NOW });
    await withdraw(other, 'gold_hr88');
    const [here, there] = [await readPublishedMetadata(dir), await readPublishedMetadata(other)];
    expect(here.withdrawals?.signed.version).toBe(there.withdrawals?.signed.version);
    expect(await pull()).toMatchObject({ isMerged: true });
    expect([await withdrawnHere(), await entries()]).toEqual([['gold_hr88 removed'], 3]);
    await readersFollow();
  });

  it('keeps a withdrawal in force that was made here, while a timer refreshed or another withdrew', async () => {
    await withdraw(dir, 'gold_hr88');
    for (let count = 0; count < 3; count += 1) await refreshChannel({ dir: other, now: NOW });
    expect(await pull()).toMatchObject({ isMerged: true });
    expect(await entries()).toBe(2);
    await withdraw(other, 'silver_hr77');
    for (let count = 0; count < 3; count += 1) await refreshChannel({ dir: other, now: NOW });
    expect(await pull()).toMatchObject({ isMerged: true });
    expect([await withdrawnHere(), await entries()]).toEqual([['gold_hr88 removed', 'silver_hr77 removed'], 1]);
    await readersFollow();
  });

  it('lists again what two people signed for, when the host had nothing but the withdrawal before', async () => {
    await withdraw(dir, 'gold_hr88');
    await rm(other, { recursive: true });
    await cp(dir, other, { recursive: true });
    await writeFile(join(dir, 'withdrawn.csv'), 'kind,value,on,as\n');
    await signChannel({ dir, now: NOW });
    for (let count = 0; count < 3; count += 1) await refreshChannel({ dir: other, now: NOW });
    expect(await pull()).toMatchObject({ isMerged: true });
    expect([await withdrawnHere(), await entries()]).toEqual([[], 3]);
    await readersFollow();
  });

  it('signs with the new online key what a timer signed with the old one', async () => {
    await renewRoot({ dir, now: NOW, replace: ['online'] });
    for (let count = 0; count < 4; count += 1) await refreshChannel({ dir: other, now: NOW });
    expect(await pull()).toMatchObject({ isMerged: true });
    expect(await entries()).toBe(3);
  });

  it('names the key that is missing for it, and changes nothing', async () => {
    await withdraw(dir, 'gold_hr88');
    await withdraw(other, 'silver_hr77');
    for (let count = 0; count < 2; count += 1) await refreshChannel({ dir: other, now: NOW });
    const before = await snapshotFolder(dir);
    await rename(join(dir, 'keys', 'withdrawals-1.pem'), join(dir, '..', 'withdrawals-1.pem'));
    await expect(pull()).rejects.toThrow(/a withdrawals key is needed.*\n.*\n.*--keys/u);
    await rename(join(dir, '..', 'withdrawals-1.pem'), join(dir, 'keys', 'withdrawals-1.pem'));
    expect(await snapshotFolder(dir)).toEqual(before);
  });
});
