/** A site that is allowed or forbidden while its pages are open: they are read, or left alone, at once. */
import type { Browser } from 'webextension-polyfill';
import type { Envelope } from '../messaging/protocol.ts';
import type { Injection } from './injection.ts';
import type { Pauses } from './pause.ts';

export interface GrantsWorld {
  browser: Pick<Browser, 'tabs' | 'permissions'>;
  injection: Pick<Injection, 'followGrants' | 'scan'>;
  pauses: Pick<Pauses, 'isPaused'>;
}

/** Follows what the reader allows and takes back, for pages to come and for those that are open. */
export function startFollowingGrants(world: GrantsWorld): void {
  const { permissions } = world.browser;
  permissions.onAdded.addListener(({ origins = [] }) => void granted(world, origins));
  permissions.onRemoved.addListener(() => void withdrawn(world));
}

/** @param origins match patterns that were allowed */
export async function granted({ browser, injection, pauses }: GrantsWorld, origins: string[]): Promise<void> {
  await injection.followGrants();
  if (origins.length === 0) return;
  const open = await browser.tabs.query({ url: origins });
  await Promise.all(
    open.map(async ({ id, url = '', incognito }) => {
      if (id === undefined || !/^https?:/u.test(url)) return;
      const paused = await pauses.isPaused(new URL(url).hostname, incognito);
      // A scanner that was stopped goes on; where there is none, one starts.
      await tell(browser, id, paused);
      await injection.scan(id).catch(() => undefined);
    }),
  );
}

export async function withdrawn({ browser, injection }: GrantsWorld): Promise<void> {
  await injection.followGrants();
  await Promise.all(
    (await browser.tabs.query({})).map(async ({ id, url }) => {
      if (id === undefined || (url !== undefined && (await mayRead(browser, url)))) return;
      // The browser hides the addresses of pages that may not be read: just those are told.
      await tell(browser, id, true);
    }),
  );
}

async function mayRead({ permissions }: GrantsWorld['browser'], url: string): Promise<boolean> {
  if (!/^https?:/u.test(url)) return true;
  const { protocol, host } = new URL(url);
  return permissions.contains({ origins: [`${protocol}//${host}/*`] });
}

async function tell({ tabs }: GrantsWorld['browser'], tabId: number, paused: boolean): Promise<void> {
  const message = { name: 'page.pause', data: { paused } } satisfies Envelope<'page.pause'>;
  await tabs.sendMessage(tabId, message).catch(() => undefined);
}
