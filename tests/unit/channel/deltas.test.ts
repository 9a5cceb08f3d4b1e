/**
 * A list that changes a little comes as deltas. Whatever is wrong with a delta, the reader gets exactly the signed
 * list.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { addIndicators } from '../../../hub/channel/list/add-indicators.ts';
import { removeIndicators } from '../../../hub/channel/list/remove-indicators.ts';
import { signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import type { Progress } from '../../../utils/channel/byte-counter.ts';
import type { ChannelState } from '../../../utils/channel/stored-release.ts';
import { updateChannel } from '../../../utils/channel/update-channel.ts';
import { countEntries } from '../../../utils/indicators/indicator-list.ts';
import {
  restoreAndVerify,
  channelFaultOf,
  fetchFrom,
  forge,
  hostOf,
  listTelegram,
  makeChannel,
  NOW,
  clientOf,
  vouchFor,
  type Host,
} from './test-channel.ts';

let dir: string;
let first: Host;
let state: ChannelState;

const names = (count: number, from = 0) => Array.from({ length: count }, (_, at) => `recruiter_${from + at}x`);

/** Syncs, and returns which files of the list were requested. */
async function read(host: Host, before: ChannelState | null) {
  const requested: string[] = [];
  const result = await updateChannel({ ...clientOf(first, before), fetch: fetchFrom(host, requested) });
  const files = requested
    .filter((path) => path.startsWith('targets/'))
    .map((path) => path.slice('targets/'.length + 65));
  return { ...result, files: files.filter((name) => name !== 'withdrawn.json').sort() };
}

async function publish(...handles: string[]): Promise<Host> {
  await listTelegram(dir, ...handles);
  await signChannel({ dir, now: NOW });
  return hostOf(dir);
}

const isDelta = (path: string) => /\.delta\.\d+$/u.test(path);
const WHOLE = ['indicators.hashes', 'indicators.listings'];

beforeEach(async () => {
  dir = await makeChannel();
  first = await publish(...names(200));
  ({ state } = await read(first, null));
});

it('fetches one delta for the last list, a chain for an older one, and the whole list for a new client', async () => {
  await publish('one_more');
  await removeIndicators(dir, 'kind,value\ntelegram,recruiter_7x\n');
  const host = await publish('two_more');
  const late = await read(host, state);
  expect(late.files).toEqual(['delta.3', 'delta.4']);
  expect(await countEntries(late.opened.list!)).toBe(202);
  const fresh = await read(host, null);
  expect(fresh.files).toEqual(WHOLE);
  expect(late.state).toEqual(fresh.state);
  expect(await countEntries((await restoreAndVerify(late.state, clientOf(first))).list!)).toBe(202);
  expect((await read(host, late.state)).files).toEqual([]);
});

it('publishes a delta for a change of days or evidence alone', async () => {
  const csv = 'telegram,recruiter_5x,job-scam,case 8';
  await addIndicators({ dir, csv: `kind,value,category,evidence\n${csv}\n`, now: NOW });
  await signChannel({ dir, now: NOW });
  const host = await hostOf(dir);
  const late = await read(host, state);
  expect(late.files).toEqual(['delta.3']);
  expect(late.state).toEqual((await read(host, null)).state);
});

it('fetches nothing for an unchanged list, and the whole list when it is far behind', async () => {
  await signChannel({ dir, now: NOW });
  expect((await read(await hostOf(dir), state)).files).toEqual([]);
  let host = first;
  for (let turn = 0; turn < 17; turn++) host = await publish(`later_${turn}x`);
  const kept = [...host.keys()].filter(isDelta).length;
  expect(kept).toBe(18);
  const late = await read(host, state);
  expect(late.files).toEqual(WHOLE);
  expect(await countEntries(late.opened.list!)).toBe(218);
});

describe('a delta', () => {
  let host: Host;
  let wanted: ChannelState;
  let path: string;

  beforeEach(async () => {
    host = await publish('one_more');
    wanted = (await read(host, null)).state;
    path = [...host.keys()].find((name) => name.endsWith('.delta.3'))!;
  });

  it.each([
    ['that is not there', () => undefined],
    ['that was changed on the way', (bytes: Uint8Array) => bytes.with(30, (bytes[30] ?? 0) ^ 1)],
    ['that is cut off', (bytes: Uint8Array) => bytes.subarray(0, -1)],
    ['that goes on', (bytes: Uint8Array) => Uint8Array.from([...bytes, ...new Uint8Array(100_000)])],
  ] as const)('%s is dropped, and the whole list is fetched', async (_name, change) => {
    const bad = change(host.get(path)!);
    const spoilt = new Map(host);
    if (bad === undefined) spoilt.delete(path);
    else spoilt.set(path, bad);
    const late = await read(spoilt, state);
    expect(late.files).toEqual(['delta.3', ...WHOLE]);
    expect(late.state).toEqual(wanted);
  });

  it('that is signed but gives another list is dropped too', async () => {
    const targets = JSON.parse(Buffer.from(host.get('3.targets.json')!).toString()) as {
      signed: { targets: Record<string, unknown> };
    };
    // Both people's keys sign a delta that is marked as leading to this list, and leads to the one before.
    const earlier = [...host.keys()].find((name) => name.endsWith('.delta.2'))!;
    const bytes = host.get(earlier)!;
    const { length } = bytes;
    const old = targets.signed.targets['delta.3'] as { custom: unknown };
    await forge(
      dir,
      host,
      '3.targets.json',
      (signed) => {
        const named = signed['targets'] as Record<string, unknown>;
        named['delta.3'] = { length, hashes: { sha256: earlier.split('/')[1]!.split('.')[0] }, custom: old.custom };
      },
      'targets-1',
      'targets-2',
    );
    host.set(earlier.replace('delta.2', 'delta.3'), bytes);
    await vouchFor(dir, host, 3, '3.targets.json');
    const late = await read(host, state);
    expect(late.files).toEqual(['delta.3', ...WHOLE]);
    expect(late.state.list).toEqual(wanted.list);
  });

  it('that a broken connection interrupts is fetched again next time', async () => {
    const fetch = fetchFrom(host);
    const cut = (url: string, init: Parameters<typeof fetch>[1]) =>
      url.endsWith(path) ? Promise.reject(new TypeError('network')) : fetch(url, init);
    expect((await channelFaultOf(updateChannel({ ...clientOf(first, state), fetch: cut }))).key).toBe('offline');
    expect((await read(host, state)).files).toEqual(['delta.3']);
  });

  it('is announced with its length', async () => {
    const seen: Progress[] = [];
    const onProgress = (progress: Progress): void => void seen.push(progress);
    await updateChannel({ ...clientOf(first, state), onProgress, fetch: fetchFrom(host) });
    const last = seen.at(-1);
    expect(last?.expected).toBe(last?.received);
    expect(seen.filter(({ expected }) => expected === last?.expected).length).toBeGreaterThan(1);
  });

  it('that comes too slowly is fetched again next time', async () => {
    let now = 0;
    const honest = fetchFrom(host);
    const fetch = (url: string, init: Parameters<typeof honest>[1]) => {
      if (url.endsWith(path)) now += 600_000;
      return honest(url, init);
    };
    const slow = { ...clientOf(first, state), fetch, clock: () => now };
    expect((await channelFaultOf(updateChannel(slow))).key).toBe('too-slow');
  });

  it('is not dropped for a fault of the program', async () => {
    const { sha256, ...client } = clientOf(first, state);
    const delta = host.get(path)!;
    const failing = async (data: Uint8Array): Promise<Uint8Array> => {
      if (Buffer.from(data).equals(delta)) throw new Error('out of memory');
      return sha256(data);
    };
    await expect(updateChannel({ ...client, sha256: failing, fetch: fetchFrom(host) })).rejects.toThrow(
      'out of memory',
    );
  });

  it('starts from the stored list: a damaged one is fetched whole', async () => {
    for (const damage of [
      (copy: ChannelState) => (new Uint32Array(copy.list!.set)[copy.list!.set.byteLength / 4 - 1]! ^= 1),
      (copy: ChannelState) => (copy.list!.listings[60]! ^= 1),
      (copy: ChannelState) => (copy.list!.set = new ArrayBuffer(7)),
    ]) {
      const copy = structuredClone(state);
      damage(copy);
      const late = await read(host, copy);
      expect(late.files).toEqual(WHOLE);
      expect(late.state).toEqual(wanted);
    }
  });
});
