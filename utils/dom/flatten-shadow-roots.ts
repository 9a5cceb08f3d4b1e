/**
 * Copies a page with the content of shadow roots in place of their hosts: the general finder reads one tree. The copy
 * is never shown and runs no script. What is drawn is told from the nodes of the page, see `original-of.ts`.
 */
import * as dom from './form-safe-dom.ts';
import { shadowRootOf } from './shadow-roots.ts';
import { noteCopy, originalOf } from './original-of.ts';

export interface FlatDocument {
  document: Document;
  /** The page's element that was copied; null for elements that the copy added. */
  originalOf(copy: Element): Element | null;
}

const MAX_NODES = 30_000;
const COPIED_HEAD_SELECTOR = 'title, meta, script[type="application/ld+json" i]';

export function flattenShadowRoots(document: Document): FlatDocument {
  const flat = document.implementation.createHTMLDocument('');
  const copies = new WeakSet<Node>();
  const note = (copy: Node, original: Node): void => {
    copies.add(copy);
    noteCopy(copy, original);
  };
  for (const element of document.head?.querySelectorAll(COPIED_HEAD_SELECTOR) ?? []) {
    flat.head.append(flat.importNode(element, true));
  }
  const pending: { from: Iterable<Node>; to: Node }[] = [];
  const enter = (original: Element, to: Node): void => {
    const root = shadowRootOf(original);
    // In SVG and other name spaces an element of this name is no slot.
    const slot = dom.localName(original) === 'slot' ? (original as Partial<HTMLSlotElement>) : {};
    const slotted = slot.assignedNodes?.() ?? [];
    pending.push({
      from: root !== null ? root.childNodes : slotted.length > 0 ? slotted : dom.childNodes(original),
      to,
    });
  };
  if (document.body !== null) {
    note(flat.body, document.body);
    enter(document.body, flat.body);
  }
  let copied = 0;
  for (let step = pending.pop(); step !== undefined && copied < MAX_NODES; step = pending.pop()) {
    for (const node of step.from) {
      if (++copied > MAX_NODES) break;
      const copy = flat.importNode(node, false);
      Node.prototype.appendChild.call(step.to, copy);
      note(copy, node);
      if (dom.nodeType(node) !== 1) continue;
      enter(node as Element, copy);
    }
  }
  return {
    document: flat,
    originalOf(copy) {
      return copies.has(copy) ? originalOf(copy) : null;
    },
  };
}
