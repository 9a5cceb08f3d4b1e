/**
 * Keeps each marker beside its post. The host scrolls with the document, so this handles posts in scroll containers, sticky
 * parts and size changes. It works once per animation frame after a scroll or a change, for the posts in view only.
 */
import * as dom from '../dom/form-safe-dom.ts';
import { addPersistentListeners } from '../dom/persistent-listeners.ts';
import type { Point } from '../dom/rectangle.ts';
import { createFollowedPosts, type FollowedPost, type MarkedPost } from './followed-posts.ts';
import { isAnchorCovered, measureMarkerOffset } from './measure-marker.ts';

/** Pages that scroll or slide by transforms go on moving after such an event. Markers follow until nothing moved for this long. */
const MOVING_EVENTS = ['wheel', 'touchmove', 'keydown', 'transitionrun', 'animationstart'];
const MAX_REST_MS = 300;

export interface MarkerFollower {
  setPosts(items: readonly MarkedPost[]): void;
  /** Measures all offsets again, after the page or the markers changed. */
  remeasure(): void;
  /** Chooses the anchors of posts out of view again, and moves all markers. Call it at a steady pace, not at each scroll. */
  recheck(): void;
  /** Ids of posts whose marker has no place: the page covers them, or shows them where no marker can follow. */
  unplaced(): ReadonlySet<string>;
  stop(): void;
}

/** The place of a post's marker in the next frame; null where it is hidden. */
interface MarkerMove {
  post: FollowedPost;
  place: Point | null;
}

/** @param host our host, which may lie over a post  @param onUnplacedChange when `unplaced` changed  @param onFrame after each frame */
export function createMarkerFollower(
  document: Document,
  host: Element,
  onUnplacedChange: () => void,
  onFrame: () => void,
): MarkerFollower {
  const window = document.defaultView as Window;
  let unplaced = new Set<string>();
  let frame = 0;
  /** Until this time the next frame is drawn, too. */
  let movesUntil = 0;

  const schedule = (): void => {
    if (frame === 0) frame = window.requestAnimationFrame(draw);
  };
  const remeasure = (): void => {
    posts.forgetOffsets();
    schedule();
  };
  const posts = createFollowedPosts(schedule, remeasure);

  /** @param nowUnplaced gets the id of a post whose marker has no place */
  const placeOf = (post: FollowedPost, nowUnplaced: Set<string>): Point | null => {
    const { id, element, marker, followed: anchor } = post;
    if (anchor === null) nowUnplaced.add(id);
    if (anchor === null || !posts.isInView(anchor)) return null;
    const box = dom.getBoundingClientRect(anchor);
    const anchored = { element, marker, anchor, box };
    if (isAnchorCovered(document, host, anchored)) {
      nowUnplaced.add(id);
      return null;
    }
    post.offset ??= measureMarkerOffset(document, host, anchored);
    // Nobody can scroll to what is above the document.
    return { x: box.x + post.offset.x + window.scrollX, y: Math.max(0, box.y + post.offset.y + window.scrollY) };
  };
  const moveMarker = ({ post, place }: MarkerMove, now: number): void => {
    if (isApart(post.drawnAt, place)) movesUntil = now + MAX_REST_MS;
    post.drawnAt = place;
    post.marker.style.visibility = place === null ? 'hidden' : 'visible';
    if (place !== null) post.marker.style.translate = `${Math.round(place.x)}px ${Math.round(place.y)}px`;
  };
  const draw = (): void => {
    frame = 0;
    const nowUnplaced = new Set<string>();
    // All reads come before all writes, so that the browser computes layout once.
    const moves = posts.all().map((post) => ({ post, place: placeOf(post, nowUnplaced) }));
    const now = performance.now();
    for (const move of moves) moveMarker(move, now);
    const isUnchanged = nowUnplaced.size === unplaced.size && [...nowUnplaced].every((id) => unplaced.has(id));
    unplaced = nowUnplaced;
    if (!isUnchanged) onUnplacedChange();
    onFrame();
    if (now < movesUntil) schedule();
  };

  const onScroll = ({ isTrusted }: Event): void => {
    if (isTrusted) schedule();
  };
  const onResize = ({ isTrusted }: Event): void => {
    if (isTrusted) remeasure();
  };
  const onMove = ({ isTrusted }: Event): void => {
    if (!isTrusted || posts.size() === 0) return;
    movesUntil = performance.now() + MAX_REST_MS;
    schedule();
  };
  const unlisten = addPersistentListeners(document, (signal) => {
    document.addEventListener('scroll', onScroll, { capture: true, passive: true, signal });
    window.addEventListener('resize', onResize, { passive: true, signal });
    for (const type of MOVING_EVENTS) window.addEventListener(type, onMove, { capture: true, passive: true, signal });
  });

  return {
    setPosts(wanted) {
      posts.setPosts(wanted);
      remeasure();
    },
    remeasure,
    recheck() {
      posts.recheck();
      schedule();
    },
    unplaced: () => unplaced,
    stop() {
      posts.stop();
      window.cancelAnimationFrame(frame);
      unlisten();
    },
  };
}

/** Whether a marker is at another place of the document than in the frame before. */
function isApart(a: Point | null, b: Point | null): boolean {
  return a !== null && b !== null && (Math.abs(a.x - b.x) >= 1 || Math.abs(a.y - b.y) >= 1);
}
