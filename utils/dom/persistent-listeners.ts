/**
 * Adds event listeners that survive `document.open()`, which removes all listeners of the document and its window. Runs
 * `add` now and after every change of the root element; adding the same listener twice has no effect.
 *
 * @returns stops adding them again; it does not remove them
 */
export function addPersistentListeners(document: Document, add: () => void): () => void {
  add();
  const observer = new MutationObserver(add);
  observer.observe(document, { childList: true });
  return () => observer.disconnect();
}
