import { describe, expect, it } from 'vitest';
import { createByteCounter } from '../../../utils/channel/byte-counter.ts';
import { download, type ChannelFetch } from '../../../utils/channel/download.ts';

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

  it('names no more than 200 characters of the address that a host redirects to', async () => {
    const headers = { location: 'x'.repeat(201) };
    const detail = `${URL_OF_FILE}: to ${'x'.repeat(200)}`;
    await expect(request({ status: 302, headers })).rejects.toMatchObject({ fault: 'redirected', detail });
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
