/**
 * Watches a page for what is added or rewritten. The observer itself only collects: a page that adds ten thousand
 * elements pays for a look at the first hundreds, and the reading waits for a pause.
 */
import { unclobber } from '../dom/unclobber.ts';

export interface PageChanges {
  /** Elements that were added, or whose words changed; some of them by chance when `everything`. */
  elements: Element[];
  /** More changed than is worth listing. */
  everything: boolean;
  /** Something was taken away. */
  removed: boolean;
}

export interface ChangeObserver {
  /** Watches one more tree: a shadow root, or a document whose root was replaced. */
  add(root: Node): void;
  stop(): void;
}

/**
 * After a calm time the first change is handed on at once, so that a post which appears is read while it is being looked
 * at; in a busy time there are quiet spells and a longest wait. Milliseconds.
 */
const FIRST_DELAY_MS = 16;
const CALM_AFTER_MS = 400;
const QUIET_MS = 100;
const MAX_DELAY_MS = 1000;
/** Elements listed at most; past this a few of them stand for all. */
const MAX_ELEMENTS = 300;
/** Of those, kept when there are more, and added with each further call of the observer. */
const SAMPLE_SIZE = 60;
const SAMPLES_PER_CALL = 2;
const OBSERVED = {
  childList: true,
  subtree: true,
  characterData: true,
  attributes: true,
  attributeFilter: ['href', 'name'],
};

export function observeChanges(document: Document, onChanges: (changes: PageChanges) => void): ChangeObserver {
  let changed = new Set<Element>();
  let everything = false;
  let removed = false;
  let firstAt = 0;
  let latestAt = Number.NEGATIVE_INFINITY;
  let quietMs = FIRST_DELAY_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = (): void => {
    timer = undefined;
    const now = performance.now();
    const due = Math.min(latestAt + quietMs, firstAt + MAX_DELAY_MS);
    if (now < due) {
      // The longer it goes on, the longer a pause has to be: each look at the time costs, too.
      quietMs = Math.min(QUIET_MS, quietMs * 2);
      timer = setTimeout(flush, Math.min(latestAt + quietMs, firstAt + MAX_DELAY_MS) - now);
      return;
    }
    unclobber(document);
    const elements = [...changed].filter((element) => element.isConnected);
    const changes = { elements, everything, removed };
    changed = new Set();
    everything = false;
    removed = false;
    onChanges(changes);
  };
  const collect = (record: MutationRecord): void => {
    if (record.type !== 'childList') {
      const { target } = record;
      const element = target.nodeType === 1 ? (target as Element) : target.parentElement;
      if (element !== null) changed.add(element);
      return;
    }
    const { addedNodes } = record;
    for (let i = 0; i < addedNodes.length && changed.size <= MAX_ELEMENTS; i++) {
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
    for (let i = 0; i < SAMPLES_PER_CALL && changed.size < MAX_ELEMENTS; i++) {
      collect(records[Math.floor(Math.random() * records.length)]!);
    }
  };
  const observer = new MutationObserver((records) => {
    const now = performance.now();
    if (timer === undefined) {
      firstAt = now;
      quietMs = now - latestAt > CALM_AFTER_MS ? FIRST_DELAY_MS : QUIET_MS;
      timer = setTimeout(flush, quietMs);
    }
    latestAt = now;
    if (everything) return sample(records);
    for (const record of records) {
      collect(record);
      if (changed.size <= MAX_ELEMENTS) continue;
      everything = true;
      removed = true;
      changed = new Set([...changed].filter(() => Math.random() < SAMPLE_SIZE / MAX_ELEMENTS));
      return sample(records);
    }
  });
  observer.observe(document, OBSERVED);
  return {
    add: (root) => observer.observe(root, OBSERVED),
    stop() {
      observer.disconnect();
      clearTimeout(timer);
    },
  };
}
