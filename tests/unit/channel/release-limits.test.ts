/**
 * How much a host can make a client take (TUF 5.3.3). Bytes of each file, files and bytes of a release, roots of one
 * sync.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Progress } from '../../../utils/channel/byte-counter.ts';
import type { ChannelFetch } from '../../../utils/channel/download.ts';
import { updateChannel } from '../../../utils/channel/update-channel.ts';
import { BASE_URL, channelFaultOf, clientOf, fetchFrom, sync, type Host, type TestClient } from './test-channel.ts';
import { PUBLISHERS, vouch, type Publisher } from './test-publishers.ts';

let publisher: Publisher;
let host: Host;

beforeEach(async () => {
  publisher = await PUBLISHERS[1]![1]();
  host = await publisher.host();
});

const KIB = 1024;

describe('a file whose length is not signed yet', () => {
  /** Serves `path` with this many announced bytes, and the rest as it is. */
  const announcing = (path: string, bytes: number): ChannelFetch => {
    const honest = fetchFrom(host);
    return async (url, init) => {
      const response = await honest(url, init);
      return url === BASE_URL + path
        ? { ...response, status: 200, headers: new Headers({ 'content-length': String(bytes) }) }
        : response;
    };
  };
  const faultOf = (fetch: ChannelFetch) => channelFaultOf(updateChannel({ ...clientOf(host), fetch }));

  it.each([
    ['2.root.json', 256 * KIB],
    ['timestamp.json', 16 * KIB],
    ['1.snapshot.json', 1024 * KIB],
    ['1.targets.json', 1024 * KIB],
    ['1.withdrawals.json', 1024 * KIB],
  ])('%s has %i bytes at most', async (path, limit) => {
    host.set('2.root.json', new Uint8Array());
    if (path !== '2.root.json') host.delete('2.root.json');
    // A repository that signs no lengths leaves only the client's own limit.
    if (path.startsWith('1.')) await vouch(publisher, host, 1, path, false);
    expect(await faultOf(announcing(path, limit + 1))).toEqual({
      key: 'too-large',
      detail: `${BASE_URL}${path}: more than ${limit} bytes`,
    });
    if (path === '2.root.json') expect((await faultOf(announcing(path, limit))).key).toBe('malformed');
    else await expect(updateChannel({ ...clientOf(host), fetch: announcing(path, limit) })).resolves.toBeDefined();
  });

  it('has no more bytes than its limit, whatever length is signed', async () => {
    const change = (signed: Record<string, unknown>): void => {
      const meta = signed['meta'] as Record<string, { length: number }>;
      meta['snapshot.json']!.length = 2 * 1024 * KIB;
    };
    await publisher.forge(host, 'timestamp.json', change, 'online-1');
    expect(await faultOf(announcing('1.snapshot.json', 1024 * KIB + 1))).toMatchObject({ key: 'too-large' });
  });

  it('has no more bytes than are signed', async () => {
    const { length } = host.get('1.snapshot.json')!;
    expect(await faultOf(announcing('1.snapshot.json', length + 1))).toMatchObject({
      key: 'too-large',
      detail: `${BASE_URL}1.snapshot.json: more than ${length} bytes`,
    });
  });
});

describe('a release', () => {
  /** Both people sign further target files of these lengths, which this client does not want. */
  async function withMore(count: number, length: number): Promise<void> {
    const sha256 = '0'.repeat(64);
    const more = Array.from({ length: count }, (_, at) => [`more-${at}.bin`, { length, hashes: { sha256 } }] as const);
    await publisher.forge(
      host,
      '1.targets.json',
      (signed) => Object.assign(signed['targets'] as object, Object.fromEntries(more)),
      'targets-1',
      'targets-2',
    );
    await vouch(publisher, host, 1, '1.targets.json');
  }
  const client = (): TestClient => ({ ...clientOf(host), isTargetWanted: (name) => !name.startsWith('more-') });

  it('has 64 files at most', async () => {
    // Three are there: hashes, listings and withdrawals.
    await withMore(61, 1);
    expect((await sync(host, client())).opened.signed.size).toBe(64);
    await withMore(62, 1);
    expect(await channelFaultOf(sync(host, client()))).toMatchObject({
      key: 'too-large',
      detail: expect.stringMatching(/^targets\.json: 65 files, \d+ bytes$/u),
    });
  });

  it('has 128 MiB at most, also of files that are not wanted', async () => {
    const { opened } = await sync(host, client());
    const rest = 128 * KIB * KIB - [...opened.signed.values()].reduce((sum, { length }) => sum + length, 0);
    await withMore(1, rest);
    await expect(sync(host, client())).resolves.toBeDefined();
    await withMore(1, rest + 1);
    expect(await channelFaultOf(sync(host, client()))).toEqual({
      key: 'too-large',
      detail: `targets.json: 4 files, ${128 * KIB * KIB + 1} bytes`,
    });
  });
});

it('takes 64 new roots in one sync, and the rest in the next', async () => {
  for (let count = 0; count < 65; count++) await publisher.renewRoot();
  const served = await publisher.host();
  const { state } = await sync(served, clientOf(host));
  expect(state.roots).toHaveLength(64);
  expect((await sync(served, clientOf(host, state))).state.roots).toHaveLength(65);
});

it('reports how many bytes came, and from the targets on how many will', async () => {
  const seen: Progress[] = [];
  const requested: string[] = [];
  const onProgress = (progress: Progress): void => void seen.push(progress);
  await updateChannel({ ...clientOf(host), onProgress, fetch: fetchFrom(host, requested) });
  const bytes = requested.reduce((sum, path) => sum + (host.get(path)?.length ?? 0), 0);
  expect(seen.at(-1)).toEqual({ received: bytes, expected: bytes });
  const first = seen.findIndex(({ expected }) => expected !== null);
  const metadata = requested.filter((path) => !path.startsWith('targets/'));
  expect(seen[first]!.received).toBe(metadata.reduce((sum, path) => sum + (host.get(path)?.length ?? 0), 0));
  expect(seen.slice(first).every(({ received, expected }) => received <= expected!)).toBe(true);
});
