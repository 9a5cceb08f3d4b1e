/**
 * Notices that the page shows another address without a reload. The Navigation API tells after the fact in both
 * browsers and works in an extension's own world; the slow poll covers a page or browser where it does not.
 */
const POLL = 1500;

/** Calls back with the new address after each change; gives a function that stops it. */
export function onNavigate(window: Window, callback: (url: string) => void): () => void {
  let known = window.location.href;
  const look = (event?: Event): void => {
    if (event?.isTrusted === false) return;
    const url = window.location.href;
    if (url === known) return;
    known = url;
    callback(url);
  };
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener?.('currententrychange', look);
  const timer = setInterval(() => look(), POLL);
  return () => {
    navigation?.removeEventListener?.('currententrychange', look);
    clearInterval(timer);
  };
}
