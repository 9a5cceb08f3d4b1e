/** A sample of the cards of a group: what each shows, and where it leads. */
import * as dom from '../dom/form-safe-dom.ts';
import { readText } from '../dom/read-text.ts';
import type { CardGroup } from './card-groups.ts';

/** Number of cards of a group that are looked at. */
const SAMPLE_SIZE = 12;

export interface CardSample {
  cards: readonly Element[];
  /** By card, in lower case. */
  texts: ReadonlyMap<Element, string>;
  /** By card: the link of the group, or the first one in the card. */
  links: ReadonlyMap<Element, Element | null>;
  /** Share of the cards that pass a test, 0 to 1. */
  share(test: (card: Element) => boolean): number;
  /** Text of a card outside of its link: a menu of job categories has none. Lower case. */
  textBesideLink(card: Element): string;
}

export function sampleCards({ cards }: CardGroup): Element[] {
  const step = Math.max(1, Math.floor(cards.length / SAMPLE_SIZE));
  return cards.filter((_, index) => index % step === 0).slice(0, SAMPLE_SIZE);
}

/** @param strip elements that are not read */
export function readCardSample(group: CardGroup, strip: string | undefined): CardSample {
  const cards = sampleCards(group);
  const texts = new Map(cards.map((card) => [card, readText(card, strip).toLowerCase()]));
  const links = new Map(cards.map((card) => [card, group.links.get(card) ?? dom.querySelector(card, 'a[href]')]));
  return {
    cards,
    texts,
    links,
    share: (test) => cards.filter(test).length / cards.length,
    textBesideLink(card) {
      const text = texts.get(card)!;
      const link = links.get(card);
      const linked = link === null || link === undefined || link === card ? '' : readText(link, strip).toLowerCase();
      return linked.length > text.length * 0.7 ? text.slice(text.indexOf('\n') + 1) : text.replace(linked, '');
    },
  };
}

/** The http(s) addresses to which the cards lead, one for each card with such a link. */
export function targetsOf({ cards, links }: CardSample, url: string): URL[] {
  return cards.flatMap((card) => {
    const link = links.get(card);
    const href = (link == null ? null : dom.getAttribute(link, 'href')) ?? '#';
    const target = href.startsWith('#') || !URL.canParse(href, url) ? null : new URL(href, url);
    return target?.protocol.startsWith('http') === true ? [target] : [];
  });
}
