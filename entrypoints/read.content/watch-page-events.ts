/** Watches whether the page is in front of the reader. Only trusted events count: a page can dispatch any event. */
import { addPersistentListeners } from '../../utils/dom/persistent-listeners.ts';

export interface PageEventHandlers {
  onVisible(): void;
  /** The tab is in the background. */
  onHidden(): void;
  /** The page is shown, maybe restored from the back-forward cache. */
  onShow(): void;
  /** The reader leaves the page, or the frame is removed. */
  onLeave(): void;
}

/** @returns stops watching */
export function watchPageEvents(document: Document, handlers: PageEventHandlers): () => void {
  const window = document.defaultView!;
  const whenTrusted =
    (handle: () => void) =>
    ({ isTrusted }: Event): void => {
      if (isTrusted) handle();
    };
  const onVisibilityChange = whenTrusted(() => (document.hidden ? handlers.onHidden() : handlers.onVisible()));
  const onPageShow = whenTrusted(handlers.onShow);
  const onPageHide = whenTrusted(handlers.onLeave);
  return addPersistentListeners(document, (signal) => {
    document.addEventListener('visibilitychange', onVisibilityChange, { signal });
    window.addEventListener('pageshow', onPageShow, { signal });
    window.addEventListener('pagehide', onPageHide, { signal });
  });
}
