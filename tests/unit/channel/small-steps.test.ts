/** Single steps of a sync: one download, the chain of deltas, stored versions, expiry, and withdrawals that only grow. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createByteCounter } from '../../../utils/channel/byte-counter.ts';
import { checkWithdrawalsMonotonic } from '../../../utils/channel/check-withdrawals-monotonic.ts';
import { fromHex, toHex, type ChannelCrypto } from '../../../utils/channel/channel-crypto.ts';
import { download, type ChannelFetch } from '../../../utils/channel/download.ts';
import { parseInvitation } from '../../../utils/channel/invitation.ts';
import {
  deltaChain,
  isDelta,
  listTargets,
  type DeltaTarget,
  type ListTargets,
} from '../../../utils/channel/list-targets.ts';
import { onlineKeysOf } from '../../../utils/channel/online-keys.ts';
import { checkExpiry, verifyLengthAndHashes, type TrustedMetadata } from '../../../utils/channel/trusted-metadata.ts';
import { checkTrustedVersions, trustedVersionsOf } from '../../../utils/channel/trusted-versions.ts';
import { encodeWithdrawals } from '../../../utils/indicators/withdrawals.ts';

const fault = (name: string, detail = '') =>
  expect.objectContaining({ fault: name, detail: expect.stringContaining(detail) });
const URL_OF_FILE = 'https://list.example/timestamp.json';

describe('download', () => {
  interface Answer {
    status?: number;
    headers?: Record<string, string>;
    chunks?: (number | Error)[];
    /** Milliseconds that each chunk takes. */
    delay?: number;
  }
  let cancelled = false;
  function request(
    { status = 200, headers = {}, chunks = [3], delay = 0 }: Answer,
    maxBytes = 10,
    onBytes?: (n: number) => void,
  ) {
    let [at, now] = [0, 5_000];
    cancelled = false;
    const read = async (): Promise<{ done: boolean; value?: Uint8Array }> => {
      const chunk = chunks[at];
      at += 1;
      now += delay;
      if (chunk instanceof Error) throw chunk;
      return await Promise.resolve(
        chunk === undefined ? { done: true } : { done: false, value: new Uint8Array(chunk).fill(at) },
      );
    };
    const cancel = async (): Promise<void> => {
      cancelled = true;
      await Promise.reject(new Error('cancelled already'));
    };
    const fetch: ChannelFetch = async (url, init) => {
      expect([url, init]).toEqual([
        URL_OF_FILE,
        { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', redirect: 'manual' },
      ]);
      const body = { getReader: () => ({ read, cancel }) };
      return await Promise.resolve({ status, headers: { get: (name) => headers[name] ?? null }, body });
    };
    return download(fetch, URL_OF_FILE, maxBytes, { clock: () => now, ...(onBytes === undefined ? {} : { onBytes }) });
  }

  it('joins the chunks in their order, and counts them', async () => {
    const counted: number[] = [];
    expect(await request({ chunks: [2, 1] }, 3, (bytes) => counted.push(bytes))).toEqual(Uint8Array.of(1, 1, 2));
    expect(counted).toEqual([2, 1]);
    expect(await request({ chunks: [] })).toEqual(new Uint8Array());
  });

  it.each<[string, Answer, string]>([
    ['not-found', { status: 404 }, '404'],
    ['not-found', { status: 403 }, '403'],
    ['not-found', { status: 410 }, '410'],
    ['server', { status: 500 }, '500'],
    ['server', { status: 204 }, '204'],
    ['redirected', { status: 0 }, URL_OF_FILE],
    ['redirected', { status: 300, headers: { location: 'https://other.example' } }, 'to https://other.example'],
    ['redirected', { status: 399 }, URL_OF_FILE],
    ['server', { status: 400 }, '400'],
    ['too-large', { headers: { 'content-length': '11' } }, 'more than 10 bytes'],
    ['too-large', { chunks: [6, 5, 1] }, 'more than 10 bytes'],
    ['offline', { chunks: [3, new Error('reset')] }, 'reset'],
  ])('says %s for %j', async (name, answer, detail) => {
    await expect(request(answer)).rejects.toEqual(fault(name, detail));
  });

  it('stops reading as soon as it is too much, and takes exactly what is allowed', async () => {
    await expect(request({ chunks: [11, 1] })).rejects.toEqual(fault('too-large'));
    expect(cancelled).toBe(true);
    expect(await request({ headers: { 'content-length': '10' }, chunks: [10] })).toHaveLength(10);
  });

  it('gives up below two bytes a millisecond, after a minute', async () => {
    // 20,000 bytes may take 60 + 10 seconds.
    expect(await request({ chunks: [10_000, 10_000], delay: 32_500 }, 20_000)).toHaveLength(20_000);
    await expect(request({ chunks: [10_000, 10_000], delay: 35_001 }, 20_000)).rejects.toEqual(
      fault('too-slow', 'in 70 s'),
    );
    expect(cancelled).toBe(true);
  });

  it('is offline when nothing answers, and empty without a body', async () => {
    const failing: ChannelFetch = async () => await Promise.reject(new TypeError('no network'));
    await expect(download(failing, URL_OF_FILE, 10)).rejects.toEqual(fault('offline', 'no network'));
    const empty: ChannelFetch = async () =>
      await Promise.resolve({ status: 200, headers: { get: () => null }, body: null });
    expect(await download(empty, URL_OF_FILE, 10)).toEqual(new Uint8Array());
  });
});

describe('createByteCounter', () => {
  it('reports what came and what is expected, which never falls', () => {
    const seen: unknown[] = [];
    const counter = createByteCounter((progress) => seen.push(progress));
    counter.received(10);
    counter.expect(90);
    counter.received(30);
    counter.expect(20);
    expect(seen).toEqual([
      { received: 10, expected: null },
      { received: 10, expected: 100 },
      { received: 40, expected: 100 },
      { received: 40, expected: 100 },
    ]);
    createByteCounter(undefined).received(1);
  });
});

describe('the targets of a list', () => {
  const digest = (digit: string): string => digit.repeat(64);
  const file = (length: number, custom?: object) => ({
    length,
    hashes: { sha256: digest('f') },
    ...(custom === undefined ? {} : { custom }),
  });
  const list = (digit: string) => ({ pairs: digest(digit), listings: digest(digit) });
  const delta = (from: string, to: string, length = 1): DeltaTarget => ({
    name: `delta.${from}`,
    file: file(length),
    from: list(from),
    to: list(to),
  });
  const signed = (deltas: DeltaTarget[], to: string): ListTargets => ({
    hashes: { ...file(60) },
    listings: { length: 40, hashes: { sha256: digest(to) } },
    pairs: digest(to),
    deltas,
  });

  it('are both or none, with the deltas that are signed as such', () => {
    const good = { delta: { from: list('a'), to: list('b') } };
    const files = new Map([
      ['indicators.hashes', file(60, { pairs: digest('c') })],
      ['indicators.listings', file(40)],
      ['delta.1', file(5, good)],
      ['other.json', file(5)],
    ]);
    const found = listTargets(files);
    expect(found).toMatchObject({ pairs: digest('c'), deltas: [{ name: 'delta.1', from: list('a'), to: list('b') }] });
    expect(found?.deltas).toHaveLength(1);
    expect([isDelta(file(5, good)), isDelta(file(5)), isDelta(file(5, { delta: { from: list('a') } }))]).toEqual([
      true,
      false,
      false,
    ]);
    expect(listTargets(new Map([['other.json', file(5)]]))).toBeNull();
    const one = (name: string) => () => listTargets(new Map([[name, file(5)]]));
    expect(one('indicators.hashes')).toThrow(fault('malformed', 'indicators.listings is missing'));
    expect(one('indicators.listings')).toThrow(fault('malformed', 'indicators.hashes is missing'));
    expect(
      listTargets(
        new Map([
          ['indicators.hashes', file(1)],
          ['indicators.listings', file(1)],
        ]),
      )?.pairs,
    ).toBeNull();
  });

  it('lead from the stored list to the signed one by deltas, where that is less to fetch', () => {
    const names = (from: string, targets: ListTargets): string[] | null =>
      deltaChain(list(from), targets)?.map(({ name }) => name) ?? null;
    const steps = [delta('b', 'c'), delta('a', 'b')];
    expect(names('a', signed(steps, 'c'))).toEqual(['delta.a', 'delta.b']);
    expect(names('c', signed(steps, 'c'))).toEqual([]);
    expect(names('d', signed(steps, 'c'))).toBeNull();
    expect(names('a', signed([delta('a', 'b', 99)], 'b'))).toEqual(['delta.a']);
    expect(names('a', signed([delta('a', 'b', 100)], 'b'))).toBeNull();
    // A circle ends.
    expect(names('a', signed([delta('a', 'b'), delta('b', 'a')], 'c'))).toBeNull();
    const mixed = { ...list('a'), listings: digest('b') };
    expect(deltaChain(mixed, signed(steps, 'c'))).toBeNull();
  });

  it('are sixteen deltas at most', () => {
    const digits = '0123456789abcdef'.split('');
    const steps = digits.map((digit, at) => ({
      ...delta(digit, digits[at + 1] ?? 'x'),
      to: list(digits[at + 1] ?? 'x'),
    }));
    expect(deltaChain(list('0'), signed(steps, 'x'))).toHaveLength(16);
    const start = { ...delta('0', '0'), from: list('y') };
    expect(deltaChain(list('y'), signed([start, ...steps], 'x'))).toBeNull();
  });
});

describe('stored versions', () => {
  const ROLE = { keyids: ['k'], threshold: 1 };
  function trustedWith({ root = 2, timestamp = 5, snapshot = 4, targets = 3, key = 'a' } = {}): TrustedMetadata {
    const keys = { k: { keyval: { public: key } } };
    const meta = { 'targets.json': { version: targets } };
    return {
      roots: [{ signed: { version: root, keys, roles: { timestamp: ROLE, snapshot: ROLE } } }],
      timestamp: { signed: { version: timestamp, meta: { 'snapshot.json': { version: snapshot } } } },
      snapshot: { signed: { meta } },
      targets: null,
      withdrawals: null,
    } as unknown as TrustedMetadata;
  }
  const stored = trustedVersionsOf(trustedWith(), null);

  it('are those that were trusted', () => {
    expect(stored).toEqual({ root: 2, onlineKeys: '1 a, 1 a', timestamp: 5, snapshot: 4, meta: { 'targets.json': 3 } });
    expect(trustedVersionsOf({ ...trustedWith({ root: 3 }), timestamp: null, snapshot: null }, stored)).toEqual({
      ...stored,
      root: 3,
    });
    expect(trustedVersionsOf({ ...trustedWith({ key: 'b' }), timestamp: null, snapshot: null }, stored)).toEqual({
      root: 2,
      onlineKeys: '1 b, 1 b',
      timestamp: 0,
      snapshot: 0,
      meta: {},
    });
    const more = { ...stored, meta: { 'withdrawals.json': 9 } };
    expect(trustedVersionsOf(trustedWith(), more).meta).toEqual({ 'withdrawals.json': 9, 'targets.json': 3 });
  });

  it('are never undercut by root, timestamp, snapshot or any file', () => {
    const check = (change: object) => () => checkTrustedVersions(trustedWith(change), stored);
    for (const same of [{}, { root: 3 }, { timestamp: 6 }, { snapshot: 5 }, { targets: 4 }])
      expect(check(same)).not.toThrow();
    expect(check({ root: 1 })).toThrow(fault('rollback', 'root.json: version 1, but 2'));
    expect(check({ timestamp: 4 })).toThrow(fault('rollback', 'timestamp.json: version 4, but 5'));
    expect(check({ snapshot: 3 })).toThrow(fault('rollback', 'snapshot.json: version 3, but 4'));
    expect(check({ targets: 2 })).toThrow(fault('rollback', 'targets.json: version 2, but 3'));
    const gone = { ...stored, meta: { 'withdrawals.json': 1 } };
    expect(() => checkTrustedVersions(trustedWith(), gone)).toThrow(fault('rollback', 'withdrawals.json: version 0'));
    expect(() => checkTrustedVersions(trustedWith({ root: 1 }), null)).not.toThrow();
  });

  it('count anew under new online keys, except the root’s', () => {
    const changed = (change: object) => () => checkTrustedVersions(trustedWith({ key: 'b', ...change }), stored);
    expect(changed({ timestamp: 1, snapshot: 1, targets: 1 })).not.toThrow();
    expect(changed({ root: 1 })).toThrow(fault('rollback'));
  });

  it('know online keys by their public keys and thresholds, whatever their order', () => {
    const keys = { x: { keyval: { public: 'a' } }, y: { keyval: { public: 'b' } } };
    const of = (timestamp: string[], snapshot: string[], threshold = 1): string =>
      onlineKeysOf({
        keys,
        roles: { timestamp: { keyids: timestamp, threshold }, snapshot: { keyids: snapshot, threshold: 1 } },
      } as never);
    expect(of(['x', 'y'], ['x'])).toBe('1 a b, 1 a');
    expect(of(['y', 'x', 'x'], ['x'])).toBe('1 a b, 1 a');
    expect(of(['x'], ['y'])).not.toBe(of(['y'], ['x']));
    expect(of(['x', 'y'], ['x'], 2)).toBe('2 a b, 1 a');
    expect(of(['constructor'], ['x'])).toBe('1 , 1 a');
  });
});

describe('checkExpiry', () => {
  const at = (expires: string): TrustedMetadata => ({ roots: [{ signed: { expires } }], timestamp: null }) as never;
  const NOW = Date.parse('2026-11-25T00:00:00Z');
  const DAY = 86_400_000;
  const check = (ms: number) => () => checkExpiry(at(new Date(NOW + ms).toISOString()), 'root', NOW);

  it('refuses at the very moment, and suspects the clock after 400 days', () => {
    expect(check(1)).not.toThrow();
    expect(check(0)).toThrow(fault('expired', 'root.json: valid until 2026-11-25'));
    expect(check(-400 * DAY)).toThrow(fault('expired'));
    expect(check(-400 * DAY - 1)).toThrow(fault('clock', 'the device clock says 2026-11-25'));
    expect(() => checkExpiry(at('2020-01-01T00:00:00Z'), 'timestamp', NOW)).not.toThrow();
  });
});

describe('verifyLengthAndHashes', () => {
  const crypto = {
    sha256: async (data: Uint8Array) => new Uint8Array(createHash('sha256').update(data).digest()),
  } as ChannelCrypto;
  const bytes = new TextEncoder().encode('abc');
  const sha256 = createHash('sha256').update(bytes).digest('hex');

  it('compares what was signed, and nothing that was not', async () => {
    const verify = (expected: object): Promise<void> => verifyLengthAndHashes('x', bytes, expected, crypto);
    for (const expected of [{}, { length: 3 }, { hashes: { sha256 } }, { length: 3, hashes: { sha256 } }])
      await verify(expected);
    await expect(verify({ length: 2 })).rejects.toEqual(fault('wrong-length', 'x: 3 bytes where 2 were signed'));
    await expect(verify({ hashes: { sha256: 'a'.repeat(64) } })).rejects.toEqual(fault('wrong-hash'));
    await expect(verify({ length: 0, hashes: { sha256 } })).rejects.toEqual(fault('wrong-length'));
  });
});

describe('checkWithdrawalsMonotonic', () => {
  const hash = '0123456789abcdef';
  const file = (as?: 'removed' | 'disputed'): Uint8Array =>
    encodeWithdrawals(new Map(as === undefined ? [] : [[hash, { on: '2026-11-25', as }]]));

  it.each([
    [undefined, 'removed', true],
    ['removed', 'removed', true],
    ['disputed', 'disputed', true],
    ['disputed', 'removed', true],
    ['removed', 'disputed', false],
    ['removed', undefined, false],
    ['disputed', undefined, false],
  ] as const)('from %s to %s: %s', (before, current, isAllowed) => {
    const check = (): void => checkWithdrawalsMonotonic(file(before), file(current));
    if (isAllowed) expect(check).not.toThrow();
    else expect(check).toThrow(fault('overreach', `lists again what was ${before}: ${hash}`));
  });
});

describe('an invitation file', () => {
  const root = { signed: { _type: 'root', version: 1 }, signatures: [] };
  const good = { 'joblantern-channel': 1, url: 'https://list.example', colour: '#1F5f8b', root };
  const read = (change: object): ReturnType<typeof parseInvitation> =>
    parseInvitation(JSON.stringify({ ...good, ...change }));

  it('carries address, colour and root', () => {
    expect(read({})).toEqual({
      url: 'https://list.example/',
      colour: '#1F5f8b',
      root: new TextEncoder().encode(JSON.stringify(root)),
      fingerprint: null,
    });
    expect(read({ colour: undefined })?.colour).toBeNull();
    expect(read({ colour: null })?.colour).toBeNull();
  });

  it.each<[string, object]>([
    ['another version', { 'joblantern-channel': 2 }],
    ['no https address', { url: 'http://list.example/' }],
    ['an address of 1,001 letters', { url: `https://list.example/${'x'.repeat(980)}` }],
    ['a colour of another form', { colour: 'red' }],
    ['no root', { root: { signed: { _type: 'targets' } } }],
  ])('is refused with %s', (_case, change) => {
    expect(read(change)).toBeNull();
  });

  it('is no link without a fingerprint of 64 digits', () => {
    const link = (tail: string): unknown => parseInvitation(`https://list.example/#joblantern-channel=${tail}`);
    expect(link('a'.repeat(64))).toMatchObject({ colour: null, fingerprint: 'a'.repeat(64) });
    for (const tail of ['a'.repeat(63), 'a'.repeat(65), `1f5f8.${'a'.repeat(64)}`, 'g'.repeat(64), ''])
      expect(link(tail), tail).toBeNull();
  });
});

it('writes and reads bytes as pairs of digits', () => {
  expect(toHex(Uint8Array.of(0, 10, 255))).toBe('000aff');
  expect(fromHex('000aFf')).toEqual(Uint8Array.of(0, 10, 255));
  expect(fromHex('')).toEqual(new Uint8Array());
});
