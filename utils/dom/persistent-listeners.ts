/**
 * `document.open()` takes every listener of the document and its window away, those of extensions too. Runs `add` now and
 * whenever the document got another root; adding a listener that is there changes nothing.
 */
export function addPersistentListeners(document: Document, add: () => void): () => void {
  add();
  const observer = new MutationObserver(add);
  observer.observe(document, { childList: true });
  return () => observer.disconnect();
}
