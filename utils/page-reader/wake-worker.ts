/**
 * Wakes a stopped worker as soon as a calm page adds a text: it starts while the text is read, and the warning comes
 * earlier by that time.
 */
import * as dom from '../dom/form-safe-dom.ts';
import { hasWords } from '../dom/read-text.ts';
import { sendMessage } from '../messaging/content-messages.ts';

/** Letters of an added text that may be a post. */
const MIN_LETTERS = 80;
/** Added nodes that are looked at: the test runs while the page changes. */
const MAX_LOOKED = 5;
/** At most one message in this time, milliseconds: a worker runs for 30 seconds after the last one. */
const MIN_INTERVAL_MS = 5000;

/** For `onCalmEnd` of `observeChanges`. */
export function createWorkerWaker(): (records: readonly MutationRecord[]) => void {
  let wokenAt = Number.NEGATIVE_INFINITY;
  return (records) => {
    const now = performance.now();
    if (now - wokenAt < MIN_INTERVAL_MS || !addText(records)) return;
    wokenAt = now;
    void sendMessage('worker.wake', null);
  };
}

function addText(records: readonly MutationRecord[]): boolean {
  let looked = 0;
  for (const { addedNodes } of records) {
    for (let at = 0; at < addedNodes.length; at++) {
      if (looked++ >= MAX_LOOKED) return false;
      const node = addedNodes[at]!;
      if (dom.nodeType(node) === 1 && hasWords(node as Element, MIN_LETTERS)) return true;
    }
  }
  return false;
}
