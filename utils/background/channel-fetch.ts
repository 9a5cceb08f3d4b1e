/**
 * `fetch` for channels. It aborts a download that receives no byte for 30 s. It keeps the service worker alive while bytes
 * arrive. Chromium ends a worker that calls no extension API for 30 s, even during a download.
 */
import type { ChannelFetch, ChannelResponse } from '../channel/download.ts';

export interface ChannelFetchDeps {
  fetch(url: string, init: Parameters<ChannelFetch>[1] & { signal: AbortSignal }): Promise<ChannelResponse>;
  /** Calls any extension API. */
  keepAlive(): void;
}

const IDLE_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_INTERVAL_MS = 10_000;

export function createChannelFetch({ fetch, keepAlive }: ChannelFetchDeps): ChannelFetch {
  return async (url, init) => {
    const abort = new AbortController();
    const abortIdle = (): void => abort.abort(new Error(`silent for ${IDLE_TIMEOUT_MS / 1000} s`));
    let idleTimer = setTimeout(abortIdle, IDLE_TIMEOUT_MS);
    const keepAliveTimer = setInterval(keepAlive, KEEP_ALIVE_INTERVAL_MS);
    const stopTimers = (): void => {
      clearTimeout(idleTimer);
      clearInterval(keepAliveTimer);
    };
    try {
      const response = await fetch(url, { ...init, signal: abort.signal });
      const reader = response.body?.getReader();
      if (reader === undefined) {
        stopTimers();
        return response;
      }
      const read = async (): ReturnType<typeof reader.read> => {
        try {
          const chunk = await reader.read();
          clearTimeout(idleTimer);
          if (chunk.done) stopTimers();
          else idleTimer = setTimeout(abortIdle, IDLE_TIMEOUT_MS);
          return chunk;
        } catch (error) {
          stopTimers();
          throw error;
        }
      };
      const cancel = async (): Promise<void> => {
        stopTimers();
        abort.abort();
        await reader.cancel().catch(() => undefined);
      };
      const { status, headers } = response;
      return { status, headers, body: { getReader: () => ({ read, cancel }) } };
    } catch (error) {
      stopTimers();
      throw error;
    }
  };
}
