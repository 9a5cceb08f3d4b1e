/** The posts that stand on the page now, by element. */
import type { PostOnPage } from '../sites/post-on-page.ts';

export interface PostStore {
  /** In the order in which they were found. */
  all(): PostOnPage[];
  /** Adds or renews the posts found under `scope`; those known there and not found again are forgotten. */
  add(posts: readonly PostOnPage[], scope: ParentNode): void;
  /** The whole page was read: nothing else counts. */
  replace(posts: readonly PostOnPage[]): void;
  /** The post's element that an element stands in, or null. */
  holding(element: Element): Element | null;
  /** Forgets posts that the page took away. */
  prune(): void;
}

/** Posts kept; past this the oldest go first, so that an endless feed does not fill the memory. */
const MOST = 3000;

export function createPostStore(): PostStore {
  let posts = new Map<Element, PostOnPage>();
  const cap = (): void => {
    for (const element of posts.keys()) {
      if (posts.size <= MOST) break;
      posts.delete(element);
    }
  };
  return {
    all: () => [...posts.values()],
    add(found, scope) {
      const elements = new Set(found.map((post) => post.element));
      for (const element of posts.keys()) {
        if (!elements.has(element) && scope.contains(element)) posts.delete(element);
      }
      for (const post of found) posts.set(post.element, post);
      cap();
    },
    replace(found) {
      posts = new Map(found.map((post) => [post.element, post]));
      cap();
    },
    holding(element) {
      let node: Element | null = element;
      while (node !== null && !posts.has(node)) node = node.parentElement;
      return node;
    },
    prune() {
      for (const element of posts.keys()) {
        if (!element.isConnected) posts.delete(element);
      }
    },
  };
}
