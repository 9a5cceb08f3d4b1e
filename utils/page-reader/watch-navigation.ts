/**
 * Notices that the page shows another address without a reload. The Navigation API tells after the fact in both
 * browsers and works in an extension's own world; the slow poll covers a page or browser where it does not.
 */
const POLL_MS = 1500;

/** Calls back with the new address after each change; gives a function that stops it. */
export function watchNavigation(window: Window, callback: (url: string) => void): () => void {
  let knownUrl = window.location.href;
  const check = (event?: Event): void => {
    if (event?.isTrusted === false) return;
    const url = window.location.href;
    if (url === knownUrl) return;
    knownUrl = url;
    callback(url);
  };
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener?.('currententrychange', check);
  const timer = setInterval(() => check(), POLL_MS);
  return () => {
    navigation?.removeEventListener?.('currententrychange', check);
    clearInterval(timer);
  };
}
