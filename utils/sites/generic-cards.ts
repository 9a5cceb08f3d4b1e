/**
 * Cards of jobs on a site nobody described: links that stand in the same way three times or more, each in a card of its
 * own, in cards that name pay, conditions, companies or places.
 */
import { readText } from '../page/read-text.ts';
import type { FinderKnowledge, Layout } from './adapter.ts';
import { readPost } from './interpret.ts';
import { hasPlace, type PageSigns } from './page-signs.ts';
import { absoluteUrl, makePost, type PostOnPage } from './post-on-page.ts';

const MOST_LINKS = 3000;
const FEWEST = 3;
/** Cards of a group that are looked at before it is taken. */
const SAMPLE = 12;
/** Least score of a group that counts as cards of jobs; see `scoreOf`. */
const LEAST = 4;
const MONEY =
  /(?:[$€£¥₹฿₫₱₩₽]|\b(?:usd|eur|rp|rm|php|thb|vnd|sgd|aed|inr|ksh|k[cč])\b)\s?\d|\d\s?(?:[$€£¥₹฿₫₱₩₽元円원万만]|(?:usd|eur|thb|vnd|php|triệu|baht|บาท|руб|kč|k)\b)/iu;

interface Group {
  cards: Element[];
  links: Map<Element, Element>;
  /** Steps from the link up to its card. */
  height: number;
}

/** The cards of a page, and a way to read more of the same from what is added to it. */
export function findCards(
  finder: FinderKnowledge,
  signs: PageSigns,
  document: Document,
  url: string,
): { cards: PostOnPage[]; more: (scope: Element) => PostOnPage[] } {
  const hints = finder.layouts.find((layout) => layout.id === 'hints');
  if (hints === undefined) return { cards: [], more: () => [] };
  const scored = [...groupsOf(linksIn(document), url)]
    .map(([signature, group]) => ({ signature, group, score: scoreOf(group, hints, finder, signs, url) }))
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score * Math.sqrt(b.group.cards.length) - a.score * Math.sqrt(a.group.cards.length));
  const best = Math.max(...scored.map(({ score }) => score));
  // Beside a good list, weaker groups are menus and notices.
  const good = scored.filter(({ score }) => score >= best - 1);
  const heights = new Map(good.map(({ signature, group }) => [signature, group.height]));
  const more = (scope: Element): PostOnPage[] => {
    const cards = new Map<Element, Element>();
    for (const link of linksIn(scope.parentElement ?? scope)) {
      const height = scope.contains(link) || link.contains(scope) ? heights.get(signatureOf(link)) : undefined;
      if (height !== undefined) cards.set(climb(link, height), link);
    }
    return [...cards].flatMap(([card, link]) => readCard(card, link, hints, url) ?? []);
  };
  const taken = new Set<Element>();
  const cards: PostOnPage[] = [];
  for (const { group } of good) {
    for (const card of group.cards) {
      if (isTaken(card, taken)) continue;
      const post = readCard(card, group.links.get(card)!, hints, url);
      if (post === null) continue;
      taken.add(card);
      cards.push(post);
    }
  }
  return { cards, more };
}

/** Whether a card stands in another, or another in it. */
function isTaken(card: Element, taken: ReadonlySet<Element>): boolean {
  for (let node: Element | null = card; node !== null; node = node.parentElement) if (taken.has(node)) return true;
  return [...taken].some((other) => card.contains(other));
}

function linksIn(root: ParentNode): Element[] {
  const links = [...root.querySelectorAll('a[href]')].filter((link) => (link.textContent ?? '').trim().length >= 3);
  return links.slice(0, MOST_LINKS);
}

/** How a link stands: its class and the kinds of elements around it. */
function signatureOf(link: Element): string {
  let signature = link.classList[0] ?? '';
  let node: Element | null = link;
  for (let i = 0; i < 4 && node !== null; i++, node = node.parentElement) signature += `>${node.tagName}`;
  return signature;
}

/** Links that stand alike, each with the largest element that holds no other link of its group. */
function groupsOf(links: readonly Element[], url: string): Map<string, Group> {
  const alike = new Map<string, Element[]>();
  for (const link of links) {
    const signature = signatureOf(link);
    const members = alike.get(signature);
    if (members === undefined) alike.set(signature, [link]);
    else members.push(link);
  }
  const groups = new Map<string, Group>();
  for (const [signature, members] of alike) {
    if (members.length < FEWEST || members[0]!.closest('nav, footer, [role="navigation"]') !== null) continue;
    const targets = new Set(members.map((link) => absoluteUrl(link.getAttribute('href') ?? '', url).split('#')[0]));
    if (targets.size >= FEWEST) groups.set(signature, groupOf(members));
  }
  return groups;
}

function groupOf(links: readonly Element[]): Group {
  const count = new Map<Element, number>();
  for (const link of links) {
    for (let node: Element | null = link; node !== null; node = node.parentElement) {
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
  const group: Group = { cards: [], links: new Map(), height };
  links.forEach((link, index) => {
    const card = climb(link, Math.min(height, heights[index]!));
    group.cards.push(card);
    group.links.set(card, link);
  });
  return group;
}

function climb(link: Element, height: number): Element {
  let card = link;
  for (let i = height; i > 0 && card.parentElement !== null; i--) card = card.parentElement;
  return card;
}

function scoreOf(group: Group, hints: Layout, finder: FinderKnowledge, signs: PageSigns, url: string): number {
  const step = Math.max(1, Math.floor(group.cards.length / SAMPLE));
  const sample = group.cards.filter((_, index) => index % step === 0).slice(0, SAMPLE);
  const share = (test: (card: Element) => boolean): number => sample.filter(test).length / sample.length;
  const texts = new Map(sample.map((card) => [card, readText(card, hints.strip).toLowerCase()]));
  const has = (field: 'company' | 'location' | 'salary', card: Element): boolean =>
    hints.fields[field]?.some(({ css }) => card.querySelector(css) !== null) === true;
  const targets = sample.map(
    (card) => new URL(absoluteUrl(group.links.get(card)!.getAttribute('href') ?? '', url) || url),
  );
  const lengths = [...texts.values()].map((text) => text.length).sort((a, b) => a - b);
  const median = lengths[lengths.length >> 1] ?? 0;
  const linked = [...group.links.values()].map((link) => (link.textContent ?? '').trim().length).sort((a, b) => a - b);
  // A list of bare links is a menu; a list of whole pages is not a list.
  const whole = group.links.get(sample[0]!) === sample[0];
  if (median < 20 || median > 5000 || (!whole && median < (linked[linked.length >> 1] ?? 0) + 10)) return 0;
  const hosts = new Set(targets.map((target) => target.hostname));
  // Words of the card that are not its link: a menu of kinds of jobs has none.
  const rest = (card: Element): string => {
    const link = group.links.get(card)!;
    return link === card ? texts.get(card)! : texts.get(card)!.replace(readText(link, hints.strip).toLowerCase(), '');
  };
  const several = share((card) => texts.get(card)!.includes('\n'));
  const titles = new Set(sample.map((card) => readText(group.links.get(card)!).toLowerCase() || group.links.get(card)));
  if (several < 0.6 || titles.size < sample.length * 0.6) return 0;
  const words = share((card) => signs.words.some((word) => rest(card).includes(word)));
  const company = share((card) => has('company', card)) >= 0.5;
  const location = share((card) => has('location', card)) >= 0.5;
  const salary = share((card) => has('salary', card) || MONEY.test(texts.get(card)!)) >= 0.3;
  if (!company && !location && !salary && words < 0.3) return 0;
  return (
    (targets.filter((target) => hasPlace(finder, target.pathname)).length >= sample.length * 0.6 ? 2 : 0) +
    (words >= 0.6 ? 2 : words >= 0.3 ? 1 : 0) +
    (company ? 2 : 0) +
    (location ? 1 : 0) +
    (salary ? 1 : 0) +
    (signs.namesJobs ? 1 : 0) -
    (signs.sells ? 3 : 0) -
    // Results of a search engine lead everywhere else.
    (hosts.size >= 3 && !hosts.has(new URL(url).hostname) ? 3 : 0)
  );
}

function readCard(card: Element, link: Element, hints: Layout, url: string): PostOnPage | null {
  const place = { site: 'generic', url };
  const read = readPost(hints, card, place);
  const lines = readText(card, hints.strip).split('\n');
  const title = read?.post.title || readText(link).split('\n')[0] || link.getAttribute('aria-label') || '';
  // A template that was not filled, or a rule between cards.
  if (title.includes('{{') || !/\p{L}/u.test(title)) return null;
  const own = (read?.anchor ?? link).closest('a[href]') ?? read?.anchor.querySelector('a[href]') ?? link;
  const after = lines.slice(lines.findIndex((line) => line.includes(title)) + 1);
  const company =
    read?.post.company || after.find((line) => line.length < 80 && /\p{L}/u.test(line) && !MONEY.test(line));
  return makePost(
    {
      ...place,
      kind: 'card',
      url: absoluteUrl(own?.getAttribute('href') ?? '', url),
      title,
      company: company ?? '',
      location: read?.post.location ?? '',
      salary: read?.post.salary || (after.find((line) => line.length < 60 && MONEY.test(line)) ?? ''),
      text: lines.join('\n'),
      element: card,
      anchor: read === null || read.anchor === card ? link : read.anchor,
    },
    new URL(url).hostname,
  );
}
