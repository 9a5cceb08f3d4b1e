/**
 * Cards of jobs on a site nobody described: parts of a page that repeat and name pay, conditions, companies or places.
 */
import { readText } from '../page/read-text.ts';
import type { FinderKnowledge, Layout } from './adapter.ts';
import { linkGroups, siblingGroups, type Group } from './card-groups.ts';
import { readCard } from './generic-card.ts';
import { isLabel } from './labels.ts';
import { namesMoney } from './money.ts';
import { hasPlace, wordsIn, type PageSigns } from './page-signs.ts';
import type { PostOnPage } from './post-on-page.ts';

/** Cards of a group that are looked at before it is taken. */
const SAMPLE = 12;
/** Least score of a group that counts as cards of jobs; see `scoreOf`. */
const LEAST = 4;
/** What a group says of itself beyond this does not make it better. */
const ENOUGH = 8;

export interface Cards {
  cards: PostOnPage[];
  /** Reads more of the same from what is added to the page. */
  more: (scope: Element) => PostOnPage[];
}

/** The cards of a page, and a way to read more of the same from what is added to it. */
export function findCards(finder: FinderKnowledge, signs: PageSigns, document: Document, url: string): Cards {
  const hints = finder.layouts.find((layout) => layout.id === 'hints');
  if (hints === undefined) return { cards: [], more: () => [] };
  const scored = [...linkGroups(document, url), ...siblingGroups(document.body)]
    .map((group) => ({ group, score: scoreOf(group, { hints, finder, signs, url }) }))
    .filter(({ score }) => score >= (signs.namesJobs ? LEAST : LEAST + 1))
    .map((each) => ({ ...each, rank: Math.min(each.score, ENOUGH) * Math.sqrt(each.group.cards.length) }))
    // Of parts within parts the larger are the cards.
    .sort((a, b) => b.rank - a.rank || lengthOf(b.group) - lengthOf(a.group));
  // Beside a good list, weaker groups are menus and notices.
  const [best] = scored;
  const good = scored
    .filter(({ score, rank }) => score >= best!.score - 1 && rank >= best!.rank * 0.6)
    .map(({ group }) => group);
  const commons = new Map(good.map((group) => [group, commonTexts(group)]));
  const read = (group: Group, card: Element, link: Element | null): PostOnPage | null =>
    readCard({ card, link, hints, finder, url, common: commons.get(group)! });
  const taken = new Set<Element>();
  const cards: PostOnPage[] = [];
  for (const group of good) {
    for (const card of group.cards) {
      if (isTaken(card, taken)) continue;
      const post = read(group, card, group.links.get(card) ?? null);
      if (post === null) continue;
      taken.add(card);
      cards.push(post);
    }
  }
  const more = (scope: Element): PostOnPage[] => {
    const found = new Set<Element>();
    return good.flatMap((group) =>
      [...group.again(scope)].flatMap(([card, link]) => {
        if (isTaken(card, found)) return [];
        found.add(card);
        return read(group, card, link) ?? [];
      }),
    );
  };
  return { cards: cards.sort((a, b) => (a.element.compareDocumentPosition(b.element) & 4 ? -1 : 1)), more };
}

/** Whether a card stands in another, or another in it. */
function isTaken(card: Element, taken: ReadonlySet<Element>): boolean {
  for (let node: Element | null = card; node !== null; node = node.parentElement) if (taken.has(node)) return true;
  return [...taken].some((other) => card.contains(other));
}

function lengthOf({ cards }: Group): number {
  return cards.slice(0, 3).reduce((sum, card) => sum + (card.textContent ?? '').length, 0);
}

function sampleOf(group: Group): Element[] {
  const step = Math.max(1, Math.floor(group.cards.length / SAMPLE));
  return group.cards.filter((_, index) => index % step === 0).slice(0, SAMPLE);
}

/** Lines that stand in most cards of a group: they name a button or a kind, not a job. */
function commonTexts(group: Group): Set<string> {
  const sample = sampleOf(group);
  const count = new Map<string, number>();
  for (const card of sample) {
    for (const line of new Set(readText(card).toLowerCase().split('\n'))) count.set(line, (count.get(line) ?? 0) + 1);
  }
  return new Set([...count].filter(([, times]) => times > 1 && times > sample.length * 0.5).map(([line]) => line));
}

interface Around {
  hints: Layout;
  finder: FinderKnowledge;
  signs: PageSigns;
  url: string;
}

function scoreOf(group: Group, { hints, finder, signs, url }: Around): number {
  const sample = sampleOf(group);
  const share = (test: (card: Element) => boolean): number => sample.filter(test).length / sample.length;
  const texts = new Map(sample.map((card) => [card, readText(card, hints.strip).toLowerCase()]));
  const lengths = [...texts.values()].map((text) => text.length).sort((a, b) => a - b);
  const median = lengths[lengths.length >> 1] ?? 0;
  if (median < 15 || median > 3000) return 0;
  // Templates that a script has not filled
  if (group.cards.some((card) => /\{\{.*\}\}/u.test(card.textContent ?? ''))) return 0;
  const several = share((card) => texts.get(card)!.includes('\n') || card.childElementCount > 2);
  const different = new Set([...texts.values()].map((text) => text.slice(0, 200))).size;
  if (several < 0.6 || different < sample.length * 0.6) return 0;
  if (share((card) => /^[^\n]*\p{L}/u.test(texts.get(card)!)) < 0.6 || share(isMenu) > 0.5) return 0;
  const has = (field: 'title' | 'company' | 'location' | 'salary', card: Element): boolean =>
    hints.fields[field]?.some(({ css }) => card.querySelector(css) !== null) === true;
  const links = new Map(sample.map((card) => [card, group.links.get(card) ?? card.querySelector('a[href]')]));
  // Words of the card that are not its link: a menu of kinds of jobs has none.
  const rest = (card: Element): string => {
    const text = texts.get(card)!;
    const link = links.get(card);
    const linked =
      link === null || link === undefined || link === card ? '' : readText(link, hints.strip).toLowerCase();
    return linked.length > text.length * 0.7 ? text.slice(text.indexOf('\n') + 1) : text.replace(linked, '');
  };
  const alone = share((card) => rest(card).trim().length < 8);
  if (alone > 0.5) return 0;
  const targets = sample.flatMap((card) => {
    const href = links.get(card)?.getAttribute('href') ?? '#';
    const target = href.startsWith('#') || !URL.canParse(href, url) ? null : new URL(href, url);
    return target?.protocol.startsWith('http') === true ? [target] : [];
  });
  const hosts = new Set(targets.map((target) => target.hostname));
  const named = share(
    (card) => signs.words.some((word) => rest(card).includes(word)) || wordsIn(finder, rest(card)).length > 0,
  );
  const rich = share((card) => wordsIn(finder, texts.get(card)!).length >= 2);
  const company = share((card) => has('company', card)) >= 0.5;
  const location = share((card) => has('location', card)) >= 0.5;
  const salary = share((card) => has('salary', card) || namesMoney(texts.get(card)!)) >= 0.3;
  const hires = share((card) => finder.hiring.some((word) => texts.get(card)!.includes(word))) >= 0.5;
  const applies = share((card) => hasApply(card, finder)) >= 0.5;
  const isFew = group.cards.length < 3;
  // Parts of one post repeat too: they lead nowhere, and their headings are those of posts.
  if (!company && !location && !salary && !hires && (named < 0.3 || targets.length < sample.length * 0.6)) return 0;
  if (share((card) => isHeading(texts.get(card)!.split('\n')[0] ?? '', finder)) >= 0.4) return 0;
  const leads = targets.filter((target) => hasPlace(finder, target.pathname)).length >= sample.length * 0.6;
  // A price and a place alone make a flat or a car.
  if (!company && !leads && named < 0.3 && !hires && !signs.namesJobs) return 0;
  // Two of a kind are cards where each leads somewhere.
  if (
    isFew &&
    (group.links.size < 2 ||
      targets.length < 2 ||
      !(leads || hires || applies) ||
      share((card) => has('title', card)) < 1)
  )
    return 0;
  const score =
    (leads ? 2 : 0) +
    (named >= 0.6 ? 2 : named >= 0.3 ? 1 : 0) +
    (rich >= 0.8 ? 2 : rich >= 0.5 ? 1 : 0) +
    (company ? 2 : 0) +
    (location ? 1 : 0) +
    (salary ? 1 : 0) +
    (hires ? 1 : 0) +
    (applies ? 1 : 0) +
    (signs.namesJobs ? 1 : 0) -
    (signs.sells ? 3 : 0) -
    (signs.ofOthers ? 4 : 0) -
    // Results of a search engine lead everywhere else.
    (hosts.size >= 3 && !hosts.has(new URL(url).hostname) ? 4 : 0);
  // What leads nowhere may be a part of anything.
  return targets.length < sample.length * 0.6 ? score - 2 : score;
}

function hasApply(card: Element, finder: FinderKnowledge): boolean {
  return [...card.querySelectorAll('a, button, [role="button"]')].some((control) => {
    const text = (control.textContent ?? '').trim().toLowerCase();
    return text.length < 40 && finder.apply.some((word) => text.includes(word));
  });
}

/** A column of links. */
function isMenu(card: Element): boolean {
  const links = [...card.querySelectorAll('a[href]')];
  const linked = links.reduce((sum, link) => sum + (link.textContent ?? '').trim().length, 0);
  return links.length >= 4 && linked > (card.textContent ?? '').trim().length * 0.7;
}

/** `Requirements`, `What we offer`: a part of a post and not a post. */
function isHeading(line: string, finder: FinderKnowledge): boolean {
  return line.length < 45 && isLabel(line, [...wordsIn(finder, line), ...finder.employer]);
}
