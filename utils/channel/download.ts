/** One file from the publisher's host: no cookies, no referrer, no cache, no more bytes than allowed, from nowhere else. */
import { ChannelError } from './channel-error.ts';

/** What of the browser's `fetch` is used; time limits are the caller's to add. */
export type ChannelFetch = (url: string, init: typeof FETCH_OPTIONS) => Promise<ChannelResponse>;

export interface ChannelResponse {
  status: number;
  /** Where the answer came from in the end. */
  url: string;
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
  redirect: 'follow',
} as const;

/** Object stores answer 403 for what is not there. */
const NOT_FOUND_STATUSES = new Set([403, 404, 410]);

/** A download may take this long, and longer only while it brings as much as the slowest line that lists can be read on. */
const GRACE_MS = 60_000;
const MIN_BYTES_PER_MS = 2;

/** What may be watched and limited while a file comes. */
export interface DownloadOptions {
  /** Milliseconds that pass, whatever the time of day is set to. */
  clock?: () => number;
  /** So many bytes more have come. */
  onBytes?: (bytes: number) => void;
}

/**
 * The file's bytes. Throws a ChannelError: `not-found`, `server`, `redirected`, `offline`, and `too-large` as soon as more than
 * `limit` bytes have come, counted after decompression, so that neither an endless nor a packed answer fills the memory; `too-slow`
 * when by `clock` (milliseconds) a drip would never end.
 */
export async function download(
  fetch: ChannelFetch,
  url: string,
  maxBytes: number,
  { clock, onBytes }: DownloadOptions = {},
): Promise<Uint8Array> {
  const start = clock?.() ?? 0;
  const response = await orOffline(url, () => fetch(url, FETCH_OPTIONS));
  const { status, body } = response;
  if (response.url !== '' && !isSameOrigin(url, response.url)) {
    throw new ChannelError('redirected', `${url}: sent on to ${originOf(response.url)}`);
  }
  if (NOT_FOUND_STATUSES.has(status)) throw new ChannelError('not-found', `${url}: ${status}`);
  if (status !== 200) throw new ChannelError('server', `${url}: ${status}`);
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(url, maxBytes);
  return body === null
    ? new Uint8Array()
    : collect(url, body.getReader(), maxBytes, { elapsed: () => (clock?.() ?? 0) - start, came: onBytes });
}

async function collect(
  url: string,
  reader: ChunkReader,
  maxBytes: number,
  { elapsed, came }: { elapsed: () => number; came: DownloadOptions['onBytes'] },
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await orOffline(url, () => reader.read());
    if (done || value === undefined) break;
    size += value.length;
    came?.(value.length);
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

/** The same host and port; a plain address may be moved to https on the same host, never the other way. */
function isSameOrigin(requested: string, responded: string): boolean {
  const [from, to] = [originOf(requested), originOf(responded)];
  return from === to || (from.startsWith('http:') && to === from.replace(/^http:(.*?)(?::\d+)?$/u, 'https:$1'));
}

/** `https://Host:8443/path` -> `https://host:8443`. */
function originOf(url: string): string {
  const [, scheme = '', host = ''] = /^(https?:\/\/)(?:[^/?#@]*@)?([^/?#]+)/iu.exec(url) ?? [];
  return `${scheme}${host}`.toLowerCase().replace(scheme.length === 8 ? /:443$/u : /:80$/u, '');
}
