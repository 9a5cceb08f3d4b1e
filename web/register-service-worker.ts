/** Lets the service worker keep the site, once the page itself has what it needs. */
import { fileAddress } from './file-address.ts';

/** Without it (an old browser, a private window, no https) the site works, but only with a connection. */
export async function registerServiceWorker(): Promise<void> {
  try {
    await navigator.serviceWorker?.register(fileAddress('service-worker.js'), { scope: fileAddress('./') });
  } catch {
    return;
  }
}
