/**
 * Watches a page for what is added or rewritten. The observer itself only collects: a page that adds ten thousand
 * elements pays for ten thousand entries in a list, and the reading waits for a pause.
 */
export interface Changes {
  /** Elements that were added, or whose words changed; empty when `everything`. */
  elements: Element[];
  /** More changed than is worth listing. */
  everything: boolean;
}

/** Quiet time after the last change before the changes are handed on, and longest wait, in milliseconds. */
const QUIET = 100;
const LONGEST = 1000;
/** Elements listed at most; past this the whole page is read once. */
const MOST = 512;

/** Starts watching; gives a function that stops it. */
export function observeChanges(document: Document, handle: (changes: Changes) => void): () => void {
  let changed = new Set<Element>();
  let everything = false;
  let firstAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = (): void => {
    timer = undefined;
    const elements = [...changed].filter((element) => element.isConnected);
    const changes = everything ? { elements: [], everything } : { elements, everything };
    changed = new Set();
    everything = false;
    handle(changes);
  };
  const observer = new MutationObserver((records) => {
    for (const record of records) {
      if (everything) break;
      for (const node of record.addedNodes) {
        const element = node.nodeType === 1 ? (node as Element) : node.parentElement;
        if (element !== null) changed.add(element);
      }
      if (record.type === 'characterData') {
        const parent = record.target.parentElement;
        if (parent !== null) changed.add(parent);
      }
      if (changed.size > MOST) {
        everything = true;
        changed.clear();
      }
    }
    const now = performance.now();
    if (timer === undefined) firstAt = now;
    else clearTimeout(timer);
    timer = setTimeout(flush, Math.max(0, Math.min(QUIET, firstAt + LONGEST - now)));
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });
  return () => {
    observer.disconnect();
    clearTimeout(timer);
  };
}
