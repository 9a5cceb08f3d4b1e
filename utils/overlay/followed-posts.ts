/**
 * The posts that have a marker, and the part of each beside which its marker is drawn. The browser reports which of these
 * parts are in view.
 */
import type { Point } from '../dom/rectangle.ts';
import { chooseAnchor } from './choose-anchor.ts';

/** Most texts that are measured in one check of the posts out of view, and fewest in each post. */
const MAX_TEXTS = 600;
const MIN_TEXTS_PER_POST = 10;

export interface MarkedPost {
  id: string;
  /** The element beside which the marker is drawn while it can be seen or scrolled to. */
  anchor: Element;
  /** The element of the post. */
  element: Element;
  marker: HTMLElement;
}

export interface FollowedPost extends MarkedPost {
  /** The anchor, or another part of the post where that cannot be seen; null where there is none. */
  followed: Element | null;
  /** The choice of the last check. One that differs is followed when the next check repeats it: reports of what is in view come late. */
  proposed: Element | null;
  /** From the upper left corner of the followed element to that of the marker; null until measured. */
  offset: Point | null;
  /** The place of the marker in the last frame. */
  drawnAt: Point | null;
}

export interface FollowedPosts {
  all(): FollowedPost[];
  size(): number;
  isInView(element: Element): boolean;
  setPosts(wanted: readonly MarkedPost[]): void;
  /** Has all offsets measured again. */
  forgetOffsets(): void;
  /** Chooses the parts that are followed again, of posts out of view. */
  recheck(): void;
  stop(): void;
}

/** @param onViewChange when a part came into view or left it  @param onResize when a post changed its size */
export function createFollowedPosts(onViewChange: () => void, onResize: () => void): FollowedPosts {
  const posts = new Map<string, FollowedPost>();
  /** Whether an element was in view when the browser last reported. */
  const inView = new WeakMap<Element, boolean>();
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) inView.set(target, isIntersecting);
    onViewChange();
  });
  const resizeObserver = new ResizeObserver(onResize);

  const choose = ({ anchor, element }: MarkedPost, current: Element | null, maxTexts: number): Element | null =>
    chooseAnchor({ title: anchor, element, current, isInView: (part) => inView.get(part), maxTexts });
  const isAtAnchorInView = ({ anchor, followed }: FollowedPost): boolean =>
    followed === anchor && inView.get(anchor) === true;
  const unwatch = ({ anchor, element, followed }: FollowedPost): void => {
    observer.unobserve(anchor);
    if (followed !== null) observer.unobserve(followed);
    resizeObserver.unobserve(element);
  };
  const add = (post: MarkedPost): void => {
    const followed = choose(post, null, MIN_TEXTS_PER_POST);
    posts.set(post.id, { ...post, followed, proposed: followed, offset: null, drawnAt: null });
    observer.observe(post.anchor);
    if (followed !== null) observer.observe(followed);
    resizeObserver.observe(post.element);
  };
  const follow = (post: FollowedPost, element: Element | null): void => {
    if (post.followed !== null && post.followed !== post.anchor) observer.unobserve(post.followed);
    Object.assign(post, { followed: element, offset: null });
    if (element !== null) observer.observe(element);
  };

  return {
    all: () => [...posts.values()],
    size: () => posts.size,
    isInView: (element) => inView.get(element) === true,
    setPosts(wanted) {
      const ids = new Set(wanted.map(({ id }) => id));
      for (const [id, post] of posts) {
        if (ids.has(id)) continue;
        posts.delete(id);
        unwatch(post);
      }
      for (const post of wanted) {
        const known = posts.get(post.id);
        if (known !== undefined && known.anchor === post.anchor && known.marker === post.marker) continue;
        if (known !== undefined) unwatch(known);
        add(post);
      }
    },
    forgetOffsets() {
      for (const post of posts.values()) post.offset = null;
    },
    recheck() {
      const doubtful = [...posts.values()].filter((post) => !isAtAnchorInView(post));
      const maxTexts = Math.max(MIN_TEXTS_PER_POST, Math.floor(MAX_TEXTS / doubtful.length));
      for (const post of doubtful) {
        const choice = choose(post, post.followed, maxTexts);
        if (choice !== post.followed && choice === post.proposed) follow(post, choice);
        post.proposed = choice;
      }
    },
    stop() {
      observer.disconnect();
      resizeObserver.disconnect();
    },
  };
}
