/** The first elements that a page added. */
import * as dom from '../dom/form-safe-dom.ts';

/** More are not looked at: the tests run while the page changes. */
const MAX_ELEMENTS = 5;

export function firstAdded(records: readonly MutationRecord[]): Element[] {
  const elements: Element[] = [];
  for (const { addedNodes } of records) {
    for (let at = 0; at < addedNodes.length; at++) {
      if (elements.length >= MAX_ELEMENTS) return elements;
      const node = addedNodes[at]!;
      if (dom.nodeType(node) === 1) elements.push(node as Element);
    }
  }
  return elements;
}
