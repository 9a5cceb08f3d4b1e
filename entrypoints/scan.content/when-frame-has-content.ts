/** Delays reading in a frame until it has some size and text: most frames are advertisements. */
import * as dom from '../../utils/dom/form-safe-dom.ts';
import { hasShadowRoot } from '../../utils/dom/shadow-roots.ts';

/** UTF-16 units of text. */
const MIN_UNITS = 120;
const MIN_SIZE_PX = { width: 160, height: 80 };
const DELAY_MS = 400;

export function whenFrameHasContent(window: Window, onContent: () => void): void {
  const { document } = window;
  const hasContent = (): boolean =>
    window.innerWidth >= MIN_SIZE_PX.width &&
    window.innerHeight >= MIN_SIZE_PX.height &&
    document.body !== null &&
    (dom.textContent(document.body).trim().length >= MIN_UNITS || hasShadowRoot(document));
  if (hasContent()) return onContent();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const scheduleCheck = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (!hasContent()) return;
      observer.disconnect();
      window.removeEventListener('resize', scheduleCheck);
      onContent();
    }, DELAY_MS);
  };
  const observer = new MutationObserver(scheduleCheck);
  observer.observe(document, { childList: true, subtree: true, characterData: true });
  window.addEventListener('resize', scheduleCheck, { passive: true });
  // Attaching a shadow root causes no mutation record.
  scheduleCheck();
}
