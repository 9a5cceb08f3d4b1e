/**
 * Adds event listeners that survive `document.open()`, which removes all listeners of the document and its window. Runs
 * `add` now and after every change of the root element; adding the same listener twice has no effect.
 *
 * @param add adds the listeners with this signal
 * @returns removes them, and stops adding them again
 */
export function addPersistentListeners(document: Document, add: (signal: AbortSignal) => void): () => void {
  const removal = new AbortController();
  const addAll = (): void => add(removal.signal);
  addAll();
  const observer = new MutationObserver(addAll);
  observer.observe(document, { childList: true });
  return () => {
    observer.disconnect();
    removal.abort();
  };
}
