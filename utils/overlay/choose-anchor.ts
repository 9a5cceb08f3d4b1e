/**
 * Chooses where a marker is drawn: at its post's title, at the post, or at words shown elsewhere. A page may give a
 * post no box (`display: contents`), or move its title or the post out of sight.
 */
import * as dom from '../dom/form-safe-dom.ts';
import type { Rectangle } from '../dom/rectangle.ts';
import { windowSize } from '../dom/window-size.ts';
import { boxOf, canScrollTo, isInWindow } from './can-scroll-to.ts';

/** A title further from its post is not where the reader sees it, CSS pixels. */
const MAX_TITLE_DISTANCE_PX = 300;

export interface AnchorSearch {
  /** The title, or the post where no title is known. */
  title: Element;
  element: Element;
  /** The anchor so far. */
  current: Element | null;
  /** Whether the browser reports an element as in view; undefined where it was not asked. */
  isInView(element: Element): boolean | undefined;
  /** Texts of the post that may be measured. */
  maxTexts: number;
}

/**
 * The element beside which the marker is drawn. Null where the page draws the post, but no part of it can be seen or scrolled
 * to. A post that is not drawn at all, for example in a closed tab, keeps its title.
 */
export function chooseAnchor({ title, element, current, isInView, maxTexts }: AnchorSearch): Element | null {
  if (!isDrawn(element)) return title;
  const document = dom.ownerDocument(element);
  const reachableBox = (candidate: Element): Rectangle | null => {
    const box = boxOf(candidate);
    return box !== null && canScrollTo(candidate, box, isInView(candidate) === false) ? box : null;
  };
  const titleBox = reachableBox(title);
  const postBox = title === element ? titleBox : reachableBox(element);
  const hasTitle = titleBox !== null && (postBox === null || isNear(titleBox, postBox));
  const post = hasTitle ? title : postBox === null ? null : element;
  if (hasTitle && isInWindow(titleBox, document)) return title;
  if (postBox !== null && isInWindow(postBox, document)) return post;
  // Nothing of the post should be in the window. Where words of it are, the marker belongs there.
  if (current !== null && current !== title && current !== element && isInView(current) === true) return current;
  let reachable: Element | null = null;
  for (const part of partsWithWords(element, maxTexts)) {
    const box = reachableBox(part);
    if (box === null || box.width < 1 || box.height < 1) continue;
    if (isInWindow(box, document) && isShown(part, box)) return part;
    reachable ??= part;
  }
  return post ?? reachable;
}

/** Without a box, only `display: contents` draws what is inside. */
function isDrawn(element: Element): boolean {
  return boxOf(element) !== null || getComputedStyle(element).display === 'contents';
}

function* partsWithWords(element: Element, maxTexts: number): Generator<Element> {
  const walker = dom.ownerDocument(element).createTreeWalker(element, 4 /* text nodes */);
  const seen = new Set<Element>([element]);
  for (let count = 0; count < maxTexts && walker.nextNode() !== null; count++) {
    const text = walker.currentNode as Text;
    const part = dom.parentElement(text);
    if (part === null || seen.has(part) || text.data.trim() === '') continue;
    seen.add(part);
    yield part;
  }
}

/** Whether a person can see the element in the middle of its part in the window. */
function isShown(element: Element, { x, y, width, height }: Rectangle): boolean {
  const view = windowSize(dom.ownerDocument(element));
  const hit = (dom.getRootNode(element) as Document | ShadowRoot).elementFromPoint(
    (Math.max(x, 0) + Math.min(x + width, view.width)) / 2,
    (Math.max(y, 0) + Math.min(y + height, view.height)) / 2,
  );
  return hit !== null && dom.contains(element, hit);
}

function isNear(a: Rectangle, b: Rectangle): boolean {
  const gap = Math.max(a.x - b.x - b.width, b.x - a.x - a.width, a.y - b.y - b.height, b.y - a.y - a.height);
  return gap <= MAX_TITLE_DISTANCE_PX;
}
