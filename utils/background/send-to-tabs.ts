/** Sends a message to the content scripts of the open tabs. */
import type { Browser } from 'webextension-polyfill';
import type { Envelope, Request, TabMessage } from '../contracts/messages.ts';
import type { Pauses } from './pauses.ts';

export interface TabChoice {
  /** Only tabs of this host, as far as the browser shows their addresses. */
  host?: string;
  /** Only tabs of private windows, or only others. */
  isPrivate?: boolean;
}

export async function sendToTabs<N extends Extract<TabMessage, 'page.recheck' | 'page.pause'>>(
  tabs: Browser['tabs'],
  name: N,
  data: Request<N>,
  { host, isPrivate }: TabChoice = {},
): Promise<void> {
  const open = await tabs.query(host === undefined ? {} : { url: `*://${host}/*` });
  await Promise.all(
    open.map(async ({ id, incognito }) => {
      if (id === undefined || (isPrivate !== undefined && isPrivate !== incognito)) return;
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
): (host: string, paused: boolean, isPrivate: boolean) => Promise<void> {
  return async (host, paused, isPrivate) => {
    const send = (toPrivate: boolean): Promise<void> =>
      sendToTabs(tabs, 'page.pause', { paused }, { host, isPrivate: toPrivate });
    if (!isPrivate) await send(false);
    if (isPrivate || (await pauses.isPaused(host, true)) === paused) await send(true);
  };
}
