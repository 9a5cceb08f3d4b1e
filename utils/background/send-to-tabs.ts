/** Sends a message to the content scripts of the open tabs. */
import type { Browser } from 'webextension-polyfill';
import type { Envelope, Request, TabMessage } from '../contracts/messages.ts';
import type { Pauses } from './pauses.ts';

export interface TabChoice {
  /** Only tabs of this host, as far as the browser shows their addresses. */
  host?: string;
  /** Only tabs of private windows, or only others. */
  incognito?: boolean;
}

export async function sendToTabs<N extends Extract<TabMessage, 'page.recheck' | 'page.pause'>>(
  tabs: Browser['tabs'],
  name: N,
  data: Request<N>,
  { host, incognito }: TabChoice = {},
): Promise<void> {
  const open = await tabs.query(host === undefined ? {} : { url: `*://${host}/*` });
  await Promise.all(
    open.map(async ({ id, incognito: isPrivate }) => {
      if (id === undefined || (incognito !== undefined && incognito !== isPrivate)) return;
      await tabs.sendMessage(id, { name, data } satisfies Envelope<N>).catch(() => undefined);
    }),
  );
}

/**
 * Sends to the open tabs of a host that reading pauses or resumes. A choice made in a private window goes to private tabs
 * alone. Another choice also goes to private tabs, unless one of their own holds there.
 */
export function createPauseSender(
  tabs: Browser['tabs'],
  pauses: Pick<Pauses, 'isPaused'>,
): (host: string, paused: boolean, incognito: boolean) => Promise<void> {
  return async (host, paused, incognito) => {
    const send = (isPrivate: boolean): Promise<void> =>
      sendToTabs(tabs, 'page.pause', { paused }, { host, incognito: isPrivate });
    if (!incognito) await send(false);
    if (incognito || (await pauses.isPaused(host, true)) === paused) await send(true);
  };
}
