/** Keeps the focus in the overlay while it changes, so that keyboards and screen readers continue there. */

/**
 * @param change draws the overlay anew
 * @param next what takes the focus when the control that had it went with the change; null leaves it to the page
 */
export function keepFocus(root: ShadowRoot, change: () => void, next: () => HTMLElement | null): void {
  const hadFocus = root.activeElement !== null;
  change();
  if (hadFocus && root.activeElement === null) next()?.focus({ preventScroll: true });
}
