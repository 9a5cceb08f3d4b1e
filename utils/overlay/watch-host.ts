/** Calls back when the page removes, closes or changes the overlay's host, or replaces the document's root. */
export function watchHost(document: Document, host: Element, onChange: () => void): () => void {
  const observer = new MutationObserver(() => {
    watch();
    onChange();
  });
  // Direct children only: changes below the body are irrelevant and would cost a callback each.
  const watch = (): void => {
    observer.observe(document, { childList: true });
    if (document.documentElement !== null) observer.observe(document.documentElement, { childList: true });
  };
  watch();
  observer.observe(host, { attributes: true });
  host.addEventListener('toggle', onChange);
  return () => {
    observer.disconnect();
    host.removeEventListener('toggle', onChange);
  };
}
