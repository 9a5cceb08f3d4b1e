/**
 * Takes a text or pictures that another app shared with the installed site. The service worker holds them in memory until
 * then.
 */
export const SHARED_HASH_PREFIX = '#shared-';

export interface Shared {
  text: string;
  pictures: File[];
}

export interface TakeSharedRequest {
  take: string;
}

/** Null: nothing was shared. `lost`: something was, but the service worker no longer has it. */
export async function takeShared(): Promise<Shared | 'lost' | null> {
  const { hash, pathname, search } = window.location;
  if (!hash.startsWith(SHARED_HASH_PREFIX)) return null;
  window.history.replaceState(null, '', `${pathname}${search}`);
  const controller = navigator.serviceWorker?.controller;
  if (controller === null || controller === undefined) return 'lost';
  const shared = await new Promise<Shared | null>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data }: MessageEvent<Shared | null>) => resolve(data));
    port1.start();
    controller.postMessage({ take: hash.slice(SHARED_HASH_PREFIX.length) } satisfies TakeSharedRequest, [port2]);
    setTimeout(() => resolve(null), 3_000);
  });
  return shared ?? 'lost';
}
