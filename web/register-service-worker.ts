/** Registers the service worker, which stores the site for offline use. */
import { fileAddress } from './file-address.ts';

/** Does nothing where service workers are missing (old browser, private window, no https): the site then works online only. */
export async function registerServiceWorker(): Promise<void> {
  try {
    await navigator.serviceWorker?.register(fileAddress('service-worker.js'), { scope: fileAddress('./') });
  } catch {
    return;
  }
}
