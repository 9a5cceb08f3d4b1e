/** Starts or stops reading open pages at once when the reader grants or revokes access to a site. */
import type { Browser } from 'webextension-polyfill';
import type { Envelope } from '../contracts/messages.ts';
import type { Injection } from './injection.ts';
import type { Pauses } from './pauses.ts';
import type { RevokedTabs } from './revoked-tabs.ts';

export interface GrantsDeps {
  browser: Pick<Browser, 'tabs' | 'permissions'>;
  injection: Pick<Injection, 'registerGrantedHosts' | 'injectPageTest'>;
  pauses: Pick<Pauses, 'isPaused'>;
  revoked: Pick<RevokedTabs, 'add' | 'remove'>;
}

/** Listens to permission changes, for open pages and for pages opened later. */
export function followGrants(deps: GrantsDeps): void {
  const { permissions } = deps.browser;
  permissions.onAdded.addListener(({ origins = [] }) => void onGranted(deps, origins));
  permissions.onRemoved.addListener(({ origins = [] }) => void onRevoked(deps, origins));
}

/** @param origins match patterns that were granted */
export async function onGranted({ browser, injection, pauses, revoked }: GrantsDeps, origins: string[]): Promise<void> {
  await injection.registerGrantedHosts();
  if (origins.length === 0) return;
  const open = await browser.tabs.query({ url: origins });
  await Promise.all(
    open.map(async ({ id, url = '', incognito }) => {
      if (id === undefined || !/^https?:/u.test(url)) return;
      const paused = await pauses.isPaused(new URL(url).hostname, incognito);
      await revoked.remove(id);
      // Resumes a paused script; the injection starts one where there is none.
      await sendPaused(browser, id, paused);
      await injection.injectPageTest(id).catch(() => undefined);
    }),
  );
}

/** @param origins match patterns that were revoked; none where it was another permission */
export async function onRevoked({ browser, injection, revoked }: GrantsDeps, origins: string[]): Promise<void> {
  await injection.registerGrantedHosts();
  if (origins.length === 0) return;
  // The browser hides the address of a page that the extension may not read. One that it shows may be read, or was
  // opened to it by a press of the reader: only a page of these sites is meant.
  const hidden = (await browser.tabs.query({})).filter(({ url }) => url === undefined);
  const shown = await browser.tabs.query({ url: origins });
  await Promise.all(
    [...hidden, ...shown].map(async ({ id, url }) => {
      if (id === undefined || (url !== undefined && (await hasPermission(browser, url)))) return;
      await revoked.add(id);
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
