/** Scores how much a group of repeated elements looks like cards of jobs. */
import * as dom from '../dom/form-safe-dom.ts';
import type { FinderKnowledge, Layout } from './adapter.ts';
import type { CardGroup } from './card-groups.ts';
import { readCardSample, targetsOf, type CardSample } from './card-sample.ts';
import { hasAnyWord } from './has-word.ts';
import { describeElement, describeTarget, idOfAddress, jobLinkCount, registeredPart } from './job-links.ts';
import { isLabel } from './labels.ts';
import { mentionsMoney } from './mentions-money.ts';
import { hasJobListWord, jobWordsIn, type PageFeatures } from './page-features.ts';

interface CardContext {
  hints: Layout;
  finder: FinderKnowledge;
  features: PageFeatures;
  url: string;
}

/** What a sample of cards says of jobs. Shares are 0 to 1. */
interface CardFeatures {
  /** Number of cards with a link. */
  targetCount: number;
  /** Most cards have a link. */
  areLinked: boolean;
  leadsToJobs: boolean;
  /** Each link leads to the page of one job. */
  hasJobNumbers: boolean;
  /** Share of cards with a job word beside the link. */
  mentionsJobs: number;
  /** Share of cards with two or more job words. */
  hasManyJobWords: number;
  hasCompany: boolean;
  hasLocation: boolean;
  hasSalary: boolean;
  mentionsHiring: boolean;
  hasApplyControl: boolean;
  /** They are results of a search of the web. */
  areSearchResults: boolean;
}

/** Points, -13 to 14, for what jobs have; 0 for a group that is no list of cards. See `MIN_SCORE` in find-generic-cards.ts. */
export function cardScore(group: CardGroup, context: CardContext): number {
  const sample = readCardSample(group, context.hints.strip);
  if (!hasTextOfCards(group, sample)) return 0;
  const targets = targetsOf(sample, context.url);
  const aim = aimOf(sample, targets, context);
  if (!hasContentOfCards(sample, aim, context)) return 0;
  const cards = cardFeatures(sample, targets, aim, context);
  return isListOfJobs(group, sample, cards, context) ? scoreOf(cards, context.features) : 0;
}

/** Whether the texts are long enough, have several lines and differ. */
function hasTextOfCards(group: CardGroup, { cards, texts, share }: CardSample): boolean {
  const lengths = [...texts.values()].map((text) => text.length).sort((a, b) => a - b);
  const median = lengths[lengths.length >> 1] ?? 0;
  if (median < 15 || median > 3000) return false;
  // Templates that no script has filled
  if (group.cards.some((card) => /\{\{.*\}\}/u.test(dom.textContent(card)))) return false;
  const hasSeveralLines = share((card) => texts.get(card)!.includes('\n') || dom.childElementCount(card) > 2);
  const distinctCount = new Set([...texts.values()].map((text) => text.slice(0, 200))).size;
  return hasSeveralLines >= 0.6 && distinctCount >= cards.length * 0.6 && share(isLinkMenu) <= 0.5;
}

type Aim = Pick<CardFeatures, 'leadsToJobs' | 'hasJobNumbers'>;

function aimOf({ cards }: CardSample, targets: readonly URL[], { finder, url }: CardContext): Aim {
  const jobTargets = targets.filter((target) => hasJobListWord(finder, describeTarget(target, url)));
  const leadsToJobs = jobTargets.length >= cards.length * 0.6;
  const hasJobNumbers = leadsToJobs && new Set(targets.flatMap(idOfAddress)).size >= cards.length * 0.8;
  return { leadsToJobs, hasJobNumbers };
}

/** Whether each element holds what one job has: words at its beginning, text beside its link, and no second job. */
function hasContentOfCards(
  { texts, share, textBesideLink }: CardSample,
  { hasJobNumbers }: Aim,
  { finder, features, url }: CardContext,
): boolean {
  const areJobs = hasJobNumbers && features.mentionsJobs;
  // Cards begin with words; a row of a table of jobs may begin with a number.
  const opening = areJobs ? /^(?:[^\n]*\n)?[^\n]*\p{L}/u : /^[^\n]*\p{L}/u;
  if (share((card) => opening.test(texts.get(card)!)) < 0.6) return false;
  // A place name may be short.
  const minUnits = areJobs ? 3 : 8;
  if (share((card) => textBesideLink(card).trim().length < minUnits) > 0.5) return false;
  // An element with several jobs is a department, not a card.
  return share((card) => jobLinkCount(card, finder, url) >= 2) < 0.3;
}

function cardFeatures(
  { cards, texts, share, textBesideLink }: CardSample,
  targets: readonly URL[],
  aim: Aim,
  { hints, finder, features, url }: CardContext,
): CardFeatures {
  const has = (field: 'company' | 'location' | 'salary', card: Element): boolean => hasField(hints, field, card);
  const hosts = new Set(targets.map(({ hostname }) => registeredPart(hostname)));
  return {
    ...aim,
    targetCount: targets.length,
    areLinked: targets.length >= cards.length * 0.6,
    mentionsJobs: share((card) => {
      const text = textBesideLink(card);
      return features.words.some((word) => text.includes(word)) || jobWordsIn(finder, text).length > 0;
    }),
    hasManyJobWords: share((card) => jobWordsIn(finder, texts.get(card)!).length >= 2),
    hasCompany: share((card) => has('company', card)) >= 0.5,
    hasLocation: share((card) => has('location', card)) >= 0.5,
    hasSalary: share((card) => has('salary', card) || mentionsMoney(texts.get(card)!)) >= 0.3,
    mentionsHiring: share((card) => hasAnyWord(texts.get(card)!, finder.hiring)) >= 0.5,
    hasApplyControl: share((card) => hasApplyLink(card, finder)) >= 0.5,
    // They lead to many other sites, and show their addresses.
    areSearchResults: (hosts.size >= 3 && !hosts.has(registeredPart(new URL(url).hostname))) || listsHosts(texts),
  };
}

function isListOfJobs(
  group: CardGroup,
  { texts, share }: CardSample,
  cards: CardFeatures,
  { hints, finder, features }: CardContext,
): boolean {
  const { leadsToJobs, hasCompany, mentionsHiring } = cards;
  const mentionsJobs = cards.mentionsJobs >= 0.3;
  // Sections of one post repeat too: they have no links, and their headings are those of posts.
  const hasNoDetails = !hasCompany && !cards.hasLocation && !cards.hasSalary && !mentionsHiring;
  const areJobs = cards.hasJobNumbers && features.mentionsJobs;
  if (hasNoDetails && !areJobs && !(mentionsJobs && cards.areLinked)) return false;
  // `Remote` above a link to a job is a badge, not a section heading.
  const startsWithHeading = (card: Element): boolean => isSectionHeading(texts.get(card)!.split('\n')[0] ?? '', finder);
  if (!leadsToJobs && share(startsWithHeading) >= 0.4) return false;
  // A price and a place alone may describe a flat or a car.
  if (!hasCompany && !leadsToJobs && !mentionsJobs && !mentionsHiring && !features.mentionsJobs) return false;
  if (group.cards.length >= 3) return true;
  // Two elements are cards only where each has a link.
  return (
    group.links.size >= 2 &&
    cards.targetCount >= 2 &&
    (leadsToJobs || mentionsHiring || cards.hasApplyControl) &&
    share((card) => hasField(hints, 'title', card)) === 1
  );
}

function scoreOf(cards: CardFeatures, page: PageFeatures): number {
  return (
    (cards.leadsToJobs ? 2 : 0) +
    (cards.mentionsJobs >= 0.6 ? 2 : cards.mentionsJobs >= 0.3 ? 1 : 0) +
    (cards.hasManyJobWords >= 0.8 ? 2 : cards.hasManyJobWords >= 0.5 ? 1 : 0) +
    (cards.hasCompany ? 2 : 0) +
    (cards.hasLocation ? 1 : 0) +
    (cards.hasSalary ? 1 : 0) +
    (cards.mentionsHiring ? 1 : 0) +
    (cards.hasApplyControl ? 1 : 0) +
    (cards.hasJobNumbers ? 1 : 0) +
    (page.mentionsJobs ? 1 : 0) -
    (page.isShop ? 3 : 0) -
    (page.isProfileOrWiki ? 4 : 0) -
    (cards.areSearchResults ? 4 : 0) -
    // Elements without links are weaker evidence.
    (cards.areLinked ? 0 : 2)
  );
}

function hasField(hints: Layout, field: 'title' | 'company' | 'location' | 'salary', card: Element): boolean {
  return hints.fields[field]?.some(({ css }) => dom.querySelector(card, css) !== null) === true;
}

/** Whether most cards have a line with a host name, and the hosts differ. */
function listsHosts(texts: ReadonlyMap<Element, string>): boolean {
  const hosts = [...texts.values()].flatMap(
    (text) => /^(?:https?:\/\/)?((?:[a-z\d-]+\.)+[a-z]{2,})(?:[/ ›].*)?$/mu.exec(text)?.[1] ?? [],
  );
  return hosts.length >= texts.size * 0.5 && new Set(hosts).size >= 2;
}

function hasApplyLink(card: Element, finder: FinderKnowledge): boolean {
  return [...dom.querySelectorAll(card, 'a, button, [role="button"]')].some((control) => {
    const text = dom.textContent(control).trim().toLowerCase();
    return text.length < 40 && hasAnyWord(text, finder.apply);
  });
}

/** Whether an element is a column of similar links. The links of a card differ: title, company, place. */
function isLinkMenu(card: Element): boolean {
  const links = [...dom.querySelectorAll(card, 'a[href]')];
  const linked = links.reduce((sum, link) => sum + dom.textContent(link).trim().length, 0);
  const kinds = new Set(links.map((link) => describeElement(dom.parentElement(link))));
  return links.length >= 4 && kinds.size <= links.length / 2 && linked > dom.textContent(card).trim().length * 0.7;
}

/** Whether a line is the heading of a section inside a post, e.g. `Requirements`. */
function isSectionHeading(line: string, finder: FinderKnowledge): boolean {
  return line.length < 45 && isLabel(line, [...jobWordsIn(finder, line), ...finder.employer]);
}
