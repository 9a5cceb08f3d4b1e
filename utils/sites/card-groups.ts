/**
 * Finds repeated parts of a page that may be cards. These are siblings of the same structure, and elements around links
 * in the same position.
 */
import * as dom from '../dom/form-safe-dom.ts';
import { isHiddenByMarkup } from '../dom/hidden-by-markup.ts';
import { absoluteUrl } from './post-on-page.ts';

/** Links and elements of a page that are looked at. */
const MAX_LINKS = 3000;
const MAX_ELEMENTS = 12_000;
/** Length of a card's text, UTF-16 units. */
const MIN_CARD_UNITS = 18;
const MAX_CARD_UNITS = 6000;
const MIN_MEMBERS = 2;
/** Levels from a link up to its card, at most. */
const MAX_CLIMB = 60;
const MENU_SELECTOR =
  'nav, footer, header nav, [role="navigation"], [role="menu"], [role="tablist"], [class*="submenu" i], [class*="sub-menu" i], [class*="dropdown" i], [class*="modal" i], [class*="navbar" i], select';

export interface CardGroup {
  cards: Element[];
  /** The link of each card, for groups of links. */
  links: Map<Element, Element>;
  /** Cards of the same group in an element that was added later, with their links. */
  findMore: (scope: Element) => Map<Element, Element | null>;
}

/** Groups of links in the same position, each with the largest element that contains no other link of the group. */
export function linkGroups(root: ParentNode, url: string): CardGroup[] {
  const bySignature = new Map<string, Element[]>();
  for (const link of linksIn(root)) addToGroup(bySignature, linkSignature(link), link);
  const groups: CardGroup[] = [];
  for (const [signature, members] of bySignature) {
    if (members.length < MIN_MEMBERS || dom.closest(members[0]!, MENU_SELECTOR) !== null) continue;
    const targets = new Set(
      members.map((link) => absoluteUrl(dom.getAttribute(link, 'href') ?? '', url).split('#')[0]),
    );
    if (targets.size >= MIN_MEMBERS) groups.push(linkGroup(signature, members));
  }
  return groups;
}

/** Groups of siblings, or of elements in rows of the same structure, with text. */
export function siblingGroups(root: Element): CardGroup[] {
  const bySignature = new Map<string, Element[]>();
  let count = 0;
  for (const parent of dom.ownerDocument(root).querySelectorAll('body, body *')) {
    if (++count > MAX_ELEMENTS) break;
    if (
      dom.childElementCount(parent) < MIN_MEMBERS ||
      dom.closest(parent, MENU_SELECTOR) !== null ||
      isHiddenByMarkup(parent)
    )
      continue;
    for (const child of dom.children(parent)) {
      if (
        !/^(?:LI|TR|ARTICLE|DIV|SECTION|A|DL|TBODY|DD)$|-/u.test(dom.tagName(child)) ||
        dom.childElementCount(child) === 0
      )
        continue;
      addToGroup(bySignature, elementSignature(child), child);
    }
  }
  const groups: CardGroup[] = [];
  for (const [signature, members] of bySignature) {
    if (members.length < MIN_MEMBERS) continue;
    const cards = members.filter((member) => {
      const { length } = dom.textContent(member).trim();
      return length >= MIN_CARD_UNITS && length <= MAX_CARD_UNITS;
    });
    if (cards.length < MIN_MEMBERS || cards.length * 2 < members.length) continue;
    const findMore = (scope: Element): Map<Element, Element | null> =>
      new Map(
        [scope, ...dom.querySelectorAll(scope, '*')]
          .filter((element) => dom.parentElement(element) !== null && elementSignature(element) === signature)
          .map((element) => [element, null]),
      );
    groups.push({ cards, links: new Map(), findMore });
  }
  return groups;
}

function addToGroup(groups: Map<string, Element[]>, key: string, element: Element): void {
  const members = groups.get(key);
  if (members === undefined) groups.set(key, [element]);
  else members.push(element);
}

function linksIn(root: ParentNode): Element[] {
  const links = [...dom.querySelectorAll(root, 'a[href]')].filter((link) => dom.textContent(link).trim().length >= 3);
  return links.slice(0, MAX_LINKS);
}

/** Structural signature of a link: its first class and the tags of its ancestors. */
function linkSignature(link: Element): string {
  let signature = dom.classList(link)[0] ?? '';
  let node: Element | null = link;
  for (let i = 0; i < 4 && node !== null; i++, node = dom.parentElement(node)) signature += `>${dom.tagName(node)}`;
  return signature;
}

function elementSignature(element: Element): string {
  const name = /^(?:LI|TR|ARTICLE|A|DL)$/u.test(dom.tagName(element)) ? '' : (dom.classList(element)[0] ?? '');
  const parent = dom.parentElement(element);
  const grandparent = parent === null ? null : dom.parentElement(parent);
  return `${dom.tagName(element)}.${name}.${dom.getAttribute(element, 'role') ?? ''}<${tagOf(parent)}.${parent === null ? '' : (dom.classList(parent)[0] ?? '')}<${tagOf(grandparent)}`;
}

function tagOf(element: Element | null): string {
  return element === null ? '' : dom.tagName(element);
}

function linkGroup(signature: string, links: readonly Element[]): CardGroup {
  const count = new Map<Element, number>();
  for (const link of links) {
    let node: Element | null = link;
    for (let i = 0; i < MAX_CLIMB && node !== null; i++, node = dom.parentElement(node)) {
      count.set(node, (count.get(node) ?? 0) + 1);
    }
  }
  const heights = links.map((link) => {
    let height = 0;
    for (let node = dom.parentElement(link); node !== null && count.get(node) === 1; node = dom.parentElement(node))
      height++;
    return height;
  });
  // Limited to the median height: a single card in a section would otherwise grow to the section.
  const height = heights.toSorted((a, b) => a - b)[heights.length >> 1] ?? 0;
  const cards = new Map(links.map((link, index) => [climb(link, Math.min(height, heights[index]!)), link] as const));
  const findMore = (scope: Element): Map<Element, Element> => {
    const found = new Map<Element, Element>();
    for (const link of linksIn(dom.parentElement(scope) ?? scope)) {
      const touched = dom.contains(scope, link) || dom.contains(link, scope);
      if (touched && linkSignature(link) === signature) found.set(climb(link, height), link);
    }
    return found;
  };
  return { cards: [...cards.keys()], links: cards, findMore };
}

function climb(link: Element, height: number): Element {
  let card = link;
  for (let i = height; i > 0; i--) card = dom.parentElement(card) ?? card;
  return card;
}
