/** Sends a message to the scanners of the open tabs. */
import type { Browser } from 'webextension-polyfill';
import type { Envelope, Request, TabMessage } from '../contracts/messages.ts';

/** @param host only tabs of this host, as far as the browser shows their addresses */
export async function sendToTabs<N extends Extract<TabMessage, 'page.recheck' | 'page.pause'>>(
  tabs: Browser['tabs'],
  name: N,
  data: Request<N>,
  host?: string,
): Promise<void> {
  const open = await tabs.query(host === undefined ? {} : { url: `*://${host}/*` });
  await Promise.all(
    open.map(async ({ id }) => {
      if (id === undefined) return;
      await tabs.sendMessage(id, { name, data } satisfies Envelope<N>).catch(() => undefined);
    }),
  );
}
