/**
 * Keeps each marker by its post. The host scrolls with the document by itself; what is left is posts in panes that
 * scroll on their own, sticky parts, and changes of size. Nothing runs while nothing moves: one animation frame after a
 * scroll or a change, over the posts in view only.
 */
import { keepListening } from './keep-listening.ts';
import { controlsIn, wordsIn } from './obstacles.ts';
import { placeMarker } from './place-marker.ts';

export interface Followed {
  id: string;
  /** Beside which the marker is drawn. */
  anchor: Element;
  /** The post. */
  element: Element;
  marker: HTMLElement;
}

export interface Follower {
  set(items: readonly Followed[]): void;
  /** Measures again: the page or the markers changed. */
  refresh(): void;
  /** Puts the markers by their posts again, wherever those have gone. */
  move(): void;
  /** Ids of posts in view whose marker stays away because the page lies over the post. */
  covered(): ReadonlySet<string>;
  stop(): void;
}

interface Item extends Followed {
  inView: boolean;
  /** From the anchor's corner to the marker's; null until it was measured. */
  offset: { x: number; y: number } | null;
}

/** @param ours our host, which may lie over a post  @param changed when `covered` changed  @param moved after each frame */
export function createFollower(document: Document, ours: Element, changed: () => void, moved: () => void): Follower {
  const window = document.defaultView as Window;
  const items = new Map<string, Item>();
  const byAnchor = new WeakMap<Element, Item>();
  let covered = new Set<string>();
  let frame = 0;

  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const item = byAnchor.get(entry.target);
      if (item !== undefined) item.inView = entry.isIntersecting;
    }
    schedule();
  });
  const sizes = new ResizeObserver(() => refresh());

  const schedule = (): void => {
    if (frame === 0) frame = window.requestAnimationFrame(draw);
  };
  const refresh = (): void => {
    for (const item of items.values()) item.offset = null;
    schedule();
  };

  /** Something of the page lies over the title: a sticky bar, a dialog, or a page that hides it. */
  const isCovered = (item: Item, box: DOMRect): boolean => {
    const x = Math.min(Math.max(box.x + Math.min(box.width / 2, 40), 0), window.innerWidth - 1);
    const y = box.y + Math.min(box.height / 2, 12);
    if (y < 0 || y >= window.innerHeight) return false;
    const hit = document.elementFromPoint(x, y);
    const parts = [item.element, item.anchor];
    return !(hit === null || hit === ours || hit.contains(item.anchor) || parts.some((part) => part.contains(hit)));
  };
  const measure = (item: Item, box: DOMRect): { x: number; y: number } => {
    const place = placeMarker({
      title: wordsIn(item.anchor),
      card: item.element.getBoundingClientRect(),
      obstacles: [...wordsIn(item.element), ...controlsIn(item.element, item.anchor)],
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
    // Read everything, then write: one layout for all.
    const moves = [...items.values()].map((item) => {
      if (!item.inView) return { item, place: null };
      const box = item.anchor.getBoundingClientRect();
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
    const same = nowCovered.size === covered.size && [...nowCovered].every((id) => covered.has(id));
    covered = nowCovered;
    if (!same) changed();
    moved();
  };

  const onScroll = ({ isTrusted }: Event): void => {
    if (isTrusted) schedule();
  };
  const onResize = ({ isTrusted }: Event): void => {
    if (isTrusted) refresh();
  };
  const unlisten = keepListening(document, () => {
    document.addEventListener('scroll', onScroll, { capture: true, passive: true });
    window.addEventListener('resize', onResize, { passive: true });
  });

  return {
    set(wanted) {
      const ids = new Set(wanted.map(({ id }) => id));
      for (const [id, item] of items) {
        if (ids.has(id)) continue;
        items.delete(id);
        observer.unobserve(item.anchor);
        sizes.unobserve(item.element);
      }
      for (const one of wanted) {
        const known = items.get(one.id);
        if (known !== undefined && known.anchor === one.anchor && known.marker === one.marker) continue;
        if (known !== undefined) {
          observer.unobserve(known.anchor);
          sizes.unobserve(known.element);
        }
        const item: Item = { ...one, inView: false, offset: null };
        items.set(one.id, item);
        byAnchor.set(one.anchor, item);
        observer.observe(one.anchor);
        sizes.observe(one.element);
      }
      refresh();
    },
    refresh,
    move: schedule,
    covered: () => covered,
    stop() {
      observer.disconnect();
      sizes.disconnect();
      window.cancelAnimationFrame(frame);
      unlisten();
      document.removeEventListener('scroll', onScroll, { capture: true });
      window.removeEventListener('resize', onResize);
    },
  };
}
