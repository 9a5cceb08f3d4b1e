/**
 * Service worker: caches the whole site for offline use and receives texts and pictures that other apps share. It stores files of the
 * site only; what was shared stays in memory for a minute at most. What reads pictures is stored at its first use.
 */
/// <reference lib="webworker" />
import { MAX_HANDOFF_UNITS } from '../utils/check/paste-limits.ts';
import { SHARED_HASH_PREFIX, type Shared, type TakeSharedRequest } from './take-shared.ts';

declare const self: ServiceWorkerGlobalScope;
declare const __FILES__: readonly string[];
declare const __VERSION__: string;

const CACHE_PREFIX = `site ${self.registration.scope} `;
const CACHE_NAME = `${CACHE_PREFIX}${__VERSION__}`;
const SHARE_URL = new URL('share', self.registration.scope).href;
const MAX_SHARED_MS = 60_000;
const MAX_SHARED_PICTURES = 10;
/** Program and models for pictures: verified by digest, so one copy serves all versions of the site. */
const PICTURES_URL = new URL('pictures/', self.registration.scope).href;
const PICTURES_CACHE_NAME = `pictures 2 ${self.registration.scope}`;
/** Of earlier versions of the site: its English model has another digest. */
const OLD_PICTURES_CACHE_NAME = `pictures ${self.registration.scope}`;

const shared = new Map<string, Shared>();

self.addEventListener('install', (event) => {
  // `no-cache` revalidates every file with the host, so that two versions are never mixed
  const files = __FILES__.filter((file) => !file.startsWith('pictures/'));
  const fresh = files.map((file) => new Request(new URL(file, self.registration.scope), { cache: 'no-cache' }));
  event.waitUntil(caches.open(CACHE_NAME).then((cache) => cache.addAll(fresh)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        names.filter(
          (name) => (name.startsWith(CACHE_PREFIX) && name !== CACHE_NAME) || name === OLD_PICTURES_CACHE_NAME,
        ),
      )
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
  event.ports[0]?.postMessage(shared.get(take) ?? null);
  shared.delete(take);
});

async function cacheFirst(request: Request): Promise<Response> {
  if (request.url.startsWith(PICTURES_URL)) return pictureFile(request);
  const cached = await (await caches.open(CACHE_NAME)).match(pageAddress(request.url), { ignoreSearch: true });
  return cached ?? fetch(request);
}

async function pictureFile(request: Request): Promise<Response> {
  const cache = await caches.open(PICTURES_CACHE_NAME);
  const cached = await cache.match(request);
  if (cached !== undefined) return cached;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
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
  const pictures = form.getAll('pictures').filter((part) => part instanceof File);
  const nonce = crypto.randomUUID();
  shared.set(nonce, {
    text: [...new Set(parts)].join('\n').trim().slice(0, MAX_HANDOFF_UNITS),
    pictures: pictures.slice(0, MAX_SHARED_PICTURES),
  });
  setTimeout(() => shared.delete(nonce), MAX_SHARED_MS);
  return Response.redirect(`${self.registration.scope}${SHARED_HASH_PREFIX}${nonce}`, 303);
}
