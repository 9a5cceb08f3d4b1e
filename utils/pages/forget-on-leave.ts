/**
 * Empties the page when the reader leaves it: the back-forward cache keeps nothing of their text. Loads it anew when
 * the browser restores it from there.
 */
export function forgetOnLeave(): void {
  window.addEventListener('pagehide', () => document.body.replaceChildren());
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) window.location.reload();
  });
}
