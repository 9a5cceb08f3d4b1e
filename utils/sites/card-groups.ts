/**
 * Parts of a page that repeat: links that stand alike, each with the card around it, and elements that stand alike
 * whether or not they lead anywhere.
 */
import { childrenOf } from '../dom/children-of.ts';
import { isHidden } from '../dom/read-text.ts';
import { absoluteUrl } from './post-on-page.ts';

const MAX_LINKS = 3000;
const MAX_ELEMENTS = 12_000;
/** Letters of a card, in UTF-16 units. */
const MIN_CARD_UNITS = 18;
const MAX_CARD_UNITS = 6000;
const MIN_MEMBERS = 2;
/** Steps from a link up to its card. */
const MAX_CLIMB = 60;
const MENU_SELECTOR =
  'nav, footer, header nav, [role="navigation"], [role="menu"], [role="tablist"], [class*="submenu" i], [class*="sub-menu" i], [class*="dropdown" i], [class*="modal" i], [class*="navbar" i], select';

export interface CardGroup {
  cards: Element[];
  /** The card's link, where the group is made of links. */
  links: Map<Element, Element>;
  /** The same kind of card in a part that was added. */
  findMore: (scope: Element) => Map<Element, Element | null>;
}

/** Links that stand alike, each with the largest element that holds no other link of its group. */
export function linkGroups(root: ParentNode, url: string): CardGroup[] {
  const bySignature = new Map<string, Element[]>();
  for (const link of linksIn(root)) addToGroup(bySignature, linkSignature(link), link);
  const groups: CardGroup[] = [];
  for (const [signature, members] of bySignature) {
    if (members.length < MIN_MEMBERS || members[0]!.closest(MENU_SELECTOR) !== null) continue;
    const targets = new Set(members.map((link) => absoluteUrl(link.getAttribute('href') ?? '', url).split('#')[0]));
    if (targets.size >= MIN_MEMBERS) groups.push(linkGroup(signature, members));
  }
  return groups;
}

/** Elements side by side, or in rows that stand alike, with words of their own. */
export function siblingGroups(root: Element): CardGroup[] {
  const bySignature = new Map<string, Element[]>();
  let count = 0;
  for (const parent of root.ownerDocument.querySelectorAll('body, body *')) {
    if (++count > MAX_ELEMENTS) break;
    if (parent.childElementCount < MIN_MEMBERS || parent.closest(MENU_SELECTOR) !== null || isHidden(parent)) continue;
    for (const child of childrenOf(parent)) {
      if (!/^(?:LI|TR|ARTICLE|DIV|SECTION|A|DL|TBODY|DD)$|-/u.test(child.tagName) || child.childElementCount === 0)
        continue;
      addToGroup(bySignature, elementSignature(child), child);
    }
  }
  const groups: CardGroup[] = [];
  for (const [signature, members] of bySignature) {
    if (members.length < MIN_MEMBERS) continue;
    const cards = members.filter((member) => {
      const { length } = (member.textContent ?? '').trim();
      return length >= MIN_CARD_UNITS && length <= MAX_CARD_UNITS;
    });
    if (cards.length < MIN_MEMBERS || cards.length * 2 < members.length) continue;
    const again = (scope: Element): Map<Element, Element | null> =>
      new Map(
        [scope, ...scope.querySelectorAll('*')]
          .filter((element) => element.parentElement !== null && elementSignature(element) === signature)
          .map((element) => [element, null]),
      );
    groups.push({ cards, links: new Map(), findMore: again });
  }
  return groups;
}

function addToGroup(groups: Map<string, Element[]>, key: string, element: Element): void {
  const members = groups.get(key);
  if (members === undefined) groups.set(key, [element]);
  else members.push(element);
}

function linksIn(root: ParentNode): Element[] {
  const links = [...root.querySelectorAll('a[href]')].filter((link) => (link.textContent ?? '').trim().length >= 3);
  return links.slice(0, MAX_LINKS);
}

/** How a link stands: its class and the kinds of elements around it. */
function linkSignature(link: Element): string {
  let signature = link.classList[0] ?? '';
  let node: Element | null = link;
  for (let i = 0; i < 4 && node !== null; i++, node = node.parentElement) signature += `>${node.tagName}`;
  return signature;
}

function elementSignature(element: Element): string {
  const name = /^(?:LI|TR|ARTICLE|A|DL)$/u.test(element.tagName) ? '' : (element.classList[0] ?? '');
  const parent = element.parentElement;
  return `${element.tagName}.${name}.${element.getAttribute('role') ?? ''}<${parent?.tagName ?? ''}.${parent?.classList[0] ?? ''}<${parent?.parentElement?.tagName ?? ''}`;
}

function linkGroup(signature: string, links: readonly Element[]): CardGroup {
  const count = new Map<Element, number>();
  for (const link of links) {
    let node: Element | null = link;
    for (let i = 0; i < MAX_CLIMB && node !== null; i++, node = node.parentElement) {
      count.set(node, (count.get(node) ?? 0) + 1);
    }
  }
  const heights = links.map((link) => {
    let height = 0;
    for (let node = link.parentElement; node !== null && count.get(node) === 1; node = node.parentElement) height++;
    return height;
  });
  // A lone card in a section of its own would climb to the section: none climbs higher than most do.
  const height = heights.toSorted((a, b) => a - b)[heights.length >> 1] ?? 0;
  const cards = new Map(links.map((link, index) => [climb(link, Math.min(height, heights[index]!)), link] as const));
  const again = (scope: Element): Map<Element, Element> => {
    const found = new Map<Element, Element>();
    for (const link of linksIn(scope.parentElement ?? scope)) {
      const touched = scope.contains(link) || link.contains(scope);
      if (touched && linkSignature(link) === signature) found.set(climb(link, height), link);
    }
    return found;
  };
  return { cards: [...cards.keys()], links: cards, findMore: again };
}

function climb(link: Element, height: number): Element {
  let card = link;
  for (let i = height; i > 0 && card.parentElement !== null; i--) card = card.parentElement;
  return card;
}
