/** Finds cards of jobs on a site without an adapter: repeated elements that mention pay, conditions or companies. */
import * as dom from '../dom/form-safe-dom.ts';
import { readText } from '../dom/read-text.ts';
import type { FinderKnowledge } from './adapter.ts';
import { sampleCards } from './card-sample.ts';
import { cardScore } from './card-score.ts';
import { linkGroups, siblingGroups, type CardGroup } from './card-groups.ts';
import { readGenericCard } from './read-generic-card.ts';
import type { PageFeatures } from './page-features.ts';
import type { PostOnPage } from './post-on-page.ts';

/** Smallest score of a group that counts as cards of jobs; see `cardScore`. */
const MIN_SCORE = 4;
/** A higher score does not improve the rank. */
const SCORE_CAP = 8;

export interface GenericCards {
  cards: PostOnPage[];
  /** Reads more cards of the same groups from an element that was added. */
  readMore: (scope: Element) => PostOnPage[];
}

/** The cards of a page, and a function that reads more of them from added elements. */
export function findGenericCards(
  finder: FinderKnowledge,
  features: PageFeatures,
  document: Document,
  url: string,
): GenericCards {
  const hints = finder.layouts.find((layout) => layout.id === 'hints');
  if (hints === undefined) return { cards: [], readMore: () => [] };
  const scored = [...linkGroups(document, url), ...siblingGroups(document.body)]
    .map((group) => ({ group, score: cardScore(group, { hints, finder, features, url }) }))
    .filter(({ score }) => score >= (features.mentionsJobs ? MIN_SCORE : MIN_SCORE + 1))
    .map((each) => ({ ...each, rank: Math.min(each.score, SCORE_CAP) * Math.sqrt(each.group.cards.length) }))
    // Of nested groups with equal rank the larger elements are the cards.
    .sort((a, b) => b.rank - a.rank || lengthOf(b.group) - lengthOf(a.group));
  // Groups much weaker than the best are menus and notices.
  const [best] = scored;
  const comparable = scored.filter(({ score, rank }) => score >= best!.score - 1 && rank >= best!.rank * 0.6);
  const top = Math.max(...comparable.map(({ score }) => Math.min(score, SCORE_CAP)));
  // A group of many small parts is dropped where another group has clearly better ones.
  const accepted = comparable.filter(({ score }) => score >= top - 2).map(({ group }) => group);
  const commonTextsOf = new Map(accepted.map((group) => [group, commonTexts(group)]));
  const read = (group: CardGroup, card: Element, link: Element | null): PostOnPage | null =>
    readGenericCard({ card, link, hints, finder, url, commonTexts: commonTextsOf.get(group)! });
  const cardElements = new Set<Element>();
  const cards: PostOnPage[] = [];
  for (const group of accepted) {
    for (const card of group.cards) {
      if (overlapsAny(card, cardElements)) continue;
      const post = read(group, card, group.links.get(card) ?? null);
      if (post === null) continue;
      cardElements.add(card);
      cards.push(post);
    }
  }
  const readMore = (scope: Element): PostOnPage[] => {
    const found = new Set<Element>();
    return accepted.flatMap((group) =>
      [...group.findMore(scope)].flatMap(([card, link]) => {
        if (overlapsAny(card, found)) return [];
        found.add(card);
        return read(group, card, link) ?? [];
      }),
    );
  };
  return { cards: cards.sort((a, b) => (dom.compareDocumentPosition(a.element, b.element) & 4 ? -1 : 1)), readMore };
}

/** Whether a card contains another or is inside of one. */
function overlapsAny(card: Element, others: ReadonlySet<Element>): boolean {
  for (let node: Element | null = card; node !== null; node = dom.parentElement(node))
    if (others.has(node)) return true;
  return [...others].some((other) => dom.contains(card, other));
}

function lengthOf({ cards }: CardGroup): number {
  return cards.slice(0, 3).reduce((sum, card) => sum + dom.textContent(card).length, 0);
}

/** Lines that most cards of a group have, for example labels of buttons. Lower case. */
function commonTexts(group: CardGroup): Set<string> {
  const sample = sampleCards(group);
  const count = new Map<string, number>();
  for (const card of sample) {
    const named = linkedHeading(card);
    for (const line of new Set(readText(card).toLowerCase().split('\n'))) {
      if (line !== named) count.set(line, (count.get(line) ?? 0) + 1);
    }
  }
  return new Set([...count].filter(([, times]) => times > 1 && times > sample.length * 0.5).map(([line]) => line));
}

/** The text of a linked heading, which is a title even where many cards share it. Lower case; '' without one. */
function linkedHeading(card: Element): string {
  const heading = dom.querySelector(card, 'h1, h2, h3, h4, h5');
  const isLinked =
    heading !== null && (dom.querySelector(heading, 'a[href]') ?? dom.closest(heading, 'a[href]')) !== null;
  return isLinked ? readText(heading).toLowerCase() : '';
}
