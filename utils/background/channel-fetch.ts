/**
 * `fetch` for channels: gives up on a host that falls silent, and keeps the worker alive while bytes come (Chromium ends one
 * that called nothing of the extension's own for 30 seconds, however much it downloads).
 */
import type { ChannelFetch, ChannelResponse } from '../channel/download.ts';

export interface ChannelFetchWorld {
  fetch(url: string, init: Parameters<ChannelFetch>[1] & { signal: AbortSignal }): Promise<ChannelResponse>;
  /** Any call of the extension's interface. */
  stayAwake(): void;
}

/** A silence that ends a download, and how often the worker is kept awake meanwhile, in milliseconds. */
const SILENCE = 30_000;
const AWAKE = 10_000;

export function channelFetch({ fetch, stayAwake }: ChannelFetchWorld): ChannelFetch {
  return async (url, init) => {
    const abort = new AbortController();
    const giveUp = (): void => abort.abort(new Error(`silent for ${SILENCE / 1000} s`));
    let silence = setTimeout(giveUp, SILENCE);
    const awake = setInterval(stayAwake, AWAKE);
    const end = (): void => {
      clearTimeout(silence);
      clearInterval(awake);
    };
    try {
      const response = await fetch(url, { ...init, signal: abort.signal });
      const reader = response.body?.getReader();
      if (reader === undefined) {
        end();
        return response;
      }
      const read = async (): ReturnType<typeof reader.read> => {
        try {
          const chunk = await reader.read();
          clearTimeout(silence);
          if (chunk.done) end();
          else silence = setTimeout(giveUp, SILENCE);
          return chunk;
        } catch (error) {
          end();
          throw error;
        }
      };
      const cancel = async (): Promise<void> => {
        end();
        abort.abort();
        await reader.cancel().catch(() => undefined);
      };
      const { status, headers } = response;
      return { status, headers, url: response.url, body: { getReader: () => ({ read, cancel }) } };
    } catch (error) {
      end();
      throw error;
    }
  };
}
