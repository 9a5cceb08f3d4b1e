/** Watches for a change of a document's address without a reload. */
import { isAlive } from '../../utils/messaging/content-messages.ts';

/** First and further comparisons, milliseconds: only where no event reports a change. A new page fills first. */
const FIRST_POLL_MS = 3000;
const POLL_MS = 1500;

/**
 * Calls `onEvent` after each change of the address, and perhaps at other times. Browsers with the Navigation API report
 * changes, so that a page at rest is not woken; in others a timer compares, and calls `onEnd` once the extension is gone.
 *
 * @returns a function that ends it
 */
export function watchAddress(window: Window, onEvent: () => void, onEnd: () => void): () => void {
  const { navigation } = window as { navigation?: Partial<EventTarget> };
  if (typeof navigation?.addEventListener === 'function') {
    const entry = navigation as EventTarget;
    entry.addEventListener('currententrychange', onEvent);
    return () => entry.removeEventListener('currententrychange', onEvent);
  }
  const poll = (): void => {
    if (!isAlive()) return onEnd();
    timer = setTimeout(poll, POLL_MS);
    onEvent();
  };
  let timer = setTimeout(poll, FIRST_POLL_MS);
  return () => clearTimeout(timer);
}
