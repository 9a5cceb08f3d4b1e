/**
 * Service worker: caches the whole site for offline use and receives texts that other apps share. It stores files of the
 * site only; a shared text stays in memory for a minute at most.
 */
/// <reference lib="webworker" />
import { MAX_HANDOFF_UNITS } from '../utils/check/paste-limits.ts';
import { SHARED_HASH_PREFIX, type TakeSharedRequest } from './take-shared-text.ts';

declare const self: ServiceWorkerGlobalScope;
declare const __FILES__: readonly string[];
declare const __VERSION__: string;

const CACHE_PREFIX = `site ${self.registration.scope} `;
const CACHE_NAME = `${CACHE_PREFIX}${__VERSION__}`;
const SHARE_URL = new URL('share', self.registration.scope).href;
const MAX_SHARED_TEXT_MS = 60_000;

const sharedTexts = new Map<string, string>();

self.addEventListener('install', (event) => {
  // `no-cache` revalidates every file with the host, so that two versions are never mixed
  const fresh = __FILES__.map((file) => new Request(new URL(file, self.registration.scope), { cache: 'no-cache' }));
  event.waitUntil(caches.open(CACHE_NAME).then((cache) => cache.addAll(fresh)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE_NAME))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.url === SHARE_URL && request.method === 'POST') event.respondWith(receiveShare(request));
  else if (request.method === 'GET' && request.url.startsWith(self.registration.scope)) {
    event.respondWith(cacheFirst(request));
  }
});

self.addEventListener('message', (event) => {
  const { take } = event.data as TakeSharedRequest;
  event.ports[0]?.postMessage(sharedTexts.get(take) ?? null);
  sharedTexts.delete(take);
});

async function cacheFirst(request: Request): Promise<Response> {
  const cached = await (await caches.open(CACHE_NAME)).match(pageAddress(request.url), { ignoreSearch: true });
  return cached ?? fetch(request);
}

/** URL of the cached page; a folder stands for its index.html. */
function pageAddress(url: string): string {
  const address = new URL(url);
  address.hash = '';
  if (address.pathname.endsWith('/')) address.pathname += 'index.html';
  return address.href;
}

async function receiveShare(request: Request): Promise<Response> {
  const form = await request.formData();
  const parts = ['title', 'text', 'url'].map((name) => form.get(name)).filter((part) => typeof part === 'string');
  const nonce = crypto.randomUUID();
  sharedTexts.set(nonce, [...new Set(parts)].join('\n').trim().slice(0, MAX_HANDOFF_UNITS));
  setTimeout(() => sharedTexts.delete(nonce), MAX_SHARED_TEXT_MS);
  return Response.redirect(`${self.registration.scope}${SHARED_HASH_PREFIX}${nonce}`, 303);
}
