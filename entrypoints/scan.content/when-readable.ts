/**
 * Waits until a document can be read: parsing has ended, or it takes longer than `MAX_PARSE_MS`. Scripts and style sheets
 * that never load, and HTML that never ends, delay `DOMContentLoaded` without limit.
 */
const MAX_PARSE_MS = 700;
const POLL_MS = 100;

/** @param since when parsing began, by the clock of `performance.now()` */
export function whenReadable(document: Document, since: number): Promise<void> {
  const isParsed = (): boolean => document.readyState !== 'loading';
  if (isParsed()) return Promise.resolve();
  return new Promise((resolve) => {
    // The timer also covers `document.open()`, which removes listeners.
    let timer = setTimeout(checkLate, Math.max(0, since + MAX_PARSE_MS - performance.now()));
    document.addEventListener('readystatechange', check);

    function check(): void {
      if (isParsed()) finish();
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
