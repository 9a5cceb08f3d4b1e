/** What a sync asks for when little changed, and what it keeps of the stored release. */
import { beforeEach, describe, expect, it } from 'vitest';
import { refreshChannel, signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import type { ChannelState } from '../../../utils/channel/stored-release.ts';
import { updateChannel } from '../../../utils/channel/update-channel.ts';
import { countEntries } from '../../../utils/indicators/indicator-list.ts';
import {
  clientOf,
  fetchFrom,
  forge,
  hostOf,
  makeChannel,
  NOW,
  sync,
  vouchFor,
  type Host,
  type TestClient,
} from './test-channel.ts';

let dir: string;
let first: Host;
let state: ChannelState;

beforeEach(async () => {
  dir = await makeChannel();
  first = await hostOf(dir);
  ({ state } = await sync(first, clientOf(first)));
});

/** Syncs, and names what was asked for, files of the list without their digests. */
async function read(host: Host, client: TestClient) {
  const requested: string[] = [];
  const result = await updateChannel({ ...client, fetch: fetchFrom(host, requested) });
  return { ...result, requested: requested.map((path) => path.replace(/^targets\/[\da-f]{64}\./u, '')) };
}

describe('a sync', () => {
  it('asks for the next root and the timestamp, and for nothing else while nothing changed', async () => {
    const { requested, changedTargets } = await read(first, clientOf(first, state));
    expect(requested).toEqual(['2.root.json', 'timestamp.json']);
    expect(changedTargets).toEqual([]);
  });

  it('asks for the new snapshot alone where only the online key signed again', async () => {
    await refreshChannel({ dir, now: NOW });
    const { requested, state: later } = await read(await hostOf(dir), clientOf(first, state));
    expect(requested).toEqual(['2.root.json', 'timestamp.json', '2.snapshot.json']);
    expect(later.targets).toEqual(state.targets);
  });

  it.each([
    ['1.snapshot.json', ['online-1']],
    ['1.targets.json', ['targets-1', 'targets-2']],
    ['1.withdrawals.json', ['withdrawals-1']],
  ])('asks for %s again where its digest changed and its version did not', async (path, keys) => {
    const host = new Map(first);
    const changed = await forge(dir, host, path, (signed) => (signed['note'] = 'other content'), ...keys);
    await vouchFor(dir, host, 1, path);
    await forge(dir, host, 'timestamp.json', (signed) => (signed['version'] = 2), 'online-1');
    const { requested, state: later } = await read(host, clientOf(first, state));
    expect(requested).toContain(path);
    const stored = { '1.snapshot.json': later.snapshot, '1.targets.json': later.targets };
    expect(path in stored ? stored[path as keyof typeof stored] : later.withdrawals).toEqual(host.get(path));
    if (path !== '1.snapshot.json') expect(host.get(path)).toEqual(changed);
  });

  it('does not go on after a fault of the program, as if the stored file had changed', async () => {
    const { sha256, ...client } = clientOf(first, state);
    let times = 0;
    // The first digest is part of verifying the stored release.
    const failing = async (data: Uint8Array): Promise<Uint8Array> => {
      if (Buffer.from(data).equals(state.snapshot) && ++times === 2) throw new Error('out of memory');
      return sha256(data);
    };
    await expect(updateChannel({ ...client, sha256: failing, fetch: fetchFrom(first) })).rejects.toThrow(
      'out of memory',
    );
    expect(times).toBe(2);
  });

  it('does not ask again for withdrawals that stay', async () => {
    await signChannel({ dir, now: NOW });
    const { requested } = await read(await hostOf(dir), clientOf(first, state));
    expect(requested).not.toContain('withdrawn.json');
    expect(requested).toContain('2.targets.json');
  });

  it('fetches the list whole where the stored hashes are damaged, though the list did not change', async () => {
    const damaged = structuredClone(state);
    const words = new Uint32Array(damaged.list!.set);
    words[words.length - 1]! ^= 1;
    const { requested, state: later, opened } = await read(first, clientOf(first, damaged));
    expect(requested.slice(2)).toEqual(['indicators.listings', 'indicators.hashes']);
    expect(later).toEqual(state);
    expect(await countEntries(opened.list!)).toBe(1);
  });

  it('keeps the files that are wanted, and no others', async () => {
    const wanting = async (isTargetWanted: (name: string) => boolean) =>
      await read(first, { ...clientOf(first), isTargetWanted });
    expect((await wanting(() => true)).state).toEqual(state);
    const none = await wanting(() => false);
    expect([none.state.files, none.state.list, none.opened.list]).toEqual([{}, null, null]);
    for (const part of ['indicators.hashes', 'indicators.listings'])
      expect((await wanting((name) => name !== part)).state.list, part).toBeNull();
    expect(Object.keys((await wanting((name) => name === 'withdrawn.json')).state.files)).toEqual(['withdrawn.json']);
  });

  it('goes on where the newer roots that were stored are damaged', async () => {
    const damaged = { ...structuredClone(state), newerRoots: [Uint8Array.of(0x7b)] };
    expect((await read(first, clientOf(first, damaged))).state).toEqual(state);
  });
});
