/** Scores how much a group of repeated elements looks like cards of jobs. */
import * as dom from '../dom/form-safe-dom.ts';
import { readText } from '../dom/read-text.ts';
import type { FinderKnowledge, Layout } from './adapter.ts';
import type { CardGroup } from './card-groups.ts';
import { hasAnyWord } from './has-word.ts';
import { isLabel } from './labels.ts';
import { mentionsMoney } from './mentions-money.ts';
import { hasJobListWord, jobWordsIn, type PageFeatures } from './page-features.ts';

/** Number of cards of a group that are scored. */
const SAMPLE_SIZE = 12;

export function sampleCards(group: CardGroup): Element[] {
  const step = Math.max(1, Math.floor(group.cards.length / SAMPLE_SIZE));
  return group.cards.filter((_, index) => index % step === 0).slice(0, SAMPLE_SIZE);
}

interface CardContext {
  hints: Layout;
  finder: FinderKnowledge;
  features: PageFeatures;
  url: string;
}

/** Points, -13 to 14, for what jobs have; 0 for a group that is no list of cards. See `MIN_SCORE` in find-generic-cards.ts. */
export function cardScore(group: CardGroup, { hints, finder, features, url }: CardContext): number {
  const sample = sampleCards(group);
  const share = (test: (card: Element) => boolean): number => sample.filter(test).length / sample.length;
  const texts = new Map(sample.map((card) => [card, readText(card, hints.strip).toLowerCase()]));
  const lengths = [...texts.values()].map((text) => text.length).sort((a, b) => a - b);
  const median = lengths[lengths.length >> 1] ?? 0;
  if (median < 15 || median > 3000) return 0;
  // Templates that no script has filled
  if (group.cards.some((card) => /\{\{.*\}\}/u.test(dom.textContent(card)))) return 0;
  const hasSeveralLines = share((card) => texts.get(card)!.includes('\n') || dom.childElementCount(card) > 2);
  const distinctCount = new Set([...texts.values()].map((text) => text.slice(0, 200))).size;
  if (hasSeveralLines < 0.6 || distinctCount < sample.length * 0.6) return 0;
  if (share(isLinkMenu) > 0.5) return 0;
  const has = (field: 'title' | 'company' | 'location' | 'salary', card: Element): boolean =>
    hints.fields[field]?.some(({ css }) => dom.querySelector(card, css) !== null) === true;
  const links = new Map(sample.map((card) => [card, group.links.get(card) ?? dom.querySelector(card, 'a[href]')]));
  // Text outside of the link: a menu of job categories has none.
  const rest = (card: Element): string => {
    const text = texts.get(card)!;
    const link = links.get(card);
    const linked =
      link === null || link === undefined || link === card ? '' : readText(link, hints.strip).toLowerCase();
    return linked.length > text.length * 0.7 ? text.slice(text.indexOf('\n') + 1) : text.replace(linked, '');
  };
  const targets = sample.flatMap((card) => {
    const link = links.get(card);
    const href = (link == null ? null : dom.getAttribute(link, 'href')) ?? '#';
    const target = href.startsWith('#') || !URL.canParse(href, url) ? null : new URL(href, url);
    return target?.protocol.startsWith('http') === true ? [target] : [];
  });
  const leadsToJobs =
    targets.filter((target) => hasJobListWord(finder, describeTarget(target, url))).length >= sample.length * 0.6;
  // Each link leads to the page of one job.
  const hasJobNumbers = leadsToJobs && new Set(targets.flatMap(idOfAddress)).size >= sample.length * 0.8;
  // Cards begin with words; a row of a table of jobs may begin with a number.
  const opening = hasJobNumbers && features.mentionsJobs ? /^(?:[^\n]*\n)?[^\n]*\p{L}/u : /^[^\n]*\p{L}/u;
  if (share((card) => opening.test(texts.get(card)!)) < 0.6) return 0;
  // A place name may be short.
  const minUnits = hasJobNumbers && features.mentionsJobs ? 3 : 8;
  if (share((card) => rest(card).trim().length < minUnits) > 0.5) return 0;
  // An element with several jobs is a department, not a card.
  if (share((card) => jobLinkCount(card, finder, url) >= 2) >= 0.3) return 0;
  const hosts = new Set(targets.map(({ hostname }) => registeredPart(hostname)));
  const mentionsJobs = share(
    (card) => features.words.some((word) => rest(card).includes(word)) || jobWordsIn(finder, rest(card)).length > 0,
  );
  const hasManyJobWords = share((card) => jobWordsIn(finder, texts.get(card)!).length >= 2);
  const hasCompany = share((card) => has('company', card)) >= 0.5;
  const hasLocation = share((card) => has('location', card)) >= 0.5;
  const hasSalary = share((card) => has('salary', card) || mentionsMoney(texts.get(card)!)) >= 0.3;
  const mentionsHiring = share((card) => hasAnyWord(texts.get(card)!, finder.hiring)) >= 0.5;
  const hasApplyControl = share((card) => hasApplyLink(card, finder)) >= 0.5;
  const isFew = group.cards.length < 3;
  // Sections of one post repeat too: they have no links, and their headings are those of posts.
  const hasNoDetails = !hasCompany && !hasLocation && !hasSalary && !mentionsHiring;
  if (
    hasNoDetails &&
    !(hasJobNumbers && features.mentionsJobs) &&
    (mentionsJobs < 0.3 || targets.length < sample.length * 0.6)
  )
    return 0;
  // `Remote` above a link to a job is a badge, not a section heading.
  if (!leadsToJobs && share((card) => isSectionHeading(texts.get(card)!.split('\n')[0] ?? '', finder)) >= 0.4) return 0;
  // A price and a place alone may describe a flat or a car.
  if (!hasCompany && !leadsToJobs && mentionsJobs < 0.3 && !mentionsHiring && !features.mentionsJobs) return 0;
  // Two elements are cards only where each has a link.
  if (
    isFew &&
    (group.links.size < 2 ||
      targets.length < 2 ||
      !(leadsToJobs || mentionsHiring || hasApplyControl) ||
      share((card) => has('title', card)) < 1)
  )
    return 0;
  const score =
    (leadsToJobs ? 2 : 0) +
    (mentionsJobs >= 0.6 ? 2 : mentionsJobs >= 0.3 ? 1 : 0) +
    (hasManyJobWords >= 0.8 ? 2 : hasManyJobWords >= 0.5 ? 1 : 0) +
    (hasCompany ? 2 : 0) +
    (hasLocation ? 1 : 0) +
    (hasSalary ? 1 : 0) +
    (mentionsHiring ? 1 : 0) +
    (hasApplyControl ? 1 : 0) +
    (hasJobNumbers ? 1 : 0) +
    (features.mentionsJobs ? 1 : 0) -
    (features.isShop ? 3 : 0) -
    (features.isProfileOrWiki ? 4 : 0) -
    // Search results lead to many other sites, and show their addresses.
    ((hosts.size >= 3 && !hosts.has(registeredPart(new URL(url).hostname))) || listsHosts(texts) ? 4 : 0);
  // Elements without links are weaker evidence.
  return targets.length < sample.length * 0.6 ? score - 2 : score;
}

/** The last two or three labels of a host: a board may give each employer a subdomain. */
function registeredPart(hostname: string): string {
  const labels = hostname.split('.');
  return labels.slice((labels.at(-2)?.length ?? 0) <= 3 ? -3 : -2).join('.');
}

/** The words of a link's target: its path, and the host name where it differs from the page's. */
function describeTarget({ hostname, pathname }: URL, url: string): string {
  return hostname === new URL(url).hostname ? pathname : `${hostname.split('.').slice(0, -1).join(' ')} ${pathname}`;
}

/** The largest number of jobs that links of one kind lead to. A card also links its company and similar jobs. */
function jobLinkCount(card: Element, finder: FinderKnowledge, url: string): number {
  const links = dom.querySelectorAll(card, 'a[href]');
  if (links.length > 40) return 0;
  const kinds = new Map<string, Set<string>>();
  for (const link of links) {
    const href = dom.getAttribute(link, 'href') ?? '';
    const target = URL.canParse(href, url) ? new URL(href, url) : null;
    if (target === null || !hasJobListWord(finder, describeTarget(target, url))) continue;
    const kind = `${describeElement(dom.parentElement(link) ?? link)} ${dom.className(link)}`;
    const numbers = kinds.get(kind) ?? new Set();
    for (const number of idOfAddress(target)) numbers.add(number);
    kinds.set(kind, numbers);
  }
  return Math.max(0, ...[...kinds.values()].map(({ size }) => size));
}

function describeElement(element: Element | null): string {
  return element === null ? '' : `${dom.tagName(element)} ${dom.className(element)}`;
}

/** The last number or long alphanumeric id in an address. */
function idOfAddress({ pathname, search }: URL): string[] {
  return (pathname + search).match(/[0-9a-f]{8}-[0-9a-f-]{20,}|(?=[a-z]*\d)[a-z\d]{16,}|\d{2,}/giu)?.slice(-1) ?? [];
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
