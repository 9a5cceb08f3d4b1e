/**
 * Quick exit: replaces this page by a harmless one. The pages of the site replace each
 * other too, so that the history holds none of them but this one.
 */
const EXIT_URL = 'https://www.wikipedia.org/';

export function quickExit(): void {
  window.location.replace(EXIT_URL);
}
