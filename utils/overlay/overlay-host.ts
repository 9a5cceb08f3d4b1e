/**
 * The element that holds the overlay: a closed shadow root in a manual popover under `<html>`.
 *
 * A popover is in the top layer, above everything that the page draws by z-index. One `:host` rule with `!important` holds
 * all layout. In a shadow tree it beats the page's `!important` rules, inline styles and animations. The host has no size and
 * lets clicks through. It is placed at the document's origin, so its content scrolls with the page without script.
 *
 * WXT's `createShadowRootUi` is not used: any page can forge the event that removes it.
 */
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
  /**
   * Inserts the host again, above every other element of the top layer. Where the page keeps it from opening, it stays
   * closed: its content must be drawn even so, for the next attempt.
   */
  show(): void;
  /** Undoes the zoom of the page's root, which may have changed: places in the page are measured in pixels of the window. */
  undoZoom(): void;
  remove(): void;
}

/** In a document of XML, `createElement` makes elements that the browser does not draw. */
const HTML = 'http://www.w3.org/1999/xhtml';

/** @param css style sheet of the content, as text: constructable sheets throw in older Firefox */
export function createOverlayHost(document: Document, css: string): OverlayHost {
  const element = document.createElementNS(HTML, 'div');
  const root = element.attachShadow({ mode: 'closed' });
  const style = document.createElementNS(HTML, 'style');
  style.textContent = HOST_STYLES + css;
  const zoomStyle = document.createElementNS(HTML, 'style');
  root.append(style, zoomStyle);
  let undoneZoom = 1;

  const isShown = (): boolean =>
    element.isConnected &&
    element.parentNode === document.documentElement &&
    element.matches(':popover-open') &&
    !element.inert;

  const undoZoom = (): void => {
    // Absent in older browsers, and where the page has no root.
    const root = document.documentElement as (HTMLElement & { currentCSSZoom?: number }) | null;
    const zoom = root?.currentCSSZoom ?? 1;
    if (zoom === undoneZoom || !(zoom > 0)) return;
    undoneZoom = zoom;
    zoomStyle.textContent = `:host { zoom: ${1 / zoom} !important; }`;
  };

  return {
    element,
    root,
    isShown,
    undoZoom,
    show() {
      undoZoom();
      // Remove what the page set on it: style, hidden, inert, classes.
      for (const { name } of Array.from(element.attributes)) element.removeAttribute(name);
      element.popover = 'manual';
      try {
        if (element.parentNode !== document.documentElement) document.documentElement.append(element);
        if (element.matches(':popover-open')) element.hidePopover();
        element.showPopover();
      } catch {
        // The page has no root, or removed the host while it was opening (`beforetoggle`).
      }
    },
    remove: () => element.remove(),
  };
}
