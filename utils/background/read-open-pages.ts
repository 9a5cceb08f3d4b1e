/**
 * Starts reading the pages that are open when the extension starts: at install, after an update, and once it is enabled
 * again. Chromium runs content scripts only in pages that load later. Until then no warning would be drawn there.
 */
import type { Browser } from 'webextension-polyfill';
import type { StorageArea } from '../storage/settings.ts';
import type { Injection } from './injection.ts';

export interface OpenPagesDeps {
  browser: Pick<Browser, 'tabs' | 'permissions'>;
  /** `storage.session`, which outlives the worker and not the extension. */
  session: StorageArea;
  injection: Pick<Injection, 'injectPageTest'>;
}

const STORAGE_KEY = 'has-read-open-pages';

/** Does nothing where a worker of the same start has done it. A page that is read already is not read twice. */
export async function readOpenPages({ browser, session, injection }: OpenPagesDeps): Promise<void> {
  if ((await session.get(STORAGE_KEY))[STORAGE_KEY] === true) return;
  await session.set({ [STORAGE_KEY]: true });
  const { origins = [] } = await browser.permissions.getAll();
  // Without a pattern, every tab would be found.
  if (origins.length === 0) return;
  const open = await browser.tabs.query({ url: origins, discarded: false });
  await Promise.all(
    open.map(async ({ id, url = '' }) => {
      if (id === undefined || !/^https?:/u.test(url)) return;
      await injection.injectPageTest(id).catch(() => undefined);
    }),
  );
}
