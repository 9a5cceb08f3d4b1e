/** The network, the host and the disk at their worst: the release before stays whole, and the next sync completes. */
import { describe, expect, it } from 'vitest';
import { signChannel } from '../../../hub/channel/signing/sign-channel.ts';
import { renewRoot } from '../../../hub/channel/key-files/renew-root.ts';
import { ChannelError } from '../../../utils/channel/channel-error.ts';
import type { ChannelFetch } from '../../../utils/channel/download.ts';
import type { ChannelState } from '../../../utils/channel/stored-release.ts';
import { updateChannel } from '../../../utils/channel/update-channel.ts';
import { countEntries } from '../../../utils/indicators/indicator-list.ts';
import {
  BASE_URL,
  restoreAndVerify,
  channelFaultOf,
  fetchFrom,
  hostOf,
  listTelegram,
  makeChannel,
  NOW,
  clientOf,
  sync,
} from './test-channel.ts';

async function twoReleases() {
  const dir = await makeChannel();
  const first = await hostOf(dir);
  const { state } = await sync(first, clientOf(first));
  await renewRoot({ dir, now: NOW, replace: ['online'] });
  await listTelegram(dir, 'silver_hr77');
  await signChannel({ dir, now: NOW });
  return { first, state, host: await hostOf(dir) };
}

/**
 * Breaks at the n-th await of the sync that reaches outside. It is before an answer, inside its body, in the crypto or
 * in the check.
 */
function breaking(reader: ReturnType<typeof clientOf>, fetch: ChannelFetch, at: number) {
  let step = 0;
  const pass = () => {
    step++;
    if (step === at) throw new Error(`broken at ${at}`);
  };
  const brokenFetch: ChannelFetch = async (url, init) => {
    pass();
    const response = await fetch(url, init);
    const body = response.body;
    if (body === null) return response;
    const reader = body.getReader();
    const read = async () => {
      pass();
      return reader.read();
    };
    return { ...response, body: { getReader: () => ({ read, cancel: () => reader.cancel() }) } };
  };
  return {
    world: {
      ...reader,
      fetch: brokenFetch,
      sha256: async (data: Uint8Array) => {
        pass();
        return reader.sha256(data);
      },
      check: () => pass(),
    },
    steps: () => step,
  };
}

it(
  'interrupted at any step, the next sync completes and the state before is untouched',
  { timeout: 60_000 },
  async () => {
    const { first, state, host } = await twoReleases();
    const honest = breaking(clientOf(first, state), fetchFrom(host), Number.POSITIVE_INFINITY);
    const wanted = await updateChannel(honest.world);
    expect(honest.steps()).toBeGreaterThan(25);
    const kept = structuredClone(state);
    for (let at = 1; at <= honest.steps(); at++) {
      const { world } = breaking(clientOf(first, state), fetchFrom(host), at);
      await expect(updateChannel(world), `step ${at}`).rejects.toThrow(`broken at ${at}`);
      expect(state).toEqual(kept);
      expect(await countEntries((await restoreAndVerify(state, clientOf(first))).list!)).toBe(1);
      expect((await sync(host, clientOf(first, state))).state).toEqual(wanted.state);
    }
  },
);

describe('a host', () => {
  it.each([
    ['that is down', () => Promise.reject(new TypeError('fetch failed')), 'offline'],
    ['that errs', () => answer(500, ''), 'server'],
    ['that knows nothing', () => answer(404, ''), 'not-found'],
    ['that redirects', () => answer(302, '', { location: 'https://elsewhere.example/x' }), 'redirected'],
    ['whose redirect a browser did not follow', () => answer(0, ''), 'redirected'],
    ['that asks to sign in', () => answer(200, '<html>Sign in</html>'), 'malformed'],
  ] as const)('%s is reported as such', async (_name, fetch, key) => {
    const { first, state } = await twoReleases();
    expect((await channelFaultOf(updateChannel({ ...clientOf(first, state), fetch }))).key).toBe(key);
  });

  it.each(['2.root.json', 'timestamp.json', '2.snapshot.json'])(
    'that never stops sending %s is cut off at the limit: endless data',
    async (path) => {
      const { first, state, host } = await twoReleases();
      let sent = 0;
      let cancelled = false;
      const read = () => {
        sent += 65_536;
        return Promise.resolve({ done: false, value: new Uint8Array(65_536) });
      };
      const cancel = () => {
        cancelled = true;
        return Promise.resolve();
      };
      const honest = fetchFrom(host);
      const fetch: ChannelFetch = async (url, init) => {
        if (url !== BASE_URL + path) return honest(url, init);
        return { status: 200, url, headers: new Headers(), body: { getReader: () => ({ read, cancel }) } };
      };
      expect((await channelFaultOf(updateChannel({ ...clientOf(first, state), fetch }))).key).toBe('too-large');
      expect(cancelled).toBe(true);
      expect(sent).toBeLessThan(512 * 1024);
    },
  );

  it('that announces too many bytes is not read', async () => {
    const { first, state } = await twoReleases();
    expect((await channelFaultOf(updateChannel({ ...clientOf(first, state), fetch: boasting }))).key).toBe('too-large');
  });

  it('is asked without cookies, referrer or cache, and only for what changed', async () => {
    const { first, state, host } = await twoReleases();
    const requested: string[] = [];
    const inits = new Set<string>();
    const honest = fetchFrom(host, requested);
    const fetch: ChannelFetch = (url, init) => {
      inits.add(JSON.stringify(init));
      return honest(url, init);
    };
    await updateChannel({ ...clientOf(first, state), fetch });
    expect([...inits].map((init) => JSON.parse(init) as unknown)).toEqual([
      { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', redirect: 'manual' },
    ]);
    const files = requested
      .filter((path) => path.startsWith('targets/'))
      .map((path) => path.replace(/^.*?\.([a-z])/u, '$1'));
    expect(files.sort()).toEqual(['indicators.hashes', 'indicators.listings']);
  });
});

describe('a stored release', () => {
  it('is refused when any of its parts is damaged, and repaired by the next sync', async () => {
    const { first, state } = await twoReleases();
    const damages: ((copy: ChannelState) => void)[] = [
      (copy) => (copy.timestamp = copy.timestamp.subarray(1)),
      (copy) => (copy.targets[200] = 0),
      (copy) => (copy.withdrawals = null),
      (copy) => (copy.files['withdrawn.json']![20]! ^= 1),
      (copy) => delete copy.files['withdrawn.json'],
      (copy) => (copy.list = null),
      (copy) => (copy.list!.set = copy.list!.set.slice(4)),
      (copy) => (new Uint32Array(copy.list!.set)[copy.list!.set.byteLength / 4 - 1]! ^= 1),
      (copy) => (copy.list!.listings = copy.list!.listings.subarray(1)),
    ];
    for (const damage of damages) {
      const copy = structuredClone(state);
      damage(copy);
      expect((await channelFaultOf(restoreAndVerify(copy, clientOf(first)))).key).toBe('corrupt');
      expect((await sync(first, clientOf(first, copy))).state).toEqual(state);
    }
  });

  it('is repaired by the next sync when a listing is damaged, which no start notices', async () => {
    const { first, state } = await twoReleases();
    const copy = structuredClone(state);
    const { listings } = copy.list!;
    listings[listings.length - 1]! ^= 1;
    expect((await sync(first, clientOf(first, copy))).state).toEqual(state);
  });

  it('of another root is not trusted', async () => {
    const { state, first } = await twoReleases();
    const other = await hostOf(await makeChannel());
    expect((await channelFaultOf(restoreAndVerify(state, clientOf(other)))).key).toBe('corrupt');
    expect((await sync(other, clientOf(other, state))).opened.version).toBe(1);
    expect((await channelFaultOf(sync(first, clientOf(other, state)))).key).toBe('bad-signature');
  });

  it('is trusted by a package that pins a newer root', async () => {
    const { first, state, host } = await twoReleases();
    const { state: newer } = await sync(host, clientOf(first, state));
    const pinned = host.get('2.root.json')!;
    expect(await countEntries((await restoreAndVerify(newer, { ...clientOf(first), pinned })).list!)).toBe(2);
  });

  it('keeps only the files that are wanted', async () => {
    const { first } = await twoReleases();
    const { state, opened } = await sync(first, { ...clientOf(first), isTargetWanted: isJson });
    expect(Object.keys(state.files)).toEqual(['withdrawn.json']);
    expect(opened.list).toBeNull();
    expect((await restoreAndVerify(state, { ...clientOf(first), isTargetWanted: isJson })).version).toBe(1);
  });
});

const isJson = (name: string): boolean => name.endsWith('.json');
const boasting: ChannelFetch = () => answer(200, '{}', { 'content-length': '999999999' });

function answer(status: number, body: string, headers: Record<string, string> = {}) {
  const blob = new Blob([body]);
  return Promise.resolve({ status, headers: new Headers(headers), body: blob.stream() as never });
}

it('throws nothing but a ChannelError for anything that a host sends', async () => {
  const { first, state, host } = await twoReleases();
  const junk = [
    'null',
    '{}',
    '{"signed":{},"signatures":[]}',
    '{"signed":{"_type":"timestamp"},"signatures":{}}',
    '1e999',
  ];
  for (const path of ['2.root.json', 'timestamp.json', '2.snapshot.json', '2.targets.json', '2.withdrawals.json']) {
    for (const text of junk) {
      const bad = new Map(host).set(path, new TextEncoder().encode(text));
      await expect(sync(bad, clientOf(first, state))).rejects.toBeInstanceOf(ChannelError);
    }
  }
});
