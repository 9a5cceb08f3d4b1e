/**
 * Keeps each marker beside its post. The host scrolls with the document, so this handles posts in scroll containers, sticky
 * parts and size changes. It works once per animation frame after a scroll or a change, for the posts in view only.
 */
import * as dom from '../dom/form-safe-dom.ts';
import { containsAcrossShadow } from '../dom/shadow-roots.ts';
import { addPersistentListeners } from '../dom/persistent-listeners.ts';
import { chooseAnchor } from './choose-anchor.ts';
import { controlBoxesIn, textBoxesIn } from './obstacle-boxes.ts';
import { placeMarker } from './place-marker.ts';
import { touches, type Rectangle } from '../dom/rectangle.ts';
import { windowSize } from '../dom/window-size.ts';

/** Most texts that are measured in one check of the posts out of view, and fewest in each post. */
const MAX_TEXTS = 600;
const MIN_TEXTS_PER_POST = 10;
/** Pages that scroll or slide by transforms go on moving after such an event. Markers follow until nothing moved for this long. */
const MOVING_EVENTS = ['wheel', 'touchmove', 'keydown', 'transitionrun', 'animationstart'];
const MAX_REST_MS = 300;

export interface MarkedPost {
  id: string;
  /** The element beside which the marker is drawn while it can be seen or scrolled to. */
  anchor: Element;
  /** The element of the post. */
  element: Element;
  marker: HTMLElement;
}

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

interface FollowedPost extends MarkedPost {
  /** The anchor, or another part of the post where that cannot be seen; null where there is none. */
  followed: Element | null;
  /** The choice of the last check. One that differs is followed when the next check repeats it: reports of what is in view come late. */
  proposed: Element | null;
  /** From the upper left corner of the followed element to that of the marker, CSS pixels; null until measured. */
  offset: { x: number; y: number } | null;
  /** The place of the marker in the last frame. */
  drawnAt: { x: number; y: number } | null;
}

/** @param host our host, which may lie over a post  @param onUnplacedChange when `unplaced` changed  @param onFrame after each frame */
export function createMarkerFollower(
  document: Document,
  host: Element,
  onUnplacedChange: () => void,
  onFrame: () => void,
): MarkerFollower {
  const window = document.defaultView as Window;
  const items = new Map<string, FollowedPost>();
  /** Whether an element was in view when the browser last reported. */
  const inView = new WeakMap<Element, boolean>();
  let unplaced = new Set<string>();
  let frame = 0;
  /** Until this time the next frame is drawn, too. */
  let movesUntil = 0;

  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) inView.set(target, isIntersecting);
    schedule();
  });
  const resizeObserver = new ResizeObserver(() => refresh());

  const schedule = (): void => {
    if (frame === 0) frame = window.requestAnimationFrame(draw);
  };
  const refresh = (): void => {
    for (const item of items.values()) item.offset = null;
    schedule();
  };

  /** Whether the page draws something over the title, for example a sticky bar or a dialog. */
  const isCovered = ({ element }: FollowedPost, anchor: Element, box: DOMRect): boolean => {
    const x = Math.min(Math.max(box.x + Math.min(box.width / 2, 40), 0), window.innerWidth - 1);
    const y = box.y + Math.min(box.height / 2, 12);
    if (y < 0 || y >= window.innerHeight) return false;
    const hit = document.elementFromPoint(x, y);
    return !(
      hit === null ||
      hit === host ||
      containsAcrossShadow(hit, anchor) ||
      [element, anchor].some((part) => dom.contains(part, hit))
    );
  };
  /** Whether only what is around a post is drawn in a box. A few points of it tell. */
  const isBlank = ({ x, y, width, height }: Rectangle, element: Element): boolean =>
    [1, height / 2].every((down) =>
      [1, width / 2, width - 1].every((right) => {
        const hit = document.elementFromPoint(x + right, y + down);
        return hit !== null && hit !== host && containsAcrossShadow(hit, element);
      }),
    );
  const measure = (item: FollowedPost, anchor: Element, box: DOMRect): { x: number; y: number } => {
    const card = dom.getBoundingClientRect(item.element);
    const place = placeMarker({
      title: textBoxesIn(anchor),
      // A part that the page shows away from its post.
      card: touches(card, box) ? card : box,
      obstacles: [...textBoxesIn(item.element), ...controlBoxesIn(item.element, anchor)],
      marker: { width: item.marker.offsetWidth, height: item.marker.offsetHeight },
      windowWidth: windowSize(document).width,
      isBlank: (above) => isBlank(above, item.element),
      isRtl: window.getComputedStyle(anchor).direction === 'rtl',
    });
    return { x: place.x - box.x, y: place.y - box.y };
  };
  const draw = (): void => {
    frame = 0;
    const nowUnplaced = new Set<string>();
    const { scrollX, scrollY } = window;
    // All reads come before all writes, so that the browser computes layout once.
    const moves = [...items.values()].map((item) => {
      const { followed } = item;
      if (followed === null) nowUnplaced.add(item.id);
      if (followed === null || inView.get(followed) !== true) return { item, place: null };
      const box = dom.getBoundingClientRect(followed);
      if (isCovered(item, followed, box)) {
        nowUnplaced.add(item.id);
        return { item, place: null };
      }
      item.offset ??= measure(item, followed, box);
      // Nobody can scroll to what is above the document.
      const y = Math.max(0, box.y + item.offset.y + scrollY);
      return { item, place: { x: box.x + item.offset.x + scrollX, y } };
    });
    const now = performance.now();
    for (const { item, place } of moves) {
      if (isApart(item.drawnAt, place)) movesUntil = now + MAX_REST_MS;
      item.drawnAt = place;
      item.marker.style.visibility = place === null ? 'hidden' : 'visible';
      if (place !== null) item.marker.style.translate = `${Math.round(place.x)}px ${Math.round(place.y)}px`;
    }
    const isUnchanged = nowUnplaced.size === unplaced.size && [...nowUnplaced].every((id) => unplaced.has(id));
    unplaced = nowUnplaced;
    if (!isUnchanged) onUnplacedChange();
    onFrame();
    if (now < movesUntil) schedule();
  };

  const choose = ({ anchor, element, followed }: MarkedPost & { followed: Element | null }, maxTexts: number) =>
    chooseAnchor({ title: anchor, element, current: followed, isInView: (part) => inView.get(part), maxTexts });
  const isAtAnchorInView = ({ anchor, followed }: FollowedPost): boolean =>
    followed === anchor && inView.get(anchor) === true;
  const unwatch = ({ anchor, element, followed }: FollowedPost): void => {
    observer.unobserve(anchor);
    if (followed !== null) observer.unobserve(followed);
    resizeObserver.unobserve(element);
  };
  const follow = (item: FollowedPost, element: Element | null): void => {
    if (item.followed !== null && item.followed !== item.anchor) observer.unobserve(item.followed);
    Object.assign(item, { followed: element, offset: null });
    if (element !== null) observer.observe(element);
  };

  const onScroll = ({ isTrusted }: Event): void => {
    if (isTrusted) schedule();
  };
  const onResize = ({ isTrusted }: Event): void => {
    if (isTrusted) refresh();
  };
  const onMove = ({ isTrusted }: Event): void => {
    if (!isTrusted || items.size === 0) return;
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
      const ids = new Set(wanted.map(({ id }) => id));
      for (const [id, item] of items) {
        if (ids.has(id)) continue;
        items.delete(id);
        unwatch(item);
      }
      for (const post of wanted) {
        const known = items.get(post.id);
        if (known !== undefined && known.anchor === post.anchor && known.marker === post.marker) continue;
        if (known !== undefined) unwatch(known);
        const followed = choose({ ...post, followed: null }, MIN_TEXTS_PER_POST);
        items.set(post.id, { ...post, followed, proposed: followed, offset: null, drawnAt: null });
        observer.observe(post.anchor);
        if (followed !== null) observer.observe(followed);
        resizeObserver.observe(post.element);
      }
      refresh();
    },
    remeasure: refresh,
    recheck() {
      const doubtful = [...items.values()].filter((item) => !isAtAnchorInView(item));
      const maxTexts = Math.max(MIN_TEXTS_PER_POST, Math.floor(MAX_TEXTS / doubtful.length));
      for (const item of doubtful) {
        const choice = choose(item, maxTexts);
        if (choice !== item.followed && choice === item.proposed) follow(item, choice);
        item.proposed = choice;
      }
      schedule();
    },
    unplaced: () => unplaced,
    stop() {
      observer.disconnect();
      resizeObserver.disconnect();
      window.cancelAnimationFrame(frame);
      unlisten();
    },
  };
}

/** Whether a marker is at another place of the document than in the frame before. */
function isApart(a: FollowedPost['drawnAt'], b: FollowedPost['drawnAt']): boolean {
  return a !== null && b !== null && (Math.abs(a.x - b.x) >= 1 || Math.abs(a.y - b.y) >= 1);
}
