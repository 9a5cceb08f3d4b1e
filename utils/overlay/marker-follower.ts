/**
 * Keeps each marker beside its post. The host scrolls with the document, so this handles posts in scrolling panes, sticky
 * parts and size changes. It works once per animation frame after a scroll or a change, for the posts in view only.
 */
import * as dom from '../dom/form-safe-dom.ts';
import { containsAcrossShadow } from '../dom/shadow-roots.ts';
import { addPersistentListeners } from '../dom/persistent-listeners.ts';
import { controlBoxesIn, textBoxesIn } from './obstacle-boxes.ts';
import { placeMarker } from './place-marker.ts';

export interface MarkedPost {
  id: string;
  /** The element beside which the marker is drawn. */
  anchor: Element;
  /** The element of the post. */
  element: Element;
  marker: HTMLElement;
}

export interface MarkerFollower {
  setPosts(items: readonly MarkedPost[]): void;
  /** Measures all offsets again, after the page or the markers changed. */
  remeasure(): void;
  /** Moves the markers to the current position of their posts. */
  reposition(): void;
  /** Ids of posts in view that the page covers; their markers are hidden. */
  covered(): ReadonlySet<string>;
  stop(): void;
}

interface FollowedPost extends MarkedPost {
  inView: boolean;
  /** From the upper left corner of the anchor to that of the marker, CSS pixels; null until measured. */
  offset: { x: number; y: number } | null;
}

/** @param host our host, which may lie over a post  @param onCoveredChange when `covered` changed  @param onFrame after each frame */
export function createMarkerFollower(
  document: Document,
  host: Element,
  onCoveredChange: () => void,
  onFrame: () => void,
): MarkerFollower {
  const window = document.defaultView as Window;
  const items = new Map<string, FollowedPost>();
  const byAnchor = new WeakMap<Element, FollowedPost>();
  let covered = new Set<string>();
  let frame = 0;

  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const item = byAnchor.get(entry.target);
      if (item !== undefined) item.inView = entry.isIntersecting;
    }
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
  const isCovered = (item: FollowedPost, box: DOMRect): boolean => {
    const x = Math.min(Math.max(box.x + Math.min(box.width / 2, 40), 0), window.innerWidth - 1);
    const y = box.y + Math.min(box.height / 2, 12);
    if (y < 0 || y >= window.innerHeight) return false;
    const hit = document.elementFromPoint(x, y);
    const parts = [item.element, item.anchor];
    return !(
      hit === null ||
      hit === host ||
      containsAcrossShadow(hit, item.anchor) ||
      parts.some((part) => dom.contains(part, hit))
    );
  };
  const measure = (item: FollowedPost, box: DOMRect): { x: number; y: number } => {
    const place = placeMarker({
      title: textBoxesIn(item.anchor),
      card: dom.getBoundingClientRect(item.element),
      obstacles: [...textBoxesIn(item.element), ...controlBoxesIn(item.element, item.anchor)],
      marker: { width: item.marker.offsetWidth, height: item.marker.offsetHeight },
      windowWidth: document.documentElement.clientWidth,
      rtl: window.getComputedStyle(item.anchor).direction === 'rtl',
    });
    return { x: place.x - box.x, y: place.y - box.y };
  };
  const draw = (): void => {
    frame = 0;
    const nowCovered = new Set<string>();
    const { scrollX, scrollY } = window;
    // All reads come before all writes, so that the browser computes layout once.
    const moves = [...items.values()].map((item) => {
      if (!item.inView) return { item, place: null };
      const box = dom.getBoundingClientRect(item.anchor);
      if (isCovered(item, box)) {
        nowCovered.add(item.id);
        return { item, place: null };
      }
      item.offset ??= measure(item, box);
      return { item, place: { x: box.x + item.offset.x + scrollX, y: box.y + item.offset.y + scrollY } };
    });
    for (const { item, place } of moves) {
      item.marker.style.visibility = place === null ? 'hidden' : 'visible';
      if (place !== null) item.marker.style.translate = `${Math.round(place.x)}px ${Math.round(place.y)}px`;
    }
    const isUnchanged = nowCovered.size === covered.size && [...nowCovered].every((id) => covered.has(id));
    covered = nowCovered;
    if (!isUnchanged) onCoveredChange();
    onFrame();
  };

  const onScroll = ({ isTrusted }: Event): void => {
    if (isTrusted) schedule();
  };
  const onResize = ({ isTrusted }: Event): void => {
    if (isTrusted) refresh();
  };
  const unlisten = addPersistentListeners(document, () => {
    document.addEventListener('scroll', onScroll, { capture: true, passive: true });
    window.addEventListener('resize', onResize, { passive: true });
  });

  return {
    setPosts(wanted) {
      const ids = new Set(wanted.map(({ id }) => id));
      for (const [id, item] of items) {
        if (ids.has(id)) continue;
        items.delete(id);
        observer.unobserve(item.anchor);
        resizeObserver.unobserve(item.element);
      }
      for (const post of wanted) {
        const known = items.get(post.id);
        if (known !== undefined && known.anchor === post.anchor && known.marker === post.marker) continue;
        if (known !== undefined) {
          observer.unobserve(known.anchor);
          resizeObserver.unobserve(known.element);
        }
        const item: FollowedPost = { ...post, inView: false, offset: null };
        items.set(post.id, item);
        byAnchor.set(post.anchor, item);
        observer.observe(post.anchor);
        resizeObserver.observe(post.element);
      }
      refresh();
    },
    remeasure: refresh,
    reposition: schedule,
    covered: () => covered,
    stop() {
      observer.disconnect();
      resizeObserver.disconnect();
      window.cancelAnimationFrame(frame);
      unlisten();
      document.removeEventListener('scroll', onScroll, { capture: true });
      window.removeEventListener('resize', onResize);
    },
  };
}
