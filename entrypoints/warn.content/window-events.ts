/** What the overlay does at keys and at a resize, whatever has the focus. Only trusted events count. */
import { addPersistentListeners } from '../../utils/dom/persistent-listeners.ts';
import type { ContactPrompt } from './contact-prompt.ts';
import type { OpenPanel } from './open-panel.ts';

/** @returns stops listening */
export function listenToWindowEvents(window: Window, prompt: ContactPrompt, panel: OpenPanel): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !event.isTrusted) return;
    if (prompt.question() !== null) prompt.dismiss();
    else if (panel.key() !== null) panel.collapse();
    else return;
    // Else it would close the page's dialog, too.
    event.preventDefault();
  };
  // After a resize the panel is placed again, so that all of its controls stay in the window.
  const onResize = ({ isTrusted }: Event): void => {
    if (isTrusted) panel.place();
  };
  return addPersistentListeners(window.document, (signal) => {
    window.addEventListener('keydown', onKey, { capture: true, signal });
    window.addEventListener('resize', onResize, { passive: true, signal });
  });
}
