/**
 * The element that holds the overlay: a closed shadow root in a manual popover under `<html>`.
 *
 * A popover is in the top layer, above everything that the page draws by z-index. One `:host` rule with `!important` holds
 * all layout. In a shadow tree it beats the page's `!important` rules, inline styles and animations. The host has no size and
 * lets clicks through. It is placed at the document's origin, so its content scrolls with the page without script.
 *
 * While a modal dialog is open the host is in that dialog: everything outside of it takes no clicks. The same goes for an element
 * that fills the screen.
 *
 * WXT's `createShadowRootUi` is not used: any page can forge the event that removes it.
 */
import { HTML_NAMESPACE } from '../dom/html-namespace.ts';
import { containsAcrossShadow } from '../dom/shadow-roots.ts';
import { markHost } from './dead-hosts.ts';
import { findAround, isOpenModal, isOpenPopover, modalIn } from './find-around.ts';
import { fullscreenHolder, isMediaInFront } from './fullscreen.ts';

const HOST_STYLES = `:host {
  all: initial !important; display: block !important; position: absolute !important; inset: 0 auto auto 0 !important;
  inline-size: 0 !important; block-size: 0 !important; margin: 0 !important; padding: 0 !important; border: 0 !important;
  overflow: visible !important; background: none !important; pointer-events: none !important; opacity: 1 !important;
  visibility: visible !important; z-index: 2147483647 !important; transition: none !important; animation: none !important;
  color-scheme: light dark !important; direction: ltr !important;
}`;

export interface OverlayHost {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  /** Whether the host is in the document, in the top layer, and receives clicks. */
  isShown(): boolean;
  /** Whether the page may draw something above a part of it, for browsers that do not tell what is covered. */
  isCovered(part: Element): boolean;
  /**
   * Moves the host into an open modal dialog, most likely the one in front, and out of a closed one. And above a
   * popover around these elements.
   *
   * @returns whether it was moved
   */
  follow(elements: readonly Element[]): boolean;
  /** Like `show`, but leaves modal dialogs uncovered that the host is not in, and media that fill the screen. */
  restore(): void;
  /**
   * Inserts the host again, above every other element of the top layer. Where the page keeps it from opening, it stays
   * closed. Its content must be drawn even so, for the next attempt.
   */
  show(): void;
  /**
   * Undoes the zoom of the page's root, which may have changed. Places in the page are measured in pixels of the
   * window.
   */
  undoZoom(): void;
  remove(): void;
}

/** What the page can draw above all else. */
const TOP_LAYER = ':popover-open, :modal, :fullscreen';
/** Milliseconds after which the host may be moved above a popover again: a page may open it again and again. */
const MIN_STAY_MS = 500;
/** Pages close a dialog at such an event outside of it, or take the focus back. */
const EVENTS_OF_USE = 'pointerdown pointerup mousedown mouseup touchstart touchend click focusin focusout'.split(' ');

/**
 * @param css style sheet of the content, as text: constructable sheets throw in older Firefox
 * @param owner names the extension: see `dead-hosts.ts`
 */
export function createOverlayHost(document: Document, css: string, owner: string): OverlayHost {
  const element = document.createElementNS(HTML_NAMESPACE, 'div');
  const root = element.attachShadow({ mode: 'closed' });
  const style = document.createElementNS(HTML_NAMESPACE, 'style');
  style.textContent = HOST_STYLES + css;
  markHost(style, owner);
  const zoomStyle = document.createElementNS(HTML_NAMESPACE, 'style');
  root.append(style, zoomStyle);
  for (const type of EVENTS_OF_USE)
    element.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
  let undoneZoom = 1;
  /** The modal dialog, or what fills the screen. */
  let frontElement: Element | null = null;
  let posts: readonly Element[] = [];
  let shownAt = 0;
  /** Modal dialogs that the page does not draw. */
  const undrawn = new WeakSet<Element>();
  /** What was in the top layer when the host was shown, and has not been opened since. */
  const below = new Set<Element>();
  const onToggle = ({ target }: Event): void => void below.delete(target as Element);

  const isInFront = (other: Element): boolean => isOpenModal(other) || other === fullscreenHolder(document);
  /** The element that the host must be in; null where the page has no root. */
  const parentOfHost = (): Element | null =>
    frontElement !== null && isInFront(frontElement) && !undrawn.has(frontElement)
      ? frontElement
      : document.documentElement;
  /** Whether a modal dialog takes the clicks on the host. */
  const takesClicks = (other: Element): boolean => isOpenModal(other) && !containsAcrossShadow(other, element);
  /** Whether a popover around one of these elements was opened since the host was shown. */
  const isUnder = (elements: readonly Element[]): boolean =>
    findAround(elements, (other) => isOpenPopover(other) && !below.has(other)) !== null;
  const isAtMiddleOf = ({ x, y, width, height }: DOMRect): boolean => {
    const scope = element.getRootNode() as Document | ShadowRoot;
    const hit = scope.elementFromPoint(x + width / 2, y + height / 2);
    return hit === null || hit === element;
  };

  const isShown = (): boolean =>
    element.isConnected && element.parentNode === parentOfHost() && element.matches(':popover-open') && !element.inert;

  const undoZoom = (): void => {
    // Absent in older browsers, and where the page has no root.
    const zoom = parentOfHost()?.currentCSSZoom ?? 1;
    if (zoom === undoneZoom || !(zoom > 0)) return;
    undoneZoom = zoom;
    zoomStyle.textContent = `:host { zoom: ${1 / zoom} !important; }`;
  };

  const show = (): void => {
    undoZoom();
    // Remove what the page set on it: style, hidden, inert, classes.
    for (const { name } of Array.from(element.attributes)) element.removeAttribute(name);
    element.popover = 'manual';
    document.addEventListener('beforetoggle', onToggle, true);
    try {
      const parent = parentOfHost()!;
      if (element.parentNode !== parent) parent.append(element);
      if (element.matches(':popover-open')) element.hidePopover();
      element.showPopover();
      shownAt = performance.now();
      below.clear();
      for (const other of document.querySelectorAll(TOP_LAYER)) below.add(other);
    } catch {
      // The page has no root, or removed the host while it was opening (`beforetoggle`).
    }
  };

  return {
    element,
    root,
    isShown,
    undoZoom,
    show,
    isCovered(part) {
      const others = [...document.querySelectorAll(TOP_LAYER)].filter((other) => other !== element);
      return (
        others.some((other) => !below.has(other) || takesClicks(other)) ||
        (others.length > 0 && !isAtMiddleOf(part.getBoundingClientRect()))
      );
    },
    follow(elements) {
      if (!element.isConnected) return false;
      posts = elements;
      frontElement =
        modalIn(document, elements) ?? (isMediaInFront(document, elements) ? null : fullscreenHolder(document));
      const isMoved =
        element.parentNode !== parentOfHost() || (performance.now() - shownAt > MIN_STAY_MS && isUnder(elements));
      if (isMoved) show();
      if (frontElement === null || element.parentNode !== frontElement || element.checkVisibility()) return isMoved;
      undrawn.add(frontElement);
      show();
      return true;
    },
    restore() {
      // Under a modal dialog the overlay takes no clicks, so it must not cover the dialog.
      if (isShown() && [...document.querySelectorAll('dialog')].some(takesClicks)) return;
      if (isShown() && isMediaInFront(document, posts)) return;
      show();
    },
    remove() {
      document.removeEventListener('beforetoggle', onToggle, true);
      element.remove();
    },
  };
}
