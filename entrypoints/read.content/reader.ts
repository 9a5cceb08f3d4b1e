/** Keeps the posts of one page up to date with it: the whole page at first, then only what changed, never much at once. */
import type { PageStatus } from '../../utils/messaging/protocol.ts';
import type { JobPost } from '../../utils/model/job-post.ts';
import { addressOf } from '../../utils/page/address.ts';
import { getFinder } from '../../utils/page/finder-handover.ts';
import { createSlices } from '../../utils/page/in-slices.ts';
import type { Changes } from '../../utils/page/observe.ts';
import { createPostRoots, type PostRoots } from '../../utils/page/post-roots.ts';
import { createPostStore, type PostStore } from '../../utils/page/post-store.ts';
import { readText, tidy } from '../../utils/page/read-text.ts';
import { unclobber } from '../../utils/page/unclobber.ts';
import { textPrint } from '../../utils/page/text-print.ts';
import { findPosts, statusOf, type PageKnowledge, type PageReading } from '../../utils/sites/find-posts.ts';
import { withText, type PostOnPage } from '../../utils/sites/post-on-page.ts';
import { unseenIn } from '../../utils/page/unseen-words.ts';
import { createFinderWatch } from './finder-watch.ts';
import { createShadows } from './shadows.ts';

export interface Reader {
  readonly store: PostStore;
  readAll(): void;
  /** The page has had time to fill: where a known site shows nothing its adapter can read, the finder may look. */
  settle(): void;
  apply(changes: Changes): void;
  /** The page shows another address: it may be read whole again at once. */
  renew(): void;
  /** Everything is to be judged anew. */
  reopen(): void;
  /** More posts may be read: the queue has room again. */
  wake(): void;
  adapter(): string | null;
  status(): PageStatus;
  stop(): void;
}

interface World {
  document: Document;
  knowledge: PageKnowledge;
  /** Called with every post that was read. @param near it stands in or near the window */
  found(post: JobPost, near: boolean): void;
  /** Called after each slice of reading. */
  read(): void;
  /** Whether more posts are wanted now. */
  mayGoOn(near: boolean): boolean;
  /** Puts the finder for unknown pages into this frame. */
  bringFinder(): Promise<unknown>;
  /** Watches a shadow root as well. */
  watch(root: ShadowRoot): void;
}

/** First and longest time between two readings of a whole page, in milliseconds; it doubles while the page stays busy. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;
/** After changes that do not look like posts, the page is still looked through, this long after the last of them. */
const CALM = 3000;
/** And not before so many times the time that the last look took. */
const REST = 60;

export function createReader(world: World): Reader {
  const { document, knowledge } = world;
  const store = createPostStore();
  const shadows = createShadows(document, world.watch);
  const finderWatch = createFinderWatch(knowledge.finder, document);
  const forced = new WeakSet<Element>();
  let roots: PostRoots | null = null;
  let rootsAt = '';
  let reading: PageReading = { adapter: knowledge.adapters[0]?.id ?? null, posts: [] };
  let asked = false;
  let settled = false;
  let wait = FIRST_WAIT;
  let last = 0;
  /** Milliseconds that the last look at the whole page took. */
  let cost = 0;
  let wanted = false;
  let wantedAt = 0;
  let later: ReturnType<typeof setTimeout> | undefined;

  const rootsNow = (): PostRoots => {
    const url = addressOf(document);
    if (roots === null || url !== rootsAt) roots = createPostRoots(knowledge.adapters, url);
    rootsAt = url;
    return roots;
  };
  const take = (found: PostOnPage, near: boolean): void => {
    const { post, element } = found;
    const seen = withoutUnseen(post, element);
    store.put(found, textPrint(element), seen);
    world.found(post, near);
    if (seen !== null) world.found(seen, near);
  };
  const slices = createSlices({
    work(element, near) {
      const entry = store.get(element);
      if (!forced.delete(element) && entry !== undefined && entry.print === textPrint(element)) return;
      const post = rootsNow().read(element);
      if (post !== null) take(post, near);
      else if (reading.more !== undefined) for (const card of reading.more(element)) take(card, near);
      else store.remove(element);
    },
    done: world.read,
    mayGoOn: world.mayGoOn,
  });
  /** Has the posts under these read; gives their elements. @param again though their words are as they were */
  const look = (scopes: readonly ParentNode[], again: boolean): Element[] => {
    const found = scopes.flatMap((scope) => rootsNow().in(scope));
    if (again) for (const element of found) forced.add(element);
    slices.add(found);
    return found;
  };

  /** What the finder makes of the page; the adapters' own posts are found by their elements. */
  const consult = (): void => {
    last = performance.now();
    const mayFind = settled || knowledge.adapters.length === 0;
    try {
      const finder = mayFind ? getFinder() : null;
      reading = findPosts(
        knowledge,
        finder === null ? null : shadows.seeingThrough(finder),
        document,
        addressOf(document),
      );
    } catch {
      // A page can be built to break a reader: then it was not read, and that is said.
      reading = { adapter: reading.adapter, posts: [], unfilled: true };
    }
    finderWatch.looked();
    store.keepOnly(new Set(reading.posts.map(({ element }) => element)));
    for (const post of reading.posts) take(post, true);
    if (reading.needsFinder === true && mayFind && !asked) {
      asked = true;
      void world.bringFinder().then(() => getFinder() !== null && consult());
    }
    world.read();
  };
  const readAll = (again = false): void => {
    clearTimeout(later);
    later = undefined;
    last = performance.now();
    unclobber(document);
    if (isByFinder()) return consult();
    const found = new Set(look([document, ...shadows.all()], again));
    cost = performance.now() - last;
    if (found.size === 0 && store.size() === 0) return consult();
    store.keepOnly(found);
    world.read();
  };
  const readAllLater = (least = 0): void => {
    const now = performance.now();
    // What has time waits for calm, but not for ever; what is wanted now is not put off by more of it.
    if (later !== undefined && (least === 0 ? wanted : now - wantedAt > LONGEST_WAIT)) return;
    if (later === undefined) wantedAt = now;
    wanted = least === 0;
    clearTimeout(later);
    if (now - last > 4 * wait) wait = FIRST_WAIT;
    later = setTimeout(() => readAll(), Math.max(least, last + Math.max(wait, REST * cost) - now));
    wait = Math.min(LONGEST_WAIT, wait * 2);
  };
  const isByFinder = (): boolean =>
    reading.posts.length > 0 && !knowledge.adapters.some(({ id }) => id === reading.adapter);
  const applyToFinder = (changes: Changes): void => {
    const byAdapter = changes.everything || changes.elements.some((element) => rootsNow().isIn(element));
    if (knowledge.adapters.length > 0 && byAdapter) readAllLater();
    else if (reading.more !== undefined && !changes.everything)
      slices.add(
        outermost(
          changes.elements.map((element) => store.holding(element) ?? element),
          forced,
        ),
      );
    else readAllLater(finderWatch.isWorthALook(changes) ? 0 : CALM);
  };

  const applyToAdapters = (changes: Changes): void => {
    // Of a flood only some elements are known: a post among them calls for a look at the whole page, else it has time.
    if (changes.everything) readAllLater(changes.elements.some((element) => rootsNow().isIn(element)) ? 0 : CALM);
    const { elements, posts } = touched(changes.elements, rootsNow(), store);
    for (const post of posts) forced.add(post);
    slices.add(posts);
    look(elements, true);
    look(shadows.find(changes.elements), true);
  };

  return {
    store,
    readAll: () => readAll(),
    settle() {
      settled = true;
      look(shadows.find(), false);
      // What an adapter reads by half, the finder may read whole.
      if (slices.size() === 0 && !store.found().some(({ complete }) => complete)) consult();
    },
    apply(changes) {
      if (changes.removed) store.prune(performance.now());
      shadows.note(changes);
      if (knowledge.adapters.length === 0 || isByFinder()) applyToFinder(changes);
      else applyToAdapters(changes);
      // Only now: what was taken away and put back as a copy has been read again.
      if (changes.removed) world.read();
    },
    renew() {
      settled = false;
      asked = false;
      wait = FIRST_WAIT;
      readAll(true);
    },
    reopen() {
      const { posts, elements } = store.reopen();
      for (const post of posts) world.found(post, true);
      for (const element of elements) forced.add(element);
      slices.add(elements);
    },
    wake: slices.wake,
    adapter: () => store.first()?.site ?? reading.adapter,
    status: () => statusOf(knowledge, { ...reading, posts: store.found() }, document, addressOf(document)),
    stop() {
      clearTimeout(later);
      later = undefined;
      slices.clear();
    },
  };
}

/** The post as far as it can be seen; null where all of it can. */
function withoutUnseen(post: JobPost, element: Element): JobPost | null {
  let { text } = post;
  for (const unseen of unseenIn(element)) text = text.replace(readText(unseen), '');
  return text === post.text ? null : withText(post, tidy(text));
}

/** Posts in which something changed, and the other changed elements in which there is one. */
function touched(
  elements: readonly Element[],
  roots: PostRoots,
  store: PostStore,
): { elements: Element[]; posts: Element[] } {
  const posts = new Set<Element>();
  const others: Element[] = [];
  /** Many elements are often added side by side. */
  const around = new Map<Element | null, Element | null>();
  for (const element of elements) {
    const parent = element.parentElement;
    if (!around.has(parent)) {
      around.set(parent, parent === null ? null : (store.holding(parent) ?? roots.around(parent)));
    }
    const post = store.get(element)?.element ?? around.get(parent) ?? null;
    if (post !== null) posts.add(post);
    else if (roots.isIn(element)) others.push(element);
  }
  return { elements: others, posts: [...posts] };
}

function outermost(elements: readonly Element[], forced: WeakSet<Element>): Element[] {
  const all = new Set(elements);
  return elements.filter((element) => {
    for (let node = element.parentElement; node !== null; node = node.parentElement) if (all.has(node)) return false;
    forced.add(element);
    return true;
  });
}
