/**
 * Delays reading in a frame until it has some size and text: most frames are advertisements. The page around may show a
 * small frame enlarged, which the frame cannot see. So a small one needs more text.
 */
import * as dom from '../../utils/dom/form-safe-dom.ts';
import { hasShadowRoot } from '../../utils/dom/shadow-roots.ts';
import { countPlainLetters } from './count-plain-letters.ts';

/** UTF-16 units of text. */
const MIN_UNITS = 120;
const MIN_SIZE_PX = { width: 160, height: 80 };
/** Letters that a smaller frame needs. */
const MIN_LETTERS_SMALL = 200;
const DELAY_MS = 400;

export function whenFrameHasContent(window: Window, onContent: () => void): void {
  const { document } = window;
  const hasContent = (): boolean => {
    const { innerWidth: width, innerHeight: height } = window;
    // A frame that is not drawn has no size.
    if (document.body === null || width === 0 || height === 0) return false;
    if (width >= MIN_SIZE_PX.width && height >= MIN_SIZE_PX.height)
      return dom.textContent(document.body).trim().length >= MIN_UNITS || hasShadowRoot(document);
    return countPlainLetters(document, MIN_LETTERS_SMALL) >= MIN_LETTERS_SMALL || hasShadowRoot(document);
  };
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
