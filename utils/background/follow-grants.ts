/** A site that is allowed or forbidden while its pages are open: they are read, or left alone, at once. */
import type { Browser } from 'webextension-polyfill';
import type { Envelope } from '../contracts/protocol.ts';
import type { Injection } from './injection.ts';
import type { Pauses } from './pauses.ts';

export interface GrantsDeps {
  browser: Pick<Browser, 'tabs' | 'permissions'>;
  injection: Pick<Injection, 'followGrants' | 'scan'>;
  pauses: Pick<Pauses, 'isPaused'>;
}

/** Follows what the reader allows and takes back, for pages to come and for those that are open. */
export function followGrants(deps: GrantsDeps): void {
  const { permissions } = deps.browser;
  permissions.onAdded.addListener(({ origins = [] }) => void onGranted(deps, origins));
  permissions.onRemoved.addListener(() => void withdrawn(deps));
}

/** @param origins match patterns that were allowed */
export async function onGranted({ browser, injection, pauses }: GrantsDeps, origins: string[]): Promise<void> {
  await injection.followGrants();
  if (origins.length === 0) return;
  const open = await browser.tabs.query({ url: origins });
  await Promise.all(
    open.map(async ({ id, url = '', incognito }) => {
      if (id === undefined || !/^https?:/u.test(url)) return;
      const paused = await pauses.isPaused(new URL(url).hostname, incognito);
      // A scanner that was stopped goes on; where there is none, one starts.
      await sendPaused(browser, id, paused);
      await injection.scan(id).catch(() => undefined);
    }),
  );
}

export async function withdrawn({ browser, injection }: GrantsDeps): Promise<void> {
  await injection.followGrants();
  await Promise.all(
    (await browser.tabs.query({})).map(async ({ id, url }) => {
      if (id === undefined || (url !== undefined && (await hasPermission(browser, url)))) return;
      // The browser hides the addresses of pages that may not be read: just those are told.
      await sendPaused(browser, id, true);
    }),
  );
}

async function hasPermission({ permissions }: GrantsDeps['browser'], url: string): Promise<boolean> {
  if (!/^https?:/u.test(url)) return true;
  const { protocol, host } = new URL(url);
  return permissions.contains({ origins: [`${protocol}//${host}/*`] });
}

async function sendPaused({ tabs }: GrantsDeps['browser'], tabId: number, paused: boolean): Promise<void> {
  const message = { name: 'page.pause', data: { paused } } satisfies Envelope<'page.pause'>;
  await tabs.sendMessage(tabId, message).catch(() => undefined);
}
