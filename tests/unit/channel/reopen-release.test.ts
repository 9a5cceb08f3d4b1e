/** A stored release that a starting worker uses at once, and the audit that follows its first answer. */
import { beforeEach, describe, expect, it } from 'vitest';
import { signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { renewRoot } from '../../../hub/channel/key-files/renew-root.ts';
import {
  auditRelease,
  auditSet,
  readTargetFiles,
  reopenRelease,
  restoreRelease,
} from '../../../utils/channel/restore-release.ts';
import {
  storedTarget,
  toStoredRelease,
  type ChannelState,
  type TrustedState,
} from '../../../utils/channel/stored-release.ts';
import { countEntries } from '../../../utils/indicators/indicator-list.ts';
import {
  OTHER_RECIPIENT,
  channelFaultOf,
  clientOf,
  DAY_MS,
  hostOf,
  makeChannel,
  NOW,
  RECIPIENT,
  sync,
  type Host,
  type TestClient,
} from './test-channel.ts';
import { PUBLISHERS } from './test-publishers.ts';

let dir: string;
let host: Host;
let state: ChannelState;

beforeEach(async () => {
  dir = await makeChannel();
  host = await hostOf(dir);
  ({ state } = await sync(host, clientOf(host)));
});

/** A client that counts the signatures it verifies. */
function counting(client: TestClient): { client: TestClient; verified: () => number } {
  let count = 0;
  const verify: TestClient['verify'] = (...args) => {
    count++;
    return client.verify(...args);
  };
  return { client: { ...client, verify }, verified: () => count };
}

const corrupt = (detail: string) => ({ key: 'corrupt', detail: expect.stringContaining(detail) });

/** Opens a changed copy of the stored release and audits it. */
async function auditOf(change: (copy: ChannelState) => void): ReturnType<typeof channelFaultOf> {
  const copy = structuredClone(state);
  change(copy);
  const stored = toStoredRelease(copy);
  const opened = await reopenRelease(stored, clientOf(host));
  return channelFaultOf(auditRelease(stored, opened, clientOf(host)));
}

const changeTrusted = (change: Partial<TrustedState>) => (copy: ChannelState) => {
  copy.trusted = { ...copy.trusted, ...change };
};

describe('reopenRelease', () => {
  it('uses what was verified under the same root, without verifying a signature', async () => {
    const { client, verified } = counting(clientOf(host));
    const opened = await reopenRelease(toStoredRelease(state), client);
    expect(verified()).toBe(0);
    expect(opened).toMatchObject({ version: 1, publisher: 'Example NGO', recipients: [RECIPIENT], isStale: false });
    expect([...opened.files.keys()]).toEqual(['withdrawn.json']);
    expect(await countEntries(opened.list!)).toBe(1);
    await auditRelease(toStoredRelease(state), opened, client);
    expect(verified()).toBeGreaterThan(4);
  });

  it('verifies every signature first under another root, however alike', async () => {
    for (const change of [
      (pinned: Uint8Array) => pinned.with(0, 0x20),
      (pinned: Uint8Array) => pinned.with(pinned.length - 1, 0x20),
      (pinned: Uint8Array) => Uint8Array.from([...pinned, 0x20]),
    ]) {
      const copy = { ...structuredClone(state), pinned: change(state.pinned) };
      const { client, verified } = counting(clientOf(host));
      const opened = await reopenRelease(toStoredRelease(copy), client);
      expect(verified()).toBeGreaterThan(4);
      expect(opened.version).toBe(1);
    }
    const other = await hostOf(await makeChannel());
    const refused = await channelFaultOf(reopenRelease(toStoredRelease(state), clientOf(other)));
    expect(refused.key).toBe('corrupt');
  });

  it('names the roles past their expiry, at the very moment, and the first expiry', async () => {
    const days = { root: 9, targets: 7, withdrawals: 5, snapshot: 3, timestamp: 4 };
    host = await hostOf(await makeChannel({ days }));
    ({ state } = await sync(host, clientOf(host)));
    const at = (ms: number) => reopenRelease(toStoredRelease(state), clientOf(host, null, NOW + ms));
    expect(await at(3 * DAY_MS - 1)).toMatchObject({ isStale: false, staleRoles: [] });
    expect(await at(3 * DAY_MS)).toMatchObject({ isStale: true, staleRoles: ['snapshot'] });
    expect(await at(5 * DAY_MS)).toMatchObject({ staleRoles: ['timestamp', 'snapshot', 'withdrawals'] });
    expect((await at(9 * DAY_MS)).staleRoles).toEqual(['root', 'timestamp', 'snapshot', 'targets', 'withdrawals']);
    expect((await at(0)).expiresAt).toBe(new Date(NOW + 3 * DAY_MS).toISOString());
  });

  it('is corrupt without its list or with one that cannot be opened', async () => {
    for (const damage of [
      (copy: ChannelState) => void (copy.list = null),
      (copy: ChannelState) => void (copy.list!.set = new ArrayBuffer(7)),
    ]) {
      const copy = structuredClone(state);
      damage(copy);
      const refused = await channelFaultOf(reopenRelease(toStoredRelease(copy), clientOf(host)));
      expect(refused.key).toBe('corrupt');
    }
  });

  it('opens no list where one of its parts is not wanted', async () => {
    for (const part of ['indicators.hashes', 'indicators.listings']) {
      const isTargetWanted = (name: string): boolean => name !== part;
      const opened = await reopenRelease(toStoredRelease({ ...state, list: null }), {
        ...clientOf(host),
        isTargetWanted,
      });
      expect(opened.list, part).toBeNull();
    }
  });
});

describe('auditRelease', () => {
  const DIGEST = { length: 2, hashes: { sha256: '0'.repeat(64) } };

  it.each<[string, Partial<TrustedState>]>([
    ['version', { version: 2 }],
    ['publisher', { publisher: 'Another NGO' }],
    ['recipient of reports', { recipients: [] }],
    ['target file', { signed: new Map([['lexicon.bin', DIGEST]]) }],
    ['expiry', { expiries: { root: 1, timestamp: 1, snapshot: 1, targets: 1, withdrawals: null } }],
  ])('refuses a stored %s that is not the signed one', async (_part, change) => {
    const withList =
      change.signed === undefined ? change : { signed: new Map([...state.trusted.signed, ...change.signed]) };
    expect(await auditOf(changeTrusted(withList))).toEqual(
      corrupt('the stored state does not match the signed metadata'),
    );
  });

  it.each<[string, (copy: ChannelState) => void]>([
    ['a damaged timestamp', (copy) => void (copy.timestamp[200]! ^= 1)],
    ['a damaged snapshot', (copy) => void (copy.snapshot[200]! ^= 1)],
    ['damaged targets', (copy) => void (copy.targets[200]! ^= 1)],
    ['no withdrawals', (copy) => void (copy.withdrawals = null)],
    ['listings cut short', (copy) => void (copy.list!.listings = copy.list!.listings.subarray(1))],
    ['other withdrawals', (copy) => void (copy.files['withdrawn.json']![20]! ^= 1)],
    ['withdrawals that are gone', (copy) => void delete copy.files['withdrawn.json']],
  ])('refuses %s', async (_damage, damage) => {
    expect((await auditOf(damage)).key).toBe('corrupt');
  });

  it('refuses hashes that do not have the signed digest', async () => {
    const damage = (copy: ChannelState): void => {
      const words = new Uint32Array(copy.list!.set);
      words[words.length - 1]! ^= 1;
    };
    expect(await auditOf(damage)).toEqual(corrupt('the stored hashes do not have the signed digest'));
  });

  it('takes publisher and recipients from the newest root, and the rest from the release', async () => {
    const other = OTHER_RECIPIENT;
    await renewRoot({ dir, now: NOW, recipients: [other] });
    const newer = (await hostOf(dir)).get('2.root.json')!;
    const kept = { ...state, newerRoots: [newer], trusted: { ...state.trusted, recipients: [other] } };
    const stored = toStoredRelease(kept);
    const opened = await reopenRelease(stored, clientOf(host));
    await auditRelease(stored, opened, clientOf(host));
    expect(opened).toMatchObject({ version: 1, recipients: [other] });
    expect(await restoreRelease(stored, clientOf(host))).toMatchObject({ version: 1, recipients: [other] });
    const old = toStoredRelease({ ...kept, trusted: state.trusted });
    expect(await channelFaultOf(auditRelease(old, opened, clientOf(host)))).toEqual(corrupt('the stored state'));
  });

  it('goes without a digest of the hashes where the publisher signs none', async () => {
    const served = await (await PUBLISHERS[1]![1]()).host();
    const { state: other } = await sync(served, clientOf(served));
    const stored = toStoredRelease(other);
    const opened = await reopenRelease(stored, clientOf(served));
    await expect(auditRelease(stored, opened, clientOf(served))).resolves.toBeUndefined();
    await expect(auditSet({ ...opened, list: null }, clientOf(served))).resolves.toBeUndefined();
  });
});

describe('the stored files', () => {
  it('are read only where they are the signed ones', async () => {
    const read = async (copy: ChannelState) =>
      readTargetFiles(await reopenRelease(toStoredRelease(copy), clientOf(host)), clientOf(host));
    expect(await read(state)).toEqual(new Map(Object.entries(state.files)));
    const more = { ...state, files: { ...state.files, 'lexicon.bin': Uint8Array.of(1) } };
    expect(await channelFaultOf(read(more))).toEqual(corrupt('lexicon.bin: 1 bytes'));
    const none = { ...state, files: { ...state.files, 'lexicon.bin': new Uint8Array() } };
    expect((await channelFaultOf(read(none))).key).toBe('corrupt');
  });

  it('are found by their own names', () => {
    expect(storedTarget(state, 'withdrawn.json')).toBe(state.files['withdrawn.json']);
    for (const name of ['constructor', 'lexicon.bin']) expect(storedTarget(state, name)).toBeNull();
  });

  it('are stored with a second release as with the first', async () => {
    await signChannel({ dir, now: NOW });
    const later = await sync(await hostOf(dir), clientOf(host, state));
    const stored = toStoredRelease(later.state);
    const opened = await reopenRelease(stored, clientOf(host));
    await auditRelease(stored, opened, clientOf(host));
    expect(opened.version).toBe(2);
  });
});
