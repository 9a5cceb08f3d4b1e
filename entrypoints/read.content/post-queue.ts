/** Reads posts element by element, in slices: those that are new, and those that changed since they were read. */
import { textHash } from '../../utils/dom/text-hash.ts';
import {
  createIdleScheduler,
  type IdleScheduler,
  type IdleSchedulerOptions,
} from '../../utils/page-reader/idle-scheduler.ts';
import type { PicturePost } from '../../utils/page-reader/overlay-state.ts';
import { createPicturePosts } from '../../utils/page-reader/picture-posts.ts';
import type { PostRoots } from '../../utils/page-reader/post-roots.ts';
import type { PostStore } from '../../utils/page-reader/post-store.ts';
import type { RevealWatcher } from '../../utils/page-reader/reveal-watcher.ts';
import type { PageFinder } from './page-finder.ts';
import type { RecordPosts } from './record-posts.ts';

export interface PostQueue extends Omit<IdleScheduler, 'add'> {
  /** @param again reads them even if their text did not change */
  add(elements: readonly Element[], again: boolean): void;
  /** Adds the posts that the adapters find in these scopes. @returns their elements */
  addFrom(scopes: readonly ParentNode[], again: boolean): Element[];
  /** Adds the posts in new shadow roots; a post around one is read again. */
  addRoots(roots: readonly ShadowRoot[], again: boolean): void;
  /** Posts that are pictures with hardly a word, the newest last. */
  picturePosts(): readonly PicturePost[];
}

interface PostQueueDeps extends Pick<IdleSchedulerOptions, 'onSliceEnd' | 'hasCapacity'> {
  store: PostStore;
  revealWatcher: RevealWatcher;
  /** Those at the current address. */
  roots(): PostRoots;
  finder: PageFinder;
  record: RecordPosts;
}

export function createPostQueue(deps: PostQueueDeps): PostQueue {
  const { store, roots, record } = deps;
  const picturePosts = createPicturePosts();
  /** Elements that are read even if their text did not change. */
  const forced = new WeakSet<Element>();

  const scheduler = createIdleScheduler({
    process(element, isNear) {
      const entry = store.get(element);
      // Also of a post that is known: watching ends while a page is not in view.
      deps.revealWatcher.watch(element);
      if (!forced.delete(element) && entry !== undefined && entry.textHash === textHash(element)) return;
      const post = roots().read(element);
      picturePosts.set(element, roots().pictures(element, post));
      const { readMore } = deps.finder.reading();
      if (post !== null) record([post], isNear, () => [roots().read(element) ?? []].flat());
      else if (readMore !== undefined) record(readMore(element), isNear, () => readMore(element));
      else store.remove(element);
    },
    onSliceEnd: deps.onSliceEnd,
    hasCapacity: deps.hasCapacity,
  });
  const add = (elements: readonly Element[], again: boolean): void => {
    if (again) for (const element of elements) forced.add(element);
    scheduler.add(elements);
  };
  const addFrom = (scopes: readonly ParentNode[], again: boolean): Element[] => {
    const found = scopes.flatMap((scope) => roots().findIn(scope));
    add(found, again);
    return found;
  };
  return {
    ...scheduler,
    picturePosts: picturePosts.all,
    add,
    addFrom,
    addRoots(shadowRoots, again) {
      addFrom(shadowRoots, again);
      const around = shadowRoots.map(({ host }) => store.enclosing(host)).filter((post) => post !== null);
      add(around, true);
    },
  };
}
