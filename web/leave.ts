/** Leaves at once for a harmless page, in place of this one; the browser's history stays, for no page can clear it. */
const HARMLESS = 'https://www.wikipedia.org/';

export function leave(): void {
  window.location.replace(HARMLESS);
}
