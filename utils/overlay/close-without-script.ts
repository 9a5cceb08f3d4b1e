/**
 * Lets the browser itself take the overlay away where its script has ended: Firefox ends it without a word when the extension is
 * switched off, and what it drew stays. Each button then closes the popover that holds the overlay. A script that runs prevents
 * that, and acts itself.
 */
import { HTML_NAMESPACE } from '../dom/html-namespace.ts';
import type { OverlayHost } from './overlay-host.ts';

/** Without it, a closed popover would be drawn on: the host has a `display` of its own. */
const CLOSED_STYLES = ':host(:not(:popover-open)) { clip-path: inset(50%) !important; }';
/** In the panel the reader can read on: it has a button that closes it alone. */
const BUTTONS = 'button:not(.panel button)';

/** @returns arms the buttons that are drawn now */
export function closeWithoutScript({ element, root }: Pick<OverlayHost, 'element' | 'root'>): () => void {
  const style = root.ownerDocument.createElementNS(HTML_NAMESPACE, 'style');
  root.append(style);
  // Where the page closes the popover, or keeps it from opening, the overlay stays drawn while the script runs.
  element.addEventListener('toggle', (event) => {
    if (event.isTrusted) style.textContent = event.newState === 'open' ? CLOSED_STYLES : '';
  });
  root.addEventListener('click', (event) => {
    if ((event.target as Element).closest(BUTTONS) !== null) event.preventDefault();
  });
  return () => {
    for (const button of root.querySelectorAll<HTMLButtonElement>(BUTTONS)) {
      button.popoverTargetElement = element;
      button.popoverTargetAction = 'hide';
    }
  };
}
