/** Speaks to the scanners in the open tabs; a tab without one stays silent. */
import type { Browser } from 'webextension-polyfill';
import type { Envelope, Request } from '../contracts/protocol.ts';

type TabMessage = 'page.recheck' | 'page.pause';

/** @param host tabs of this host only, as far as the browser lets the extension see it */
export async function sendToTabs<N extends TabMessage>(
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
