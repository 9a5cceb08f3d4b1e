/**
 * Reports changes of the page's address without a reload. Uses the Navigation API where the isolated world has it, and
 * polls otherwise.
 */
const POLL_MS = 1500;

/** Calls back with the new address after each change. @returns stops watching */
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
