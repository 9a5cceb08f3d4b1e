/**
 * Watches a page for what is added or rewritten. The observer itself only collects: a page that adds ten thousand
 * elements pays for a look at the first hundreds, and the reading waits for a pause.
 */
import { unclobber } from './unclobber.ts';

export interface Changes {
  /** Elements that were added, or whose words changed; some of them by chance when `everything`. */
  elements: Element[];
  /** More changed than is worth listing. */
  everything: boolean;
  /** Something was taken away. */
  removed: boolean;
}

export interface Watch {
  /** Watches one more tree: a shadow root, or a document whose root was replaced. */
  add(root: Node): void;
  stop(): void;
}

/**
 * After a calm time the first change is handed on at once, so that a post which appears is read while it is being looked
 * at; in a busy time there are quiet spells and a longest wait. Milliseconds.
 */
const AT_ONCE = 16;
const CALM = 400;
const QUIET = 100;
const LONGEST = 1000;
/** Elements listed at most; past this a few of them stand for all. */
const MOST = 300;
/** Of those, kept when there are more, and added with each further call of the observer. */
const KEPT = 60;
const MORE = 2;
const SEEN = {
  childList: true,
  subtree: true,
  characterData: true,
  attributes: true,
  attributeFilter: ['href', 'name'],
};

export function observeChanges(document: Document, handle: (changes: Changes) => void): Watch {
  let changed = new Set<Element>();
  let everything = false;
  let removed = false;
  let first = 0;
  let latest = Number.NEGATIVE_INFINITY;
  let quiet = AT_ONCE;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = (): void => {
    timer = undefined;
    const now = performance.now();
    const due = Math.min(latest + quiet, first + LONGEST);
    if (now < due) {
      // The longer it goes on, the longer a pause has to be: each look at the time costs, too.
      quiet = Math.min(QUIET, quiet * 2);
      timer = setTimeout(flush, Math.min(latest + quiet, first + LONGEST) - now);
      return;
    }
    unclobber(document);
    const elements = [...changed].filter((element) => element.isConnected);
    const changes = { elements, everything, removed };
    changed = new Set();
    everything = false;
    removed = false;
    handle(changes);
  };
  const collect = (record: MutationRecord): void => {
    if (record.type !== 'childList') {
      const { target } = record;
      const element = target.nodeType === 1 ? (target as Element) : target.parentElement;
      if (element !== null) changed.add(element);
      return;
    }
    const { addedNodes } = record;
    for (let i = 0; i < addedNodes.length && changed.size <= MOST; i++) {
      const node = addedNodes[i]!;
      const element = node.nodeType === 1 ? (node as Element) : node.parentElement;
      if (element !== null) changed.add(element);
    }
    if (record.removedNodes.length === 0) return;
    removed = true;
    // A post that lost a part is another post.
    if (addedNodes.length === 0 && record.target.nodeType === 1) changed.add(record.target as Element);
  };
  const sample = (records: readonly MutationRecord[]): void => {
    for (let i = 0; i < MORE && changed.size < MOST; i++) {
      collect(records[Math.floor(Math.random() * records.length)]!);
    }
  };
  const observer = new MutationObserver((records) => {
    const now = performance.now();
    if (timer === undefined) {
      first = now;
      quiet = now - latest > CALM ? AT_ONCE : QUIET;
      timer = setTimeout(flush, quiet);
    }
    latest = now;
    if (everything) return sample(records);
    for (const record of records) {
      collect(record);
      if (changed.size <= MOST) continue;
      everything = true;
      removed = true;
      changed = new Set([...changed].filter(() => Math.random() < KEPT / MOST));
      return sample(records);
    }
  });
  observer.observe(document, SEEN);
  return {
    add: (root) => observer.observe(root, SEEN),
    stop() {
      observer.disconnect();
      clearTimeout(timer);
    },
  };
}
