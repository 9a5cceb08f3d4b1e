/**
 * Reads the posts of one page and keeps them up to date. First it reads the whole page, then only what changed, in slices.
 */
import * as dom from '../../utils/dom/form-safe-dom.ts';
import { documentAddress } from '../../utils/dom/document-address.ts';
import type { JobPost } from '../../utils/model/job-post.ts';
import type { PageChanges } from '../../utils/page-reader/observe-changes.ts';
import type { PicturePost } from '../../utils/page-reader/overlay-state.ts';
import { createPostRoots, type PostRoots } from '../../utils/page-reader/post-roots.ts';
import { createPostStore, type PostStore } from '../../utils/page-reader/post-store.ts';
import { createRevealWatcher } from '../../utils/page-reader/reveal-watcher.ts';
import { createUnseenTextWatcher } from '../../utils/page-reader/unseen-text-watcher.ts';
import { pageStatusOf, type PageKnowledge } from '../../utils/sites/find-posts.ts';
import type { PageStatus } from '../../utils/sites/page-status.ts';
import { createChangeApplier } from './apply-changes.ts';
import { createFinderTrigger } from './finder-trigger.ts';
import { createPageFinder } from './page-finder.ts';
import { createPostQueue } from './post-queue.ts';
import { createReadingSchedule } from './reading-schedule.ts';
import { createPostRecorder } from './record-posts.ts';
import { createShadowTracker } from './shadow-tracker.ts';

export interface PostReader {
  readonly store: PostStore;
  readAll(): void;
  /** The page had time to fill: where its adapter found nothing, the finder may run. */
  settle(): void;
  apply(changes: PageChanges): void;
  /** Reads the whole page again at once, after its address changed. */
  readAgain(): void;
  /** Watches words of flagged posts that nobody sees, and reads such a post again once they are seen. */
  watchUnseen(): void;
  /** Has all posts judged again. */
  invalidate(): void;
  /** Continues to read: the judge queue has room again. */
  resume(): void;
  adapter(): string | null;
  status(): PageStatus;
  /** Posts that are pictures with hardly a word, the newest last. */
  picturePosts(): readonly PicturePost[];
  stop(): void;
}

interface PostReaderDeps {
  document: Document;
  knowledge: PageKnowledge;
  /** Called with every post that was read. @param isNear whether it is in or near the window */
  onPost(post: JobPost, isNear: boolean): void;
  /** Called after each slice. */
  onSliceEnd(): void;
  /** Whether more posts may be read now. */
  hasCapacity(isNear: boolean): boolean;
  /** False while reading is paused. */
  isReading(): boolean;
  /** Observes a shadow root as well. */
  watch(root: ShadowRoot): void;
}

export function createPostReader(deps: PostReaderDeps): PostReader {
  const { document, knowledge, onSliceEnd } = deps;
  const { adapters } = knowledge;
  const store = createPostStore();
  const record = createPostRecorder(store, deps.onPost);
  const revealWatcher = createRevealWatcher((elements) =>
    apply({ elements, isSample: false, hasGap: false, hasRemovals: false }),
  );
  const unseenTextWatcher = createUnseenTextWatcher((scope) => readSeen(scope));
  const shadowTracker = createShadowTracker(document, deps.watch);
  const finderTrigger = createFinderTrigger(knowledge.finder, document);
  const schedule = createReadingSchedule(() => readAll());
  const finder = createPageFinder({
    ...deps,
    shadowTracker,
    onFinder: () => deps.isReading() && readAtOnce(),
  });
  const currentRoots = rootsByAddress(document, adapters);
  const queue = createPostQueue({
    ...deps,
    store,
    revealWatcher,
    record,
    roots: currentRoots,
    finder,
  });

  /** Reads all posts of the page at once, by adapters or the general finder. */
  const readAtOnce = (): void => {
    schedule.begin();
    const findAgain = finder.read();
    const { posts } = finder.reading();
    finderTrigger.ran();
    revealWatcher.watch(document);
    store.retain(new Set(posts.map(({ element }) => element)));
    record(posts, true, findAgain);
    onSliceEnd();
  };
  const readAll = (again = false): void => {
    schedule.cancel();
    if (finder.isGeneral()) return readAtOnce();
    schedule.begin();
    const found = new Set(queue.addFrom([document, ...shadowTracker.all()], again));
    schedule.end();
    if (found.size === 0 && store.size() === 0) return readAtOnce();
    store.retain(found);
    onSliceEnd();
  };

  const apply = createChangeApplier({
    document,
    hasAdapters: adapters.length > 0,
    roots: currentRoots,
    store,
    queue,
    schedule,
    finder,
    finderTrigger,
    shadowTracker,
    onSliceEnd,
  });
  /** Reads again what is seen now. @param scope a post, or the whole page */
  const readSeen = (scope: Element): void => {
    for (const { element } of store.flaggedWithUnseenWords()) if (dom.contains(scope, element)) store.endHold(element);
    if (finder.isGeneral()) schedule.request();
    else queue.add([scope], true);
  };

  return {
    store,
    readAll,
    settle() {
      finder.settle();
      queue.addRoots(shadowTracker.find(), false);
      // Where an adapter reads incomplete posts, the finder may read complete ones.
      if (queue.size() === 0 && !store.posts().some(({ isComplete }) => isComplete)) readAtOnce();
    },
    apply,
    readAgain() {
      finder.reset();
      schedule.reset();
      readAll(true);
    },
    watchUnseen() {
      const entries = store.flaggedWithUnseenWords().map(({ element, isRestOfPage, judged }) => {
        const scope = isRestOfPage ? (document.body ?? element) : element;
        return [scope, judged?.post.id ?? ''] as const;
      });
      unseenTextWatcher.watch(new Map(entries));
    },
    invalidate() {
      const { posts, elements } = store.invalidate();
      for (const post of posts) deps.onPost(post, true);
      queue.add(elements, true);
    },
    resume: queue.resume,
    adapter: () => store.first()?.site ?? finder.reading().adapter,
    status() {
      const reading = { ...finder.reading(), posts: store.posts() };
      return pageStatusOf(knowledge, reading, document, documentAddress(document));
    },
    picturePosts: queue.picturePosts,
    stop() {
      schedule.cancel();
      queue.clear();
      revealWatcher.stop();
      unseenTextWatcher.stop();
    },
  };
}

/** @returns the post elements of the page at its present address, which may change */
function rootsByAddress(document: Document, adapters: PageKnowledge['adapters']): () => PostRoots {
  let roots: PostRoots | null = null;
  let rootsAt = '';
  return () => {
    const url = documentAddress(document);
    if (roots === null || url !== rootsAt) roots = createPostRoots(adapters, url);
    rootsAt = url;
    return roots;
  };
}
