/** Notices at once when the page takes our host away, closes it, writes on it, or replaces the whole document. */
export function watchHost(document: Document, host: Element, onChange: () => void): () => void {
  const observer = new MutationObserver(() => {
    watch();
    onChange();
  });
  // Children only: the page's own changes below its body are none of our business and would cost a call each.
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
