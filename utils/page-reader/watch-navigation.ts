/**
 * Reports changes of the page's address without a reload. Uses the Navigation API where the isolated world has it, and
 * polls otherwise.
 */
const POLL_MS = 1500;

export interface NavigationWatchOptions {
  /**
   * Whether it polls although events report changes: a page can keep events from others. Without it a page at rest is not
   * woken.
   */
  pollsBesideEvents?: boolean;
}

/** Calls back with the new address after each change. @returns stops watching */
export function watchNavigation(
  window: Window,
  callback: (url: string) => void,
  { pollsBesideEvents = true }: NavigationWatchOptions = {},
): () => void {
  let knownUrl = window.location.href;
  const check = (event?: Event): void => {
    if (event?.isTrusted === false) return;
    const url = window.location.href;
    if (url === knownUrl) return;
    knownUrl = url;
    callback(url);
  };
  const navigation = navigationOf(window);
  navigation?.addEventListener('currententrychange', check);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const poll = (): void => {
    timer = setTimeout(poll, POLL_MS);
    check();
  };
  if (navigation === null || pollsBesideEvents) timer = setTimeout(poll, POLL_MS);
  return () => {
    navigation?.removeEventListener('currententrychange', check);
    clearTimeout(timer);
  };
}

/** Null also where an element of the page has taken the name. */
function navigationOf(window: Window): EventTarget | null {
  const { navigation } = window as { navigation?: EventTarget };
  return Object.prototype.toString.call(navigation) === '[object Navigation]' ? (navigation as EventTarget) : null;
}
