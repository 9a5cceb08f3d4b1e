/** Finds the posts of a page: by the site's adapters, else by what pages anywhere have in common. */
import { hasWords } from '../dom/read-text.ts';
import type { PageStatus } from '../contracts/page-summary.ts';
import type { SiteAdapter, SiteKnowledge, Wall } from './adapter.ts';
import type { FindGeneric, ReadMore } from './find-generic.ts';
import { layoutsAt, readPost, rootsOf, select } from './layout-reader.ts';
import { matchesAddress } from './glob.ts';
import type { PostOnPage } from './post-on-page.ts';

/** The knowledge that one page needs: the adapters of its host, and the finder for all others. */
export type PageKnowledge = SiteKnowledge;

/** A page with less text than this shows nothing. Letters. */
const MIN_LETTERS = 40;

export interface PageReading {
  /** Adapter or finder that found the posts; the site's adapter when it found none; null on an unknown page. */
  adapter: string | null;
  posts: PostOnPage[];
  /** An address of a job, and nothing there. */
  unfilled?: boolean;
  /** No adapter read it: worth a look by the finder. */
  needsFinder?: boolean;
  /** Found by the finder, which then reads what is added in the same way; absent where it cannot. */
  readMore?: ReadMore;
}

/** All posts of the page. @param finder for pages without an adapter that reads them; null where it is not there yet */
export function findPosts(
  knowledge: PageKnowledge,
  finder: FindGeneric | null,
  document: Document,
  url: string,
): PageReading {
  const reading = findByAdapters(knowledge, document, url);
  const [first] = knowledge.adapters;
  const mayUseFinder = first === undefined || (first.group !== 'social' && shouldShowPosts(knowledge, url));
  // What an adapter reads by half, the finder may read whole.
  if (reading.posts.some(({ complete }) => complete) || !mayUseFinder || isWalled(knowledge, document, url))
    return reading;
  if (finder === null) return { ...reading, needsFinder: true };
  const generic = finder(knowledge.finder, document, url);
  if (generic.posts.length >= (reading.posts.length || 1)) return { ...generic, adapter: generic.finder };
  return { ...reading, unfilled: generic.unfilled };
}

/** What the adapters find in the page or in a part of it that was added or changed. */
export function findByAdapters(knowledge: PageKnowledge, root: ParentNode, url: string): PageReading {
  for (const adapter of knowledge.adapters) {
    const posts = postsOfAdapter(adapter, root, url);
    if (posts.length > 0) return { adapter: adapter.id, posts };
  }
  return { adapter: knowledge.adapters[0]?.id ?? null, posts: [] };
}

/** What one adapter finds: each element once, by the first layout that can read it. */
export function postsOfAdapter(adapter: SiteAdapter, root: ParentNode, url: string): PostOnPage[] {
  const readElements = new Set<Element>();
  const posts: PostOnPage[] = [];
  for (const layout of layoutsAt(adapter.layouts, url)) {
    for (const element of rootsOf(layout, root)) {
      if (readElements.has(element)) continue;
      const post = readPost(layout, element, { site: adapter.id, url });
      if (post === null) continue;
      readElements.add(element);
      posts.push(post);
    }
  }
  return posts;
}

/**
 * The page's status once it has settled. A page of a known site that should show posts and shows none, or none whole,
 * could not be read: silence there would be taken for "nothing found".
 */
export function pageStatusOf(
  knowledge: PageKnowledge,
  reading: PageReading,
  document: Document,
  url: string,
): PageStatus {
  const { posts } = reading;
  const whole = posts.filter((found) => found.complete).length;
  if (posts.length > 0) return whole * 2 >= posts.length ? 'read' : 'could-not-read';
  if (reading.unfilled === true || isWalled(knowledge, document, url)) return 'could-not-read';
  if (knowledge.adapters.length > 0 && isEmpty(document)) return 'could-not-read';
  return shouldShowPosts(knowledge, url) ? 'could-not-read' : 'nothing-here';
}

/** Whether a page at this address of a job board should show posts. */
function shouldShowPosts({ adapters }: PageKnowledge, url: string): boolean {
  return adapters.some(({ expected }) => expected !== undefined && matchesAddress(expected, url));
}

/** A known site that shows nothing at all has not been filled. */
function isEmpty(document: Document): boolean {
  return document.body !== null && !hasWords(document.body, MIN_LETTERS);
}

function isWalled(knowledge: PageKnowledge, document: Document, url: string): boolean {
  const walls = [knowledge.finder.wall, ...knowledge.adapters.flatMap((adapter) => adapter.wall ?? [])];
  return walls.some((wall) => isWall(wall, document, url));
}

function isWall(wall: Wall, document: Document, url: string): boolean {
  if (wall.urls !== undefined && matchesAddress(wall.urls, url)) return true;
  const title = document.title.trim().toLowerCase();
  if (wall.title?.some((start) => title.startsWith(start.toLowerCase())) === true) return true;
  return wall.css !== undefined && select(document, wall.css).length > 0;
}
