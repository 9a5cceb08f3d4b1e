/** The posts of a page that are pictures with hardly a word. */
import * as dom from '../dom/form-safe-dom.ts';
import type { PicturePost } from './overlay-state.ts';

export interface PicturePosts {
  /** @param pictures the pictures of the post; none: it is no such post */
  set(element: Element, pictures: readonly Element[]): void;
  /** Those still in the page, the newest last. The same array while nothing changed. */
  all(): readonly PicturePost[];
}

/** On an endless page the oldest are dropped. */
const MAX_POSTS = 50;

export function createPicturePosts(): PicturePosts {
  const posts = new Map<Element, PicturePost>();
  let list: readonly PicturePost[] = [];
  return {
    set(element, pictures) {
      const before = posts.get(element)?.pictures ?? [];
      if (before.length === pictures.length && before.every((picture, at) => picture === pictures[at])) return;
      posts.delete(element);
      if (pictures.length > 0) posts.set(element, { element, pictures });
    },
    all() {
      for (const element of posts.keys()) if (!dom.isConnected(element)) posts.delete(element);
      const now = [...posts.values()].slice(-MAX_POSTS);
      if (now.length !== list.length || now.some((post, at) => post !== list[at])) list = now;
      return list;
    },
  };
}
