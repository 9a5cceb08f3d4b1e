/**
 * Waits until a document can be read: parsing has ended, or it takes longer than `MAX_PARSE_MS`. Scripts and style sheets
 * that never load, and HTML that never ends, delay `DOMContentLoaded` without limit.
 */
const MAX_PARSE_MS = 700;
const POLL_MS = 250;

export function whenReadable(document: Document): Promise<void> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const check = (): void => {
      const isLate = document.body !== null && performance.now() - startedAt >= MAX_PARSE_MS;
      if (document.readyState === 'loading' && !isLate) return;
      clearInterval(timer);
      document.removeEventListener('readystatechange', check);
      resolve();
    };
    // The timer also covers `document.open()`, which removes listeners.
    const timer = setInterval(check, POLL_MS);
    document.addEventListener('readystatechange', check);
    check();
  });
}
