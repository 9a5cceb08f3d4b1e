/**
 * Finds quoted words in the page. The judged text has normalised white space and line breaks between blocks, so both
 * sides are compared without white space.
 */
import * as dom from '../dom/form-safe-dom.ts';
const UNREAD_TAGS = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TEXTAREA']);
/** UTF-16 units of a post that are searched. */
const MAX_UNITS = 400_000;

/** The first range with the words; null when the page no longer has them. */
export function findQuote(element: Element, quote: string): Range | null {
  const compactQuote = quote.replaceAll(/\s+/gu, '');
  if (compactQuote === '') return null;
  const document = dom.ownerDocument(element);
  const walker = document.createTreeWalker(element, 4 /* text nodes */, (node) =>
    UNREAD_TAGS.has(tagOfParent(node)) ? 2 : 1,
  );
  const nodes: Text[] = [];
  /** For each kept character, its node and its offset there. */
  const places: { node: number; offset: number }[] = [];
  let text = '';
  while (walker.nextNode() !== null && text.length < MAX_UNITS) {
    const node = walker.currentNode as Text;
    nodes.push(node);
    for (let offset = 0; offset < node.data.length; offset++) {
      const character = node.data[offset] as string;
      if (/\s/u.test(character)) continue;
      text += character;
      places.push({ node: nodes.length - 1, offset });
    }
  }
  const at = text.indexOf(compactQuote);
  const first = places[at];
  const last = places[at + compactQuote.length - 1];
  if (at < 0 || first === undefined || last === undefined) return null;
  const range = document.createRange();
  range.setStart(nodes[first.node] as Text, first.offset);
  range.setEnd(nodes[last.node] as Text, last.offset + 1);
  return range;
}

function tagOfParent(node: Node): string {
  const parent = dom.parentElement(node);
  return parent === null ? '' : dom.tagName(parent);
}
