/**
 * Copies a page with the content of shadow roots in place of their hosts: the general finder reads one tree. The copy
 * is never shown and runs no script. `originalOf` maps its elements to those of the page.
 */
import * as dom from './form-safe-dom.ts';
import { shadowRootOf } from './shadow-roots.ts';

export interface FlatDocument {
  document: Document;
  /** The page's element that was copied; null for elements that the copy added. */
  originalOf(copy: Element): Element | null;
}

const MAX_NODES = 30_000;
const COPIED_HEAD_SELECTOR = 'title, meta, script[type="application/ld+json" i]';

export function flattenShadowRoots(document: Document): FlatDocument {
  const flat = document.implementation.createHTMLDocument('');
  const originals = new WeakMap<Node, Element>();
  for (const element of document.head?.querySelectorAll(COPIED_HEAD_SELECTOR) ?? []) {
    flat.head.append(flat.importNode(element, true));
  }
  const pending: { from: Iterable<Node>; to: Node }[] = [];
  const enter = (original: Element, to: Node): void => {
    const root = shadowRootOf(original);
    const slotted = dom.localName(original) === 'slot' ? (original as HTMLSlotElement).assignedNodes() : [];
    pending.push({
      from: root !== null ? root.childNodes : slotted.length > 0 ? slotted : dom.childNodes(original),
      to,
    });
  };
  if (document.body !== null) {
    originals.set(flat.body, document.body);
    enter(document.body, flat.body);
  }
  let copied = 0;
  for (let step = pending.pop(); step !== undefined && copied < MAX_NODES; step = pending.pop()) {
    for (const node of step.from) {
      if (++copied > MAX_NODES) break;
      const copy = flat.importNode(node, false);
      Node.prototype.appendChild.call(step.to, copy);
      if (dom.nodeType(node) !== 1) continue;
      originals.set(copy, node as Element);
      enter(node as Element, copy);
    }
  }
  return {
    document: flat,
    originalOf(copy) {
      return originals.get(copy) ?? null;
    },
  };
}
