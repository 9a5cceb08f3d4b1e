/** Finds the posts of a page: by the site's adapters, else by what pages anywhere have in common. */
import type { PageStatus } from '../messaging/protocol.ts';
import type { SiteAdapter, SiteKnowledge, Wall } from './adapter.ts';
import { layoutsAt, readPost, rootsOf, select } from './interpret.ts';
import { matchesAddress } from './glob.ts';
import type { PostOnPage } from './post-on-page.ts';

/** The knowledge that one page needs: the adapters of its host, and the finder for all others. */
export type PageKnowledge = SiteKnowledge;

export interface PageReading {
  /** Adapter or finder that found the posts; the site's adapter when it found none; null on an unknown page. */
  adapter: string | null;
  posts: PostOnPage[];
}

/** All posts of the page, or of a part of it that was added or changed. */
export function findPosts(knowledge: PageKnowledge, root: ParentNode, url: string): PageReading {
  for (const adapter of knowledge.adapters) {
    const posts = postsBy(adapter, root, url);
    if (posts.length > 0) return { adapter: adapter.id, posts };
  }
  return { adapter: knowledge.adapters[0]?.id ?? null, posts: [] };
}

/** What one adapter finds: each element once, by the first layout that can read it. */
export function postsBy(adapter: SiteAdapter, root: ParentNode, url: string): PostOnPage[] {
  const taken = new Set<Element>();
  const posts: PostOnPage[] = [];
  for (const layout of layoutsAt(adapter.layouts, url)) {
    for (const element of rootsOf(layout, root)) {
      if (taken.has(element)) continue;
      const post = readPost(layout, element, { site: adapter.id, url });
      if (post === null) continue;
      taken.add(element);
      posts.push(post);
    }
  }
  return posts;
}

/**
 * The page's status once it has settled. A page of a known site that should show posts and shows none, or none whole,
 * could not be read: silence there would be taken for "nothing found".
 */
export function statusOf(knowledge: PageKnowledge, reading: PageReading, document: Document, url: string): PageStatus {
  const { posts } = reading;
  const whole = posts.filter((found) => found.complete).length;
  if (posts.length > 0) return whole * 2 >= posts.length ? 'read' : 'could-not-read';
  const walls = [knowledge.finder.wall, ...knowledge.adapters.flatMap((adapter) => adapter.wall ?? [])];
  if (walls.some((wall) => isWall(wall, document, url))) return 'could-not-read';
  const expected = knowledge.adapters.flatMap((adapter) => adapter.expected ?? []);
  return matchesAddress(expected, url) ? 'could-not-read' : 'nothing-here';
}

function isWall(wall: Wall, document: Document, url: string): boolean {
  if (wall.urls !== undefined && matchesAddress(wall.urls, url)) return true;
  const title = document.title.trim().toLowerCase();
  if (wall.title?.some((start) => title.startsWith(start.toLowerCase())) === true) return true;
  return wall.css !== undefined && select(document, wall.css).length > 0;
}
