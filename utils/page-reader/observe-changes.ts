/**
 * Observes elements that a page adds or rewrites. The mutation callback only collects elements, up to a limit; the
 * handler runs after a pause.
 */
import * as dom from '../dom/form-safe-dom.ts';
import { OBSERVER_OPTIONS } from './observer-options.ts';

export interface PageChanges {
  /** Elements that were added, or whose words changed; a random sample of them where `isSample`. */
  elements: Element[];
  /** More than `MAX_ELEMENTS` elements changed, and `elements` holds some of them. */
  isSample: boolean;
  /** Nothing was observed for a while, so that no sample holds the changes of that time. */
  hasGap: boolean;
  /** Something was removed, or may have been. */
  hasRemovals: boolean;
}

export interface ChangeObserver {
  /** Observes one more tree, for example a shadow root. */
  add(root: Node): void;
  stop(): void;
}

/**
 * Delays in milliseconds. After `CALM_AFTER_MS` without changes, the next change is reported after `FIRST_DELAY_MS`. In a
 * series of changes the handler waits for `QUIET_MS` without a change, and `MAX_DELAY_MS` at most.
 */
const FIRST_DELAY_MS = 16;
const CALM_AFTER_MS = 400;
const QUIET_MS = 100;
const MAX_DELAY_MS = 1000;
/** Number of elements listed; above it a sample is kept. */
const MAX_ELEMENTS = 200;
/** Expected size of the sample when it is first taken, and the number of changes that each further callback adds. */
const SAMPLE_SIZE = 60;
const RECORDS_PER_CALLBACK = 4;

export interface ObserveOptions {
  /** Called at once with the first changes after a calm; it must be quick. */
  onCalmEnd?: (records: readonly MutationRecord[]) => void;
  /** Changes that another script observed before; they are reported like the first ones. */
  earlier?: readonly MutationRecord[];
}

export function observeChanges(
  document: Document,
  onChanges: (changes: PageChanges) => void,
  { onCalmEnd, earlier = [] }: ObserveOptions = {},
): ChangeObserver {
  let changed = new Set<Element>();
  let isSample = false;
  let hasGap = false;
  let hasRemovals = false;
  let firstAt = 0;
  let latestAt = Number.NEGATIVE_INFINITY;
  let quietMs = FIRST_DELAY_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Nothing is observed until the next timer: a sample needs few of the callbacks of a busy page. */
  let isPaused = false;
  /** Trees that are observed besides the document. They may be added again and again. */
  const added = new WeakSet<Node>();
  const roots = new Set<WeakRef<Node>>();

  const pause = (): void => {
    observer.disconnect();
    isPaused = true;
    hasGap = true;
  };
  const resume = (): void => {
    isPaused = false;
    observer.observe(document, OBSERVER_OPTIONS);
    for (const weak of roots) {
      const root = weak.deref();
      if (root === undefined) roots.delete(weak);
      else observer.observe(root, OBSERVER_OPTIONS);
    }
  };
  const flush = (): void => {
    timer = undefined;
    const now = performance.now();
    if (isPaused) {
      resume();
      latestAt = now;
    }
    const due = Math.min(latestAt + quietMs, firstAt + MAX_DELAY_MS);
    if (now < due) {
      // The longer the series, the longer the calm that is waited for: each timer costs time, too.
      quietMs = Math.min(QUIET_MS, quietMs * 2);
      timer = setTimeout(flush, Math.min(latestAt + quietMs, firstAt + MAX_DELAY_MS) - now);
      return;
    }
    const elements = [...changed].filter((element) => dom.isConnected(element));
    const changes = { elements, isSample, hasGap, hasRemovals };
    changed = new Set();
    isSample = false;
    hasGap = false;
    hasRemovals = false;
    onChanges(changes);
  };
  /** @param node an element, or a text of one */
  const addElementOf = (node: Node): void => {
    const element = dom.nodeType(node) === 1 ? (node as Element) : dom.parentElement(node);
    if (element !== null) changed.add(element);
  };
  const collect = (record: MutationRecord): void => {
    if (record.type !== 'childList') return addElementOf(record.target);
    const { addedNodes } = record;
    for (let i = 0; i < addedNodes.length && changed.size <= MAX_ELEMENTS; i++) addElementOf(addedNodes[i]!);
    if (record.removedNodes.length === 0) return;
    hasRemovals = true;
    // A post that lost a part must be read again.
    if (addedNodes.length === 0 && dom.nodeType(record.target) === 1) changed.add(record.target as Element);
  };
  /** Adds some of the changes to the sample. Changes during the pause after it count as `hasGap`. */
  const sample = (records: readonly MutationRecord[]): void => {
    for (let taken = 0; taken < RECORDS_PER_CALLBACK && changed.size < MAX_ELEMENTS; taken++)
      collect(records[Math.floor(Math.random() * records.length)]!);
    pause();
  };
  const note = (records: readonly MutationRecord[]): void => {
    const now = performance.now();
    if (timer === undefined) {
      firstAt = now;
      const wasCalm = now - latestAt > CALM_AFTER_MS;
      quietMs = wasCalm ? FIRST_DELAY_MS : QUIET_MS;
      timer = setTimeout(flush, quietMs);
      if (wasCalm) onCalmEnd?.(records);
    }
    latestAt = now;
    if (isSample) return sample(records);
    for (const record of records) {
      collect(record);
      if (changed.size <= MAX_ELEMENTS) continue;
      isSample = true;
      hasRemovals = true;
      changed = new Set([...changed].filter(() => Math.random() < SAMPLE_SIZE / MAX_ELEMENTS));
      return sample(records);
    }
  };
  const observer = new MutationObserver(note);
  observer.observe(document, OBSERVER_OPTIONS);
  if (earlier.length > 0) note(earlier);
  return {
    add(root) {
      if (!added.has(root)) roots.add(new WeakRef(root));
      added.add(root);
      if (!isPaused) observer.observe(root, OBSERVER_OPTIONS);
    },
    stop() {
      observer.disconnect();
      clearTimeout(timer);
    },
  };
}
