/**
 * The element that holds what we draw in a page: a closed shadow root in a manual popover under `<html>`.
 *
 * As a popover it lies in the top layer, above whatever the page draws by z-index. All layout stands in one `:host` rule
 * with `!important`, which beats the page's own `!important`, inline styles and animations. It has no size and lets
 * clicks through; only what is drawn in it takes them. It lies at the document's origin, so that what is placed by
 * document coordinates scrolls with the page without any script.
 *
 * Not WXT's `createShadowRootUi`: that one is taken away by an event which any page can forge.
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
  /** In the document, in the top layer, and able to take clicks. */
  isShown(): boolean;
  /** Puts it (back) there, above every other element of the top layer. */
  show(): void;
  remove(): void;
}

/** @param css style sheet of the content, as text: constructable sheets throw in older Firefox */
export function createOverlayHost(document: Document, css: string): OverlayHost {
  const element = document.createElement('div');
  const root = element.attachShadow({ mode: 'closed' });
  const style = document.createElement('style');
  style.textContent = HOST_STYLES + css;
  root.append(style);

  const isShown = (): boolean =>
    element.isConnected &&
    element.parentNode === document.documentElement &&
    element.matches(':popover-open') &&
    !element.inert;

  return {
    element,
    root,
    isShown,
    show() {
      // Whatever the page wrote on it goes: style, hidden, inert, a class that its own rules know.
      for (const { name } of Array.from(element.attributes)) element.removeAttribute(name);
      element.popover = 'manual';
      if (element.parentNode !== document.documentElement) document.documentElement.append(element);
      if (element.matches(':popover-open')) element.hidePopover();
      element.showPopover();
    },
    remove: () => element.remove(),
  };
}
