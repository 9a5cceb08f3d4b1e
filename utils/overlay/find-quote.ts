/**
 * Finds a post's own words again in the page. The text that was judged is the page's with its white space tidied and
 * lines set between blocks, so both sides are compared without white space.
 */
const UNREAD_TAGS = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TEXTAREA']);
/** Characters of a post that are looked through. */
const MAX_UNITS = 400_000;

/** The first place where the words stand, or null when the page changed meanwhile. */
export function findQuote(element: Element, quote: string): Range | null {
  const compactQuote = quote.replaceAll(/\s+/gu, '');
  if (compactQuote === '') return null;
  const document = element.ownerDocument;
  const walker = document.createTreeWalker(element, 4 /* text nodes */, (node) =>
    UNREAD_TAGS.has(node.parentElement?.tagName ?? '') ? 2 : 1,
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
