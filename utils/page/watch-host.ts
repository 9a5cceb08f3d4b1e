/** Notices at once when the page takes our host away, closes it, writes on it, or replaces the whole document. */
export function watchHost(document: Document, host: Element, noticed: () => void): () => void {
  const observer = new MutationObserver(noticed);
  // Children only: the page's own changes below its body are none of our business and would cost a call each.
  observer.observe(document, { childList: true });
  observer.observe(document.documentElement, { childList: true });
  observer.observe(host, { attributes: true });
  host.addEventListener('toggle', noticed);
  return () => {
    observer.disconnect();
    host.removeEventListener('toggle', noticed);
  };
}
