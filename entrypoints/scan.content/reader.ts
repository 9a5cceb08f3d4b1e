/** Keeps the posts of one page up to date with it: the whole page at first, then only what changed. */
import { getFinder } from '../../utils/page/finder-handover.ts';
import type { PageStatus } from '../../utils/messaging/protocol.ts';
import type { Changes } from '../../utils/page/observe.ts';
import { createPostStore } from '../../utils/page/post-store.ts';
import {
  findByAdapters,
  findPosts,
  statusOf,
  type PageKnowledge,
  type PageReading,
} from '../../utils/sites/find-posts.ts';
import { layoutsAt } from '../../utils/sites/interpret.ts';
import type { PostOnPage } from '../../utils/sites/post-on-page.ts';
import { postAround, scopesOf } from '../../utils/sites/reread.ts';

export interface Reader {
  readAll(): void;
  /** The page has had time to fill: where a known site shows nothing its adapter can read, the finder may look. */
  settle(): void;
  apply(changes: Changes): void;
  /** The page shows another address: it may be read whole again at once. */
  renew(): void;
  posts(): PostOnPage[];
  adapter(): string | null;
  status(): PageStatus;
  stop(): void;
}

interface World {
  document: Document;
  knowledge: PageKnowledge;
  /** Called after every reading. */
  read(posts: readonly PostOnPage[]): void;
  /** Puts the finder for unknown pages into this frame. */
  bringFinder(): Promise<unknown>;
}

/** First and longest time between two readings of a whole page, in milliseconds; it doubles while the page stays busy. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;

export function createReader({ document, knowledge, read, bringFinder }: World): Reader {
  const window = document.defaultView!;
  const store = createPostStore();
  let reading: PageReading = { adapter: null, posts: [] };
  let asked = false;
  let settled = false;
  let wait = FIRST_WAIT;
  let last = 0;
  let later: ReturnType<typeof setTimeout> | undefined;

  const readAll = (): void => {
    clearTimeout(later);
    later = undefined;
    last = performance.now();
    const mayFind = settled || knowledge.adapters.length === 0;
    reading = findPosts(knowledge, mayFind ? getFinder() : null, document, window.location.href);
    store.replace(reading.posts);
    if (reading.needsFinder === true && mayFind && !asked) {
      asked = true;
      void bringFinder().then(() => getFinder() !== null && readAll());
    }
    read(reading.posts);
  };
  const readAllLater = (): void => {
    if (later !== undefined) return;
    later = setTimeout(readAll, Math.max(0, last + wait - performance.now()));
    wait = Math.min(LONGEST_WAIT, wait * 2);
  };
  /** What reads a part: the way that read the whole. */
  const readPart = (scope: Element): PostOnPage[] => {
    if (reading.more !== undefined) return reading.more(scope);
    const part = findByAdapters(knowledge, scope, window.location.href);
    if (part.posts.length > 0) reading = { ...reading, adapter: part.adapter };
    return part.posts;
  };

  return {
    readAll,
    settle() {
      settled = true;
      if (reading.needsFinder === true || store.all().length === 0) readAll();
    },
    apply(changes) {
      const byFinder = reading.posts.length > 0 && !knowledge.adapters.some(({ id }) => id === reading.adapter);
      // Without an adapter posts are known by what surrounds them.
      if (reading.more === undefined && (byFinder || knowledge.adapters.length === 0)) return readAllLater();
      const layouts = knowledge.adapters.flatMap((adapter) => layoutsAt(adapter.layouts, window.location.href));
      const scopes = scopesOf(changes, (element) => store.holding(element) ?? postAround(layouts, element));
      if (scopes === null) return readAllLater();
      const found: PostOnPage[] = [];
      for (const scope of scopes) {
        const posts = readPart(scope);
        store.add(posts, scope);
        found.push(...posts);
      }
      store.prune();
      read(found);
    },
    renew() {
      settled = false;
      wait = FIRST_WAIT;
      readAll();
    },
    posts: () => store.all(),
    adapter: () => reading.adapter,
    status: () => statusOf(knowledge, { ...reading, posts: store.all() }, document, window.location.href),
    stop: () => clearTimeout(later),
  };
}
