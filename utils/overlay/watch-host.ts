/** Watches what may hide the overlay's host. */
import * as dom from '../dom/form-safe-dom.ts';
import { addPersistentListeners } from '../dom/persistent-listeners.ts';

/** Calls back when the page removes, closes or changes the overlay's host, opens a dialog, or replaces the document's root. */
export function watchHost(document: Document, host: Element, onChange: () => void): () => void {
  const observer = new MutationObserver(() => {
    watch();
    onChange();
  });
  // Direct children only, of the root or a modal dialog. Changes further below are irrelevant and would cost a callback
  // each.
  const watch = (): void => {
    observer.observe(document, { childList: true });
    for (const parent of new Set([document.documentElement, dom.parentNode(host)]))
      if (parent !== null) observer.observe(parent, { childList: true });
  };
  watch();
  observer.observe(host, { attributes: true });
  // Also of dialogs: one may open over the host, or close around it.
  const unlisten = addPersistentListeners(document, (signal) =>
    document.addEventListener('toggle', onChange, { capture: true, signal }),
  );
  return () => {
    observer.disconnect();
    unlisten();
  };
}
