/**
 * Reads the posts of one page and keeps them up to date. First it reads the whole page, then only what changed, in slices.
 */
import * as dom from '../../utils/dom/form-safe-dom.ts';
import type { PageStatus } from '../../utils/sites/page-status.ts';
import type { JobPost } from '../../utils/model/job-post.ts';
import { documentAddress } from '../../utils/dom/document-address.ts';
import { getSharedFinder } from '../../utils/page-reader/shared-finder.ts';
import { createIdleScheduler } from '../../utils/page-reader/idle-scheduler.ts';
import type { PageChanges } from '../../utils/page-reader/observe-changes.ts';
import { createPostRoots, type PostRoots } from '../../utils/page-reader/post-roots.ts';
import { createPostStore, type PostStore } from '../../utils/page-reader/post-store.ts';
import type { PicturePost } from '../../utils/page-reader/overlay-state.ts';
import { createPicturePosts } from '../../utils/page-reader/picture-posts.ts';
import { createRevealWatcher } from '../../utils/page-reader/reveal-watcher.ts';
import { createUnseenTextWatcher } from '../../utils/page-reader/unseen-text-watcher.ts';
import { readWithout } from '../../utils/dom/read-without.ts';
import { parentAcrossShadow } from '../../utils/dom/shadow-roots.ts';
import { textHash } from '../../utils/dom/text-hash.ts';
import { findPosts, pageStatusOf, type PageKnowledge, type PageReading } from '../../utils/sites/find-posts.ts';
import type { PostOnPage } from '../../utils/sites/post-on-page.ts';
import { hiddenTextsIn } from '../../utils/dom/hidden-texts.ts';
import { createFinderTrigger } from './finder-trigger.ts';
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
  /** Injects the general finder into this frame. */
  injectFinder(): Promise<unknown>;
  /** Observes a shadow root as well. */
  watch(root: ShadowRoot): void;
}

/** First and longest time between two readings of the whole page, milliseconds; it doubles while the page is busy. */
const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 10_000;
/** Milliseconds after the last change that looked like no post; then the whole page is read. */
const CALM_DELAY_MS = 3000;
/** The time between two readings is at least this multiple of the duration of the last one. */
const MIN_REST_FACTOR = 60;

export function createPostReader(deps: PostReaderDeps): PostReader {
  const { document, knowledge } = deps;
  const store = createPostStore();
  const picturePosts = createPicturePosts();
  const revealWatcher = createRevealWatcher((elements) =>
    apply({ elements, isSample: false, hasGap: false, hasRemovals: false }),
  );
  const unseenTextWatcher = createUnseenTextWatcher((scope) => readSeen(scope));
  const shadowTracker = createShadowTracker(document, deps.watch);
  const finderTrigger = createFinderTrigger(knowledge.finder, document);
  const forced = new WeakSet<Element>();
  let roots: PostRoots | null = null;
  let rootsAt = '';
  let reading: PageReading = { adapter: knowledge.adapters[0]?.id ?? null, posts: [] };
  let hasRequestedFinder = false;
  let isSettled = false;
  let delayMs = FIRST_DELAY_MS;
  let lastReadAt = 0;
  /** Duration of the last reading of the whole page, milliseconds. */
  let lastReadMs = 0;
  let isWanted = false;
  let scheduledAt = 0;
  let readTimer: ReturnType<typeof setTimeout> | undefined;

  const currentRoots = (): PostRoots => {
    const url = documentAddress(document);
    if (roots === null || url !== rootsAt) roots = createPostRoots(knowledge.adapters, url);
    rootsAt = url;
    return roots;
  };
  /** @param find finds these posts again: without their hidden texts they may say something else */
  const addPosts = (found: readonly PostOnPage[], isNear: boolean, find: () => readonly PostOnPage[]): void => {
    const seen = withoutHiddenTexts(found, find);
    for (const one of found) {
      const visible = seen.get(one.element) ?? null;
      store.upsert(one, textHash(one.element), visible);
      deps.onPost(one.post, isNear);
      if (visible !== null) deps.onPost(visible, isNear);
    }
  };
  const scheduler = createIdleScheduler({
    process(element, isNear) {
      const entry = store.get(element);
      // Also of a post that is known: watching ends while a page is not in view.
      revealWatcher.watch(element);
      if (!forced.delete(element) && entry !== undefined && entry.textHash === textHash(element)) return;
      const post = currentRoots().read(element);
      picturePosts.set(element, currentRoots().pictures(element, post));
      const { readMore } = reading;
      if (post !== null) addPosts([post], isNear, () => [currentRoots().read(element) ?? []].flat());
      else if (readMore !== undefined) addPosts(readMore(element), isNear, () => readMore(element));
      else store.remove(element);
    },
    onSliceEnd: deps.onSliceEnd,
    hasCapacity: deps.hasCapacity,
  });
  /** Schedules the posts in these scopes. @param again even if their text did not change @returns their elements */
  const schedulePostsIn = (scopes: readonly ParentNode[], again: boolean): Element[] => {
    const found = scopes.flatMap((scope) => currentRoots().findIn(scope));
    if (again) for (const element of found) forced.add(element);
    scheduler.add(found);
    return found;
  };

  /** Reads the page by adapters and finder at once. */
  const runFinder = (): void => {
    lastReadAt = performance.now();
    const mayFind = isSettled || knowledge.adapters.length === 0;
    const find = (): PageReading => {
      const finder = mayFind ? getSharedFinder() : null;
      return findPosts(
        knowledge,
        finder === null ? null : shadowTracker.withShadowRoots(finder),
        document,
        documentAddress(document),
      );
    };
    try {
      reading = find();
    } catch {
      // A page can be built to break the reader. Its status is then `could-not-read`.
      reading = { adapter: reading.adapter, posts: [], unfilled: true };
    }
    finderTrigger.ran();
    revealWatcher.watch(document);
    store.retain(new Set(reading.posts.map(({ element }) => element)));
    addPosts(reading.posts, true, () => find().posts);
    if (reading.needsFinder === true && mayFind && !hasRequestedFinder) {
      hasRequestedFinder = true;
      void deps.injectFinder().then(() => getSharedFinder() !== null && deps.isReading() && runFinder());
    }
    deps.onSliceEnd();
  };
  const readAll = (again = false): void => {
    clearTimeout(readTimer);
    readTimer = undefined;
    lastReadAt = performance.now();
    if (isReadByFinder()) return runFinder();
    const found = new Set(schedulePostsIn([document, ...shadowTracker.all()], again));
    lastReadMs = performance.now() - lastReadAt;
    if (found.size === 0 && store.size() === 0) return runFinder();
    store.retain(found);
    deps.onSliceEnd();
  };
  const scheduleReadAll = (minDelayMs = 0): void => {
    const now = performance.now();
    // A delayed reading waits for calm, up to a limit. An immediate one is not postponed by further changes.
    if (readTimer !== undefined && (minDelayMs === 0 ? isWanted : now - scheduledAt > MAX_DELAY_MS)) return;
    if (readTimer === undefined) scheduledAt = now;
    isWanted = minDelayMs === 0;
    clearTimeout(readTimer);
    if (now - lastReadAt > 4 * delayMs) delayMs = FIRST_DELAY_MS;
    readTimer = setTimeout(
      () => readAll(),
      Math.max(minDelayMs, lastReadAt + Math.max(delayMs, MIN_REST_FACTOR * lastReadMs) - now),
    );
    delayMs = Math.min(MAX_DELAY_MS, delayMs * 2);
  };
  const isReadByFinder = (): boolean =>
    reading.posts.length > 0 && !knowledge.adapters.some(({ id }) => id === reading.adapter);
  const applyWithFinder = (changes: PageChanges): void => {
    const byAdapter = changes.isSample || changes.elements.some((element) => currentRoots().hasAny(element));
    if (knowledge.adapters.length > 0 && byAdapter) scheduleReadAll();
    else if (reading.readMore !== undefined && !changes.isSample)
      scheduler.add(
        outermostElements(
          changes.elements.map((element) => store.enclosing(element) ?? element),
          forced,
        ),
      );
    else scheduleReadAll(finderTrigger.shouldRun(changes) ? 0 : CALM_DELAY_MS);
  };
  const hasUnknownPost = (): boolean =>
    currentRoots()
      .findIn(document)
      .some((element) => store.get(element) === undefined);
  /** Finds posts in new shadow roots; a post around one is read again. */
  const readRoots = (roots: readonly ShadowRoot[], again: boolean): void => {
    schedulePostsIn(roots, again);
    const posts = roots.map(({ host }) => store.enclosing(host)).filter((post) => post !== null);
    for (const post of posts) forced.add(post);
    scheduler.add(posts);
  };
  const applyWithAdapters = (changes: PageChanges): void => {
    const { elements, posts } = partitionChanged(changes.elements, currentRoots(), store);
    // Only a sample of the elements is known. A post among them means that the whole page must be read soon.
    if (changes.isSample)
      scheduleReadAll(elements.length > 0 || (changes.hasGap && hasUnknownPost()) ? 0 : CALM_DELAY_MS);
    for (const post of posts) forced.add(post);
    scheduler.add(posts);
    schedulePostsIn(elements, true);
    readRoots(shadowTracker.find(changes.elements), true);
  };

  /** @param scope a post, or the whole page */
  const readSeen = (scope: Element): void => {
    for (const { element } of store.flaggedWithUnseenWords()) if (dom.contains(scope, element)) store.endHold(element);
    if (isReadByFinder()) return scheduleReadAll();
    forced.add(scope);
    scheduler.add([scope]);
  };

  const apply = (changes: PageChanges): void => {
    if (changes.hasRemovals) store.prune(performance.now());
    shadowTracker.noteChanges(changes);
    if (knowledge.adapters.length === 0 || isReadByFinder()) applyWithFinder(changes);
    else applyWithAdapters(changes);
    // After the changes were applied, so that a post that was replaced by a copy is already read again.
    if (changes.hasRemovals) deps.onSliceEnd();
  };

  return {
    store,
    readAll: () => readAll(),
    settle() {
      isSettled = true;
      readRoots(shadowTracker.find(), false);
      // Where an adapter reads incomplete posts, the finder may read complete ones.
      if (scheduler.size() === 0 && !store.posts().some(({ isComplete }) => isComplete)) runFinder();
    },
    apply,
    readAgain() {
      isSettled = false;
      hasRequestedFinder = false;
      delayMs = FIRST_DELAY_MS;
      readAll(true);
    },
    watchUnseen() {
      const scopeOf = ({ element, isRestOfPage }: { element: Element; isRestOfPage: boolean }): Element =>
        isRestOfPage ? (document.body ?? element) : element;
      unseenTextWatcher.watch(
        new Map(store.flaggedWithUnseenWords().map((entry) => [scopeOf(entry), entry.judged?.post.id ?? ''])),
      );
    },
    invalidate() {
      const { posts, elements } = store.invalidate();
      for (const post of posts) deps.onPost(post, true);
      for (const element of elements) forced.add(element);
      scheduler.add(elements);
    },
    resume: scheduler.resume,
    adapter: () => store.first()?.site ?? reading.adapter,
    status: () => pageStatusOf(knowledge, { ...reading, posts: store.posts() }, document, documentAddress(document)),
    picturePosts: picturePosts.all,
    stop() {
      clearTimeout(readTimer);
      readTimer = undefined;
      scheduler.clear();
      revealWatcher.stop();
      unseenTextWatcher.stop();
    },
  };
}

/** Posts without their hidden texts, by element; without those of which all texts are seen, or that are not found again. */
function withoutHiddenTexts(
  posts: readonly PostOnPage[],
  find: () => readonly PostOnPage[],
): ReadonlyMap<Element, JobPost> {
  const hidden = new Map(posts.map(({ element }) => [element, hiddenTextsIn(element)]));
  const all = new Set([...hidden.values()].flatMap((texts) => [...texts]));
  if (all.size === 0) return new Map();
  return new Map(
    readWithout(all, find).flatMap(({ element, post }) => (hidden.get(element)?.size ? [[element, post]] : [])),
  );
}

/** Splits changed elements into posts that contain a change, and other elements that contain posts. */
function partitionChanged(
  elements: readonly Element[],
  roots: PostRoots,
  store: PostStore,
): { elements: Element[]; posts: Element[] } {
  const posts = new Set<Element>();
  const others: Element[] = [];
  /** Cached by parent: many elements are often added to one parent. */
  const enclosing = new Map<Element | null, Element | null>();
  for (const element of elements) {
    const parent = parentAcrossShadow(element);
    if (!enclosing.has(parent)) {
      enclosing.set(parent, parent === null ? null : (store.enclosing(parent) ?? roots.enclosing(parent)));
    }
    const post = store.get(element)?.element ?? enclosing.get(parent) ?? null;
    if (post !== null) posts.add(post);
    else if (roots.hasAny(element)) others.push(element);
  }
  return { elements: others, posts: [...posts] };
}

function outermostElements(elements: readonly Element[], forced: WeakSet<Element>): Element[] {
  const all = new Set(elements);
  return elements.filter((element) => {
    for (let node = dom.parentElement(element); node !== null; node = dom.parentElement(node))
      if (all.has(node)) return false;
    forced.add(element);
    return true;
  });
}
