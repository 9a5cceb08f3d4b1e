/** Downloads in the background: the idle timeout, and the calls that keep the worker alive. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createChannelFetch, type ChannelFetchDeps } from '../../../utils/background/channel-fetch.ts';

const INIT = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', redirect: 'manual' } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A host that sends what and when the test says. */
function host() {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const keepAlive = vi.fn();
  const fetch: ChannelFetchDeps['fetch'] = async (_url, { signal }) => {
    const body = new ReadableStream<Uint8Array>({
      start: (own) => {
        controller = own;
        signal.addEventListener('abort', () => own.error(signal.reason));
      },
    });
    return { status: 200, headers: new Headers(), body };
  };
  return {
    fetch: createChannelFetch({ fetch, keepAlive }),
    keepAlive,
    send: (bytes: number) => controller.enqueue(new Uint8Array(bytes)),
    end: () => controller.close(),
  };
}

describe('createChannelFetch', () => {
  test('aborts after 30 s without a byte, even late in a download', async () => {
    const { fetch, send } = host();
    const reader = (await fetch('https://list.example/x', INIT)).body!.getReader();
    for (let turn = 0; turn < 5; turn++) {
      const read = reader.read();
      await vi.advanceTimersByTimeAsync(29_000);
      send(10);
      expect((await read).value).toHaveLength(10);
    }
    const read = reader.read();
    const given = expect(read).rejects.toThrow('silent for 30 s');
    await vi.advanceTimersByTimeAsync(30_000);
    await given;
  });

  test('aborts when the host never answers', async () => {
    const fetch = createChannelFetch({
      fetch: (_url, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
      keepAlive: () => undefined,
    });
    const given = expect(fetch('https://list.example/x', INIT)).rejects.toThrow('silent for 30 s');
    await vi.advanceTimersByTimeAsync(30_000);
    await given;
  });

  test('keeps the worker alive exactly until the download ends', async () => {
    const { fetch, keepAlive, send, end } = host();
    const reader = (await fetch('https://list.example/x', INIT)).body!.getReader();
    const first = reader.read();
    await vi.advanceTimersByTimeAsync(25_000);
    expect(keepAlive).toHaveBeenCalledTimes(2);
    send(1);
    await first;
    end();
    expect((await reader.read()).done).toBe(true);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(keepAlive).toHaveBeenCalledTimes(2);
    expect(vi.getTimerCount()).toBe(0);
  });
});
