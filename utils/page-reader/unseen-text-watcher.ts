/**
 * Reports words of flagged posts that nobody could see when they were judged, once they are seen. Pages let paragraphs
 * appear as the reader scrolls, and open answers at a click. A news report may
 * quote a lure in words that are seen, and say that it is one in words that are seen later.
 */
import * as dom from '../dom/form-safe-dom.ts';
import { hiddenTextsIn, isAnySeen } from '../dom/hidden-texts.ts';
import { sampleOf } from '../dom/random-sample.ts';

export interface UnseenTextWatcher {
  /** Watches the words in these elements that are not seen now, and no others. @param postIds id of the post, by its element */
  watch(postIds: ReadonlyMap<Element, string>): void;
  stop(): void;
}

const CHECK_MS = 1000;
/** Texts of a post that are watched; of more a random sample. */
const MAX_TEXTS = 60;

/** @param onSeen called with the element around words that are seen now; it is watched no longer */
export function createUnseenTextWatcher(onSeen: (element: Element) => void): UnseenTextWatcher {
  const watched = new Map<Element, { id: string; texts: readonly Node[] }>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const check = (): void => {
    timer = undefined;
    for (const [element, { texts }] of watched) {
      if (!isAnySeen(element, texts.filter((text) => dom.isConnected(text)) as Text[])) continue;
      watched.delete(element);
      onSeen(element);
    }
    schedule();
  };
  const schedule = (): void => {
    if (watched.size > 0) timer ??= setTimeout(check, CHECK_MS);
  };
  return {
    watch(postIds) {
      for (const element of watched.keys()) if (!postIds.has(element)) watched.delete(element);
      for (const [element, id] of postIds) {
        const earlier = watched.get(element);
        if (earlier?.id === id) continue;
        const texts = sampleOf([...hiddenTextsIn(element)], MAX_TEXTS);
        if (texts.length > 0) watched.set(element, { id, texts });
      }
      schedule();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      watched.clear();
    },
  };
}
