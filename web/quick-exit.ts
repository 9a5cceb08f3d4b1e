/** Quick exit: replaces this page by a harmless one. Pages cannot clear earlier entries of the browser's history. */
const EXIT_URL = 'https://www.wikipedia.org/';

export function quickExit(): void {
  window.location.replace(EXIT_URL);
}
