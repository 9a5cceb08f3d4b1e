/** One release over what two machines signed: which signatures it needs, and which numbers it gets. */
import { cp, mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, test } from 'vitest';
import { holdsAll } from '../../../hub/channel/host/merge-release.ts';
import { openWorkspace, publishRelease } from '../../../hub/channel/signing/publish-release.ts';
import { publishTo } from '../../../hub/channel/host/publish-to.ts';
import { readPublishedMetadata } from '../../../hub/channel/signing/published-metadata.ts';
import { pullChannel, type PullResult } from '../../../hub/channel/host/pull-channel.ts';
import { renewRoot } from '../../../hub/channel/key-files/renew-root.ts';
import { serveChannel } from '../../../hub/channel/host/serve-channel.ts';
import { refreshChannel, signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { verifyChannel } from '../../../hub/channel/host/verify-channel.ts';
import { withdrawIndicators } from '../../../hub/channel/signing/withdraw-indicators.ts';
import type { Withdrawals } from '../../../utils/indicators/withdrawals.ts';
import { clientOf, DAY_MS, hostOf, listTelegram, makeChannel, NOW, sync } from '../channel/test-channel.ts';
import { snapshotFolder } from './publisher-machine.ts';

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

const withdraw = (folder: string, value: string, now = NOW) =>
  withdrawIndicators({ dir: folder, indicators: [{ kind: 'telegram', value }], as: 'removed', now });
const takeKeyAway = (): Promise<void> =>
  rename(join(dir, 'keys', 'withdrawals-1.pem'), join(dir, '..', 'withdrawals-1.pem'));
const withdrawalsOf = async (folder: string): Promise<number | undefined> =>
  (await readPublishedMetadata(folder)).withdrawals?.signed.version;
const bytesOf = (folder: string, name: string): Promise<Buffer> => readFile(join(folder, 'public', name));

test.each<['removed' | 'disputed' | null, 'removed' | 'disputed', boolean]>([
  ['removed', 'removed', true],
  ['removed', 'disputed', true],
  ['disputed', 'disputed', true],
  ['disputed', 'removed', false],
  [null, 'disputed', false],
])('what is %s here holds what is %s elsewhere: %s', (here, there, holds) => {
  const withdrawals = (as: typeof here): Withdrawals => new Map(as === null ? [] : [['ab', { as, on: '2026-11-25' }]]);
  expect(holdsAll(withdrawals(here), withdrawals(there))).toBe(holds);
  expect(holdsAll(withdrawals(here), new Map())).toBe(true);
});

describe('of two signed withdrawals no third is made', () => {
  it('where those of the host are the newer ones and hold all', async () => {
    await takeKeyAway();
    await listTelegram(dir, 'copper_hr55');
    await signChannel({ dir, now: NOW });
    await withdraw(other, 'gold_hr88');
    expect(await pull()).toMatchObject({ isMerged: true });
    expect(await bytesOf(dir, '3.withdrawals.json')).toEqual(await bytesOf(other, '3.withdrawals.json'));
    expect([await withdrawalsOf(dir), (await verifyChannel(dir, NOW)).entries]).toEqual([3, 3]);
  });

  it('where both signed the same names under one number: that of the host is in the caches', async () => {
    await withdraw(dir, 'gold_hr88');
    await withdraw(other, 'gold_hr88', NOW + DAY_MS);
    await takeKeyAway();
    expect(await bytesOf(dir, '3.withdrawals.json')).not.toEqual(await bytesOf(other, '3.withdrawals.json'));
    expect(await pull()).toMatchObject({ isMerged: true });
    expect(await bytesOf(dir, '3.withdrawals.json')).toEqual(await bytesOf(other, '3.withdrawals.json'));
    expect((await verifyChannel(dir, NOW)).entries).toBe(2);
  });

  it('where those here are the newer ones and hold all', async () => {
    await withdraw(other, 'gold_hr88', NOW + DAY_MS);
    await withdraw(dir, 'gold_hr88');
    await withdraw(dir, 'silver_hr77');
    const own = await bytesOf(dir, '4.withdrawals.json');
    await takeKeyAway();
    expect(await pull()).toMatchObject({ isMerged: true });
    expect([await withdrawalsOf(dir), (await verifyChannel(dir, NOW)).entries]).toEqual([4, 1]);
    expect(await bytesOf(dir, '4.withdrawals.json')).toEqual(own);
  });
});

it('withdrawals of a lower number are not put in the place of those here, though they hold all', async () => {
  for (const now of [NOW, NOW + DAY_MS])
    await withdrawIndicators({ dir, indicators: [{ kind: 'telegram', value: 'gold_hr88' }], as: 'disputed', now });
  await withdraw(other, 'gold_hr88');
  expect(await pull()).toMatchObject({ isMerged: true });
  expect([await withdrawalsOf(dir), (await verifyChannel(dir, NOW)).entries]).toEqual([5, 2]);
});

it('withdrawals of the host by a key that was replaced here are signed anew', async () => {
  await renewRoot({ dir, now: NOW, replace: ['withdrawals'] });
  await signChannel({ dir, now: NOW });
  await withdraw(other, 'gold_hr88');
  expect(await pull()).toMatchObject({ isMerged: true });
  expect([await withdrawalsOf(dir), (await verifyChannel(dir, NOW)).entries]).toEqual([4, 2]);
});

it.each([
  ['the host', 1, 2],
  ['this folder', 2, 1],
])('new withdrawals follow the higher number, that of %s', async (_whose, here, there) => {
  for (const name of ['gold_hr88', 'gold_hr88'].slice(0, here)) await withdraw(dir, name);
  for (const name of ['silver_hr77', 'silver_hr77'].slice(0, there)) await withdraw(other, name);
  expect(await pull()).toMatchObject({ isMerged: true });
  expect([await withdrawalsOf(dir), (await verifyChannel(dir, NOW)).entries]).toEqual([5, 1]);
  // Readers may still be fetching what the host had.
  const before = Array.from((await hostOf(other)).keys()).filter((name) => /^\d/u.test(name));
  await publishTo({ dir, to: join(other, 'public'), now: NOW, prune: true });
  expect(Array.from((await hostOf(other)).keys())).toEqual(expect.arrayContaining(before));
});

describe('a release that cannot be merged', () => {
  beforeEach(async () => {
    await withdraw(dir, 'gold_hr88');
    await withdraw(other, 'silver_hr77');
  });

  it('for want of the online key is refused with what both sides have, and changes nothing', async () => {
    const key = join(dir, 'keys', 'online-1.pem');
    await rename(key, join(dir, '..', 'online-1.pem'));
    const before = await snapshotFolder(dir);
    await expect(pull()).rejects.toThrow(/online key.*\n(?:.*\n)*The host has something that this folder lacks/u);
    expect(await snapshotFolder(dir)).toEqual(before);
    await rename(join(dir, '..', 'online-1.pem'), key);
    expect(await pull()).toMatchObject({ isMerged: true, snapshot: 4 });
  });

  it('for a fault of the disk says that fault, and speaks of no key', async () => {
    await mkdir(join(dir, 'public', '4.snapshot.json'));
    await expect(pull()).rejects.toMatchObject({ code: 'EISDIR' });
  });
});

/** Counts a role of the other machine's release up, as a thief of its online key does. */
async function countUp(role: 'snapshot' | 'timestamp'): Promise<void> {
  const workspace = await openWorkspace({ dir: other, now: NOW });
  const before = workspace.published[role];
  if (before === null) throw new Error('nothing was published');
  Object.assign(before.signed, { version: 1_000_000_000 });
  await publishRelease(workspace, { targets: null, withdrawals: null, withdrawn: new Map(), files: [] });
  expect((await readPublishedMetadata(other))[role]?.signed.version).toBe(1_000_000_001);
}

it('a number counted up by the online key in force is followed: readers refuse a lower one', async () => {
  await countUp('snapshot');
  await withdraw(dir, 'gold_hr88');
  expect(await pull()).toMatchObject({ isMerged: true, snapshot: 1_000_000_002 });
  const reader = await sync(await hostOf(other), clientOf(await hostOf(other)));
  const { opened } = await sync(await hostOf(dir), clientOf(await hostOf(dir), reader.state));
  expect(opened.version).toBe(1_000_000_002);
});

describe('after the online key was replaced', () => {
  beforeEach(async () => {
    await renewRoot({ dir, now: NOW, replace: ['online'] });
    await refreshChannel({ dir, now: NOW });
  });

  it('the next release has a number that no cache holds', async () => {
    for (let count = 0; count < 4; count += 1) await refreshChannel({ dir: other, now: NOW });
    const taken = Array.from((await hostOf(other)).keys());
    const { snapshot } = await pull();
    expect(taken).toContain('6.snapshot.json');
    expect(snapshot).toBe(7);
  });

  it.each(['snapshot', 'timestamp'] as const)('a thief’s %s, counted up without end, is not followed', async (role) => {
    await countUp(role);
    expect(await pull()).toMatchObject({ isMerged: true, snapshot: 4 });
    const { timestamp } = await readPublishedMetadata(dir);
    expect(timestamp?.signed.version).toBe(4);
    if (role === 'timestamp') return;
    await publishTo({ dir, to: join(other, 'public'), now: NOW });
    expect((await verifyChannel(other, NOW)).opened.version).toBe(4);
  });
});
