/**
 * Wakes a stopped worker as soon as a calm page adds a text. It starts while the text is read, and the warning comes
 * earlier by that time.
 */
import * as dom from '../dom/form-safe-dom.ts';
import { hasWords } from '../dom/read-text.ts';

/** Letters of an added text that may be a post. */
const MIN_LETTERS = 80;
/** Added elements that are looked at: the test runs while the page changes. */
const MAX_ELEMENTS = 5;
/** At most one message in this time, milliseconds: a worker runs for 30 seconds after the last one. */
const MIN_INTERVAL_MS = 5000;

/** @returns a function for `onCalmEnd` of `observeChanges` */
export function createWorkerWaker(wake: () => void): (records: readonly MutationRecord[]) => void {
  let wokenAt = Number.NEGATIVE_INFINITY;
  return (records) => {
    const now = performance.now();
    if (now - wokenAt < MIN_INTERVAL_MS) return;
    if (!firstAdded(records).some((element) => hasWords(element, MIN_LETTERS))) return;
    wokenAt = now;
    wake();
  };
}

function firstAdded(records: readonly MutationRecord[]): Element[] {
  const elements: Element[] = [];
  for (const { addedNodes } of records) {
    for (let at = 0; at < addedNodes.length; at++) {
      if (elements.length >= MAX_ELEMENTS) return elements;
      const node = addedNodes[at]!;
      if (dom.nodeType(node) === 1) elements.push(node as Element);
    }
  }
  return elements;
}
