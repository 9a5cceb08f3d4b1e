/** Decides what is read again after a page changed: single posts, the changed elements, or the whole page. */
import type { PageChanges } from '../../utils/page-reader/observe-changes.ts';
import type { PostRoots } from '../../utils/page-reader/post-roots.ts';
import type { PostStore } from '../../utils/page-reader/post-store.ts';
import { outermostElements, partitionChanged } from './changed-elements.ts';
import type { FinderTrigger } from './finder-trigger.ts';
import type { PageFinder } from './page-finder.ts';
import type { PostQueue } from './post-queue.ts';
import type { ReadingSchedule } from './reading-schedule.ts';
import type { ShadowTracker } from './shadow-tracker.ts';

export interface ChangeApplierDeps {
  document: Document;
  /** Whether adapters read pages at this address. */
  hasAdapters: boolean;
  /** The post elements at the page's present address. */
  roots(): PostRoots;
  store: PostStore;
  queue: PostQueue;
  schedule: ReadingSchedule;
  finder: PageFinder;
  finderTrigger: FinderTrigger;
  shadowTracker: ShadowTracker;
  /** Called when posts may have been removed. */
  onSliceEnd(): void;
}

/** Milliseconds after the last change that looked like no post; then the whole page is read. */
const CALM_DELAY_MS = 3000;

export function createChangeApplier(deps: ChangeApplierDeps): (changes: PageChanges) => void {
  const { roots, store, queue, schedule, finder, finderTrigger, shadowTracker } = deps;

  const applyWithFinder = (changes: PageChanges): void => {
    const { elements, isSample } = changes;
    const isForAdapter = isSample || elements.some((element) => roots().hasAny(element));
    if (deps.hasAdapters && isForAdapter) schedule.request();
    else if (finder.reading().readMore !== undefined && !isSample)
      queue.add(outermostElements(elements.map((element) => store.enclosing(element) ?? element)), true);
    else schedule.request(finderTrigger.shouldRun(changes) ? 0 : CALM_DELAY_MS);
  };
  const hasUnknownPost = (): boolean =>
    roots()
      .findIn(deps.document)
      .some((element) => store.get(element) === undefined);
  const applyWithAdapters = (changes: PageChanges): void => {
    const { elements, posts } = partitionChanged(changes.elements, roots(), store);
    // Only a sample of the elements is known. A post among them means that the whole page must be read soon.
    if (changes.isSample)
      schedule.request(elements.length > 0 || (changes.hasGap && hasUnknownPost()) ? 0 : CALM_DELAY_MS);
    queue.add(posts, true);
    queue.addFrom(elements, true);
    queue.addRoots(shadowTracker.find(changes.elements), true);
  };
  return (changes) => {
    if (changes.hasRemovals) store.prune(performance.now());
    shadowTracker.noteChanges(changes);
    if (!deps.hasAdapters || finder.isGeneral()) applyWithFinder(changes);
    else applyWithAdapters(changes);
    // After the changes were applied, so that a post that was replaced by a copy is already read again.
    if (changes.hasRemovals) deps.onSliceEnd();
  };
}
