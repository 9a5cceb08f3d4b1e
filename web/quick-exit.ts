/**
 * Quick exit: replaces this page, and every other open page of the site, by a harmless one. The pages of the site replace
 * each other too, so that the history holds none of them but this one.
 */
const EXIT_URL = 'https://www.wikipedia.org/';
/** The help page opens in a tab of its own: the text would stay in the other. */
const CHANNEL = 'quick-exit';

export function quickExit(): void {
  const port = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
  port?.postMessage(null);
  leave();
}

/** Leaves this page when the reader leaves the site in another tab. */
export function followQuickExit(): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => undefined;
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', leave);
  return () => channel.close();
}

/** On a slow line the page stays for many seconds until the other answers: nothing of it may be seen meanwhile. */
function leave(): void {
  document.documentElement.hidden = true;
  document.title = new URL(EXIT_URL).hostname;
  window.location.replace(EXIT_URL);
}
