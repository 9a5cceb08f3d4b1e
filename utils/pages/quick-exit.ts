/** Quick exit: opens a harmless page and closes every page of the extension. The browser's history stays. */
import browser from 'webextension-polyfill';

const EXIT_URL = 'https://www.wikipedia.org/';

export async function quickExit(): Promise<void> {
  const [ours, current] = await Promise.all([ownTabIds(), browser.tabs.getCurrent()]);
  // Every step runs even when one fails: a page left open can be seen.
  await Promise.allSettled([browser.tabs.create({ url: EXIT_URL, active: true })]);
  await Promise.allSettled(ours.filter((id) => id !== current?.id).map((id) => browser.tabs.remove(id)));
  // The tab that runs this code closes last.
  if (current?.id === undefined) window.close();
  else await browser.tabs.remove(current.id);
}

/** Chromium shows the extension's own tabs only by `getContexts`, which Firefox lacks; Firefox shows them by `tabs.query`. */
async function ownTabIds(): Promise<number[]> {
  const own = browser.runtime.getURL('');
  const [contexts, tabs] = await Promise.all([
    import.meta.env.FIREFOX ? [] : chrome.runtime.getContexts({ contextTypes: ['TAB'] }),
    browser.tabs.query({}),
  ]);
  const named = tabs.flatMap(({ id, url }) => (id !== undefined && url?.startsWith(own) === true ? [id] : []));
  return [...new Set([...named, ...contexts.map(({ tabId }) => tabId)])];
}
