/**
 * Waits until a document can be read: parsing has ended, or it takes longer than `MAX_PARSE_MS`. Scripts and style sheets
 * that never load, and HTML that never ends, delay `DOMContentLoaded` without limit.
 */
const MAX_PARSE_MS = 700;
const POLL_MS = 100;

export function whenReadable(document: Document): Promise<void> {
  return new Promise((resolve) => {
    // The timer also covers `document.open()`, which removes listeners.
    let timer = setTimeout(checkLate, MAX_PARSE_MS);
    document.addEventListener('readystatechange', check);
    check();

    function check(): void {
      if (document.readyState !== 'loading') finish();
    }
    function checkLate(): void {
      if (document.body !== null) finish();
      else timer = setTimeout(checkLate, POLL_MS);
    }
    function finish(): void {
      clearTimeout(timer);
      document.removeEventListener('readystatechange', check);
      resolve();
    }
  });
}
