/** Finds the posts of a page by the site's adapters, or else by the general finder. */
import { isPdf } from '../dom/is-pdf.ts';
import { hasWords } from '../dom/read-text.ts';
import type { PageStatus } from './page-status.ts';
import type { SiteAdapter, SiteKnowledge, Wall } from './adapter.ts';
import type { FindGeneric, ReadMore } from './find-generic.ts';
import { layoutsAt, readPost, rootsOf, select } from './layout-reader.ts';
import { matchesAddress } from './glob.ts';
import type { PostOnPage } from './post-on-page.ts';

/** The adapters of the page's host, and the data of the general finder. */
export type PageKnowledge = SiteKnowledge;

/** A page with fewer letters counts as empty. */
const MIN_LETTERS = 40;
/** A page with more letters is read, whatever marks of a wall it has. A page with a lure can have such a mark. */
const MAX_WALL_LETTERS = 200;

export interface PageReading {
  /** Adapter or finder that found the posts; without posts the site's first adapter; null on an unknown site. */
  adapter: string | null;
  posts: PostOnPage[];
  /** The address is that of a job, and the page is empty. */
  isUnfilled?: boolean;
  /** No adapter could read the page: the finder should run. */
  needsFinder?: boolean;
  /** Reads more posts like those that the finder found; absent where it found no list. */
  readMore?: ReadMore;
}

/** All posts of the page. @param findGeneric the general finder; null while it is not injected */
export function findPosts(
  knowledge: PageKnowledge,
  findGeneric: FindGeneric | null,
  document: Document,
  url: string,
): PageReading {
  const reading = findByAdapters(knowledge, document, url);
  const [first] = knowledge.adapters;
  const mayUseFinder = first === undefined || (first.group !== 'social' && shouldShowPosts(knowledge, url));
  // Where an adapter reads incomplete posts, the finder may read complete ones.
  if (reading.posts.some(({ isComplete }) => isComplete) || !mayUseFinder || hidesPosts(knowledge, document, url))
    return reading;
  if (findGeneric === null) return { ...reading, needsFinder: true };
  const generic = findGeneric(knowledge.finder, document, url);
  if (generic.posts.filter(isPost).length >= (reading.posts.length || 1))
    return { ...generic, adapter: generic.finder };
  return {
    ...reading,
    posts: reading.posts.length > 0 ? reading.posts : generic.posts,
    isUnfilled: generic.isUnfilled,
  };
}

/** The posts that the first successful adapter finds in the page or in a part of it. */
export function findByAdapters(knowledge: PageKnowledge, root: ParentNode, url: string): PageReading {
  for (const adapter of knowledge.adapters) {
    const posts = postsOfAdapter(adapter, root, url);
    if (posts.length > 0) return { adapter: adapter.id, posts };
  }
  return { adapter: knowledge.adapters[0]?.id ?? null, posts: [] };
}

/** The posts that one adapter finds: each element once, by the first layout that can read it. */
export function postsOfAdapter(adapter: SiteAdapter, root: ParentNode, url: string): PostOnPage[] {
  const readElements = new Set<Element>();
  const posts: PostOnPage[] = [];
  for (const layout of layoutsAt(adapter.layouts, url)) {
    for (const element of rootsOf(layout, root)) {
      if (readElements.has(element)) continue;
      const { id: site, alternativeTexts } = adapter;
      const post = readPost(layout, element, { site, url, alternativeTexts });
      if (post === null) continue;
      readElements.add(element);
      posts.push(post);
    }
  }
  return posts;
}

/**
 * The status of a page that had time to fill. "Could not be read": the address should show posts, and shows none or
 * incomplete ones. Without this status it would look like a page without warnings.
 */
export function pageStatusOf(
  knowledge: PageKnowledge,
  reading: PageReading,
  document: Document,
  url: string,
): PageStatus {
  const posts = reading.posts.filter(isPost);
  const whole = posts.filter((found) => found.isComplete).length;
  if (posts.length > 0) return whole * 2 >= posts.length ? 'read' : 'could-not-read';
  if (isPdf(document) || reading.isUnfilled === true || isWalled(knowledge, document, url)) return 'could-not-read';
  if (knowledge.adapters.length > 0 && isEmpty(document)) return 'could-not-read';
  return shouldShowPosts(knowledge, url) ? 'could-not-read' : 'nothing-here';
}

/** Whether the adapters expect posts at this address. */
function shouldShowPosts({ adapters }: PageKnowledge, url: string): boolean {
  return adapters.some(({ expected }) => expected !== undefined && matchesAddress(expected, url));
}

/** Whether the page shows almost no text: a page of a known site is then not filled. */
function isEmpty(document: Document): boolean {
  return document.body !== null && !hasWords(document.body, MIN_LETTERS);
}

/** Whether an entry is a post, and not the rest of a page. */
function isPost({ isRestOfPage }: PostOnPage): boolean {
  return isRestOfPage !== true;
}

function isWalled(knowledge: PageKnowledge, document: Document, url: string): boolean {
  return isWall(knowledge.finder.wall, document, url) || isWalledBySite(knowledge, document, url);
}

/** Whether a wall is in place of the posts. It is that of a known site, or one with few words on any site. */
function hidesPosts(knowledge: PageKnowledge, document: Document, url: string): boolean {
  if (isWalledBySite(knowledge, document, url)) return true;
  return isWall(knowledge.finder.wall, document, url) && !showsManyWords(document);
}

function showsManyWords({ body }: Document): boolean {
  return body !== null && hasWords(body, MAX_WALL_LETTERS);
}

function isWalledBySite({ adapters }: PageKnowledge, document: Document, url: string): boolean {
  return adapters.some(({ wall }) => wall !== undefined && isWall(wall, document, url));
}

function isWall(wall: Wall, document: Document, url: string): boolean {
  if (wall.urls !== undefined && matchesAddress(wall.urls, url)) return true;
  const title = document.title.trim().toLowerCase();
  if (wall.title?.some((start) => title.startsWith(start.toLowerCase())) === true) return true;
  return wall.css !== undefined && select(document, wall.css).length > 0;
}
