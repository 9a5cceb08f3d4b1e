/** Frames inside a page are mostly adverts and counters: one is read once it shows words in some room. */
import { shadowRootsIn } from '../../utils/page/shadow-roots.ts';

const LEAST_WORDS = 120;
const LEAST = { width: 160, height: 80 };
const WAIT = 400;

export function whenWorthReading(window: Window, start: () => void): void {
  const { document } = window;
  const isWorth = (): boolean =>
    window.innerWidth >= LEAST.width &&
    window.innerHeight >= LEAST.height &&
    document.body !== null &&
    ((document.body.textContent ?? '').trim().length >= LEAST_WORDS ||
      shadowRootsIn(document).some((root) => (root.textContent ?? '').length >= LEAST_WORDS));
  if (isWorth()) return start();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (!isWorth()) return;
      observer.disconnect();
      window.removeEventListener('resize', look);
      start();
    }, WAIT);
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true, characterData: true });
  window.addEventListener('resize', look, { passive: true });
  // What only gets a shadow root changes nothing that could be noticed.
  look();
}
