/** Finds what of the top layer shows an element. While a modal dialog is open, everything outside of it takes no clicks. */
import * as dom from '../dom/form-safe-dom.ts';
import { parentAcrossShadow } from '../dom/shadow-roots.ts';

/** The first element around one of these that passes the test. An element around several of them is tested once. */
export function findAround(elements: Iterable<Element>, test: (element: Element) => boolean): Element | null {
  const passed = new Set<Element>();
  for (const element of elements) {
    let node: Element | null = element;
    while (node !== null && !passed.has(node)) {
      passed.add(node);
      if (test(node)) return node;
      // A dialog of a web component shows what the page puts into its slot.
      node = dom.assignedSlot(node) ?? parentAcrossShadow(node);
    }
  }
  return null;
}

/**
 * An open modal dialog: that of the focus, or around one of these elements. The browser keeps the focus in the one in
 * front.
 */
export function modalIn(document: Document, elements: readonly Element[]): Element | null {
  let focused = document.activeElement;
  for (let inner = focused; inner !== null; inner = dom.shadowRoot(inner)?.activeElement ?? null) focused = inner;
  return (
    findAround(focused === null ? elements : [focused, ...elements], isOpenModal) ??
    [...document.querySelectorAll('dialog')].findLast(isOpenModal) ??
    null
  );
}

export function isOpenModal(element: Element): boolean {
  return dom.localName(element) === 'dialog' && dom.isConnected(element) && dom.matches(element, ':modal');
}

export function isOpenPopover(element: Element): boolean {
  return dom.hasAttribute(element, 'popover') && dom.matches(element, ':popover-open');
}
