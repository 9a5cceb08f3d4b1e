/**
 * Downloads one file from the publisher's host, within limits of bytes and time. No cookies, no referrer, no cache, no
 * redirect.
 */
import { ChannelError } from './channel-error.ts';

/** The part of the browser's `fetch` that a download uses. */
export type ChannelFetch = (url: string, init: typeof FETCH_OPTIONS) => Promise<ChannelResponse>;

export interface ChannelResponse {
  /** HTTP status; 0 for a redirect that a browser did not follow. */
  status: number;
  headers: { get(name: string): string | null };
  body: { getReader(): ChunkReader } | null;
}

interface ChunkReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}

const FETCH_OPTIONS = {
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  cache: 'no-store',
  redirect: 'manual',
} as const;

/** Object stores answer 403 for a file that does not exist. */
const NOT_FOUND_STATUSES = new Set([403, 404, 410]);

/** After this time a download must keep the minimum rate: 2 bytes a millisecond is about a 16 kbit/s line. */
const GRACE_MS = 60_000;
const MIN_BYTES_PER_MS = 2;

export interface DownloadOptions {
  /** Monotonic clock in milliseconds. Without it there is no minimum rate. */
  clock?: () => number;
  /** Called with the number of bytes of each chunk. */
  onBytes?: (bytes: number) => void;
}

/**
 * Returns the bytes of the file at `url`.
 *
 * Throws a ChannelError: `not-found`, `server`, `redirected` or `offline`; `too-slow` below the minimum rate; `too-large` as
 * soon as more than `maxBytes` have arrived. Bytes are counted after decompression (endless data attack).
 */
export async function download(
  fetch: ChannelFetch,
  url: string,
  maxBytes: number,
  { clock, onBytes }: DownloadOptions = {},
): Promise<Uint8Array> {
  const start = clock?.() ?? 0;
  const { status, headers, body } = await orOffline(url, () => fetch(url, FETCH_OPTIONS));
  if (status === 0 || (status >= 300 && status < 400)) {
    const location = headers.get('location');
    throw new ChannelError('redirected', location === null ? url : `${url}: to ${location.slice(0, 200)}`);
  }
  if (NOT_FOUND_STATUSES.has(status)) throw new ChannelError('not-found', `${url}: ${status}`);
  if (status !== 200) throw new ChannelError('server', `${url}: ${status}`);
  if (Number(headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(url, maxBytes);
  if (body === null) return new Uint8Array();
  return collect(url, body.getReader(), maxBytes, { elapsed: () => (clock?.() ?? 0) - start, onBytes });
}

async function collect(
  url: string,
  reader: ChunkReader,
  maxBytes: number,
  { elapsed, onBytes }: { elapsed: () => number; onBytes: DownloadOptions['onBytes'] },
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await orOffline(url, () => reader.read());
    if (done || value === undefined) break;
    size += value.length;
    onBytes?.(value.length);
    if (size > maxBytes) {
      await reader.cancel().catch(() => {});
      throw tooLarge(url, maxBytes);
    }
    if (elapsed() > GRACE_MS + size / MIN_BYTES_PER_MS) {
      await reader.cancel().catch(() => {});
      throw new ChannelError('too-slow', `${url}: ${size} bytes in ${Math.round(elapsed() / 1000)} s`);
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

async function orOffline<T>(url: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw new ChannelError('offline', `${url}: ${(error as Error).message}`);
  }
}

function tooLarge(url: string, maxBytes: number): ChannelError {
  return new ChannelError('too-large', `${url}: more than ${maxBytes} bytes`);
}
