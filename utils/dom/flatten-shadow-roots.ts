/**
 * Copies a page with the content of shadow roots in place of their hosts: the general finder reads one tree. The copy
 * is never shown and runs no script. What is drawn is told from the nodes of the page, see `original-of.ts`.
 */
import { contentRoots } from './content-roots.ts';
import * as dom from './form-safe-dom.ts';
import { readTextFrom } from './read-text.ts';
import { parentAcrossShadow, shadowRootOf } from './shadow-roots.ts';
import { noteCopy, originalOf } from './original-of.ts';

export interface FlatDocument {
  document: Document;
  /** The page's element that was copied; null for elements that the copy added. */
  originalOf(copy: Element): Element | null;
}

const MAX_NODES = 30_000;
/** Lines of the words behind them that are elements of their own. */
const MAX_LINES = 2000;
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
  /** Nodes that are still to be copied, of the elements around the one that is copied. */
  const open: { nodes: Iterator<Node>; to: Node }[] = [];
  const enter = (original: Element, to: Node): void => {
    const root = shadowRootOf(original);
    // In SVG and other name spaces an element of this name is no slot.
    const slot = dom.localName(original) === 'slot' ? (original as Partial<HTMLSlotElement>) : {};
    const slotted = slot.assignedNodes?.() ?? [];
    const nodes: Iterable<Node> =
      root !== null ? root.childNodes : slotted.length > 0 ? slotted : dom.childNodes(original);
    open.push({ nodes: nodes[Symbol.iterator](), to });
  };
  for (const root of contentRoots(document).toReversed()) {
    const copy = root === document.body ? flat.body : flat.body.appendChild(flat.importNode(root, false));
    note(copy, root);
    enter(root, copy);
  }
  let copied = 0;
  for (let around = open.at(-1); around !== undefined && copied < MAX_NODES; around = open.at(-1)) {
    const { value: node, done } = around.nodes.next() as IteratorResult<Node, undefined>;
    if (done === true) {
      open.pop();
      continue;
    }
    copied++;
    const copy = flat.importNode(node, false);
    Node.prototype.appendChild.call(around.to, copy);
    note(copy, node);
    if (dom.nodeType(node) === 1) enter(node as Element, copy);
  }
  // Copying takes ten times as long as reading: of what comes after so many nodes only the words are copied.
  for (const { nodes, to } of open.toReversed()) {
    const { value: first, done } = nodes.next() as IteratorResult<Node, undefined>;
    const parent = done === true ? null : parentAcrossShadow(first);
    if (done === true || parent === null) continue;
    for (const line of linesOf(readTextFrom(first, parent))) {
      const paragraph = flat.createElement('p');
      const text = flat.createTextNode(line);
      paragraph.append(text);
      note(paragraph, parent);
      note(text, first);
      Node.prototype.appendChild.call(to, paragraph);
    }
  }
  return {
    document: flat,
    originalOf(copy) {
      return copies.has(copy) ? originalOf(copy) : null;
    },
  };
}

function linesOf(text: string): string[] {
  const lines = text.split('\n').filter((line) => line !== '');
  const rest = lines.splice(MAX_LINES).join(' ');
  return rest === '' ? lines : [...lines, rest];
}
