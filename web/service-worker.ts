/**
 * Keeps the whole site on the device, so that it works without a connection, and takes what other apps share. It keeps
 * files of the site and nothing else: a shared text stays in memory for a minute at most.
 */
/// <reference lib="webworker" />
import { MOST_HANDED } from '../utils/check/limits.ts';
import { SHARED, type TakeShared } from './shared-text.ts';

declare const self: ServiceWorkerGlobalScope;
declare const __FILES__: readonly string[];
declare const __VERSION__: string;

const PREFIX = `site ${self.registration.scope} `;
const CACHE = `${PREFIX}${__VERSION__}`;
const SHARE = new URL('share', self.registration.scope).href;
const MINUTE = 60_000;

const shared = new Map<string, string>();

self.addEventListener('install', (event) => {
  // The host is asked whether the browser's own copy still holds, or two versions would be mixed.
  const fresh = __FILES__.map((file) => new Request(new URL(file, self.registration.scope), { cache: 'no-cache' }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith(PREFIX) && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.url === SHARE && request.method === 'POST') event.respondWith(takeShare(request));
  else if (request.method === 'GET' && request.url.startsWith(self.registration.scope)) {
    event.respondWith(fromCache(request));
  }
});

self.addEventListener('message', (event) => {
  const { take } = event.data as TakeShared;
  event.ports[0]?.postMessage(shared.get(take) ?? null);
  shared.delete(take);
});

async function fromCache(request: Request): Promise<Response> {
  const kept = await (await caches.open(CACHE)).match(pageOf(request.url), { ignoreSearch: true });
  return kept ?? fetch(request);
}

/** The folder's own address is its first page. */
function pageOf(url: string): string {
  const address = new URL(url);
  address.hash = '';
  if (address.pathname.endsWith('/')) address.pathname += 'index.html';
  return address.href;
}

async function takeShare(request: Request): Promise<Response> {
  const form = await request.formData();
  const parts = ['title', 'text', 'url'].map((name) => form.get(name)).filter((part) => typeof part === 'string');
  const nonce = crypto.randomUUID();
  shared.set(nonce, [...new Set(parts)].join('\n').trim().slice(0, MOST_HANDED));
  setTimeout(() => shared.delete(nonce), MINUTE);
  return Response.redirect(`${self.registration.scope}${SHARED}${nonce}`, 303);
}
