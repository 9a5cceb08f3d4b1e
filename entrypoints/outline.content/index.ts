/** Returns the structure of a page without its words. Injected when the reader reports a page that could not be read. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { addressPath } from '../../utils/dom/document-address.ts';
import { sendMessage } from '../../utils/messaging/content-messages.ts';
import { outlinePage, type PageOutline } from '../../utils/report/page-outline.ts';

export default defineContentScript({
  matches: [],
  registration: 'runtime',
  async main(): Promise<PageOutline> {
    const site = await sendMessage('site.get', { address: addressPath(document) });
    return outlinePage(document, site?.adapters ?? [], window.location.href);
  },
});
