/** Finds the heading that names the subject of a page; it need not be the first or the largest. */
import * as dom from '../dom/form-safe-dom.ts';
import { readText } from '../dom/read-text.ts';
import { SITE_PARTS_SELECTOR, RELATED_POSTS_SELECTOR } from './page-parts.ts';

const CANDIDATE_SELECTOR =
  'h1, h2, h3, h4, [role="heading"], [class$="-h1" i], [class$="-h2" i], [class*="title" i]:not([class*="subtitle" i]), [class*="subject" i], [id*="title" i], [data-automation-id*="header" i], [data-testid*="title" i], [data-cy*="title" i], [data-test*="title" i], [data-qa*="title" i], [itemprop="title"], [itemprop="headline"]';
const MAX_CANDIDATES = 250;
const MAX_LEAVES = 3000;
/** Words in names of pages that list jobs. */
const LIST_WORD = /^(?:careers?|jobs?|vacanc(?:y|ies)|positions?|openings?|employment|opportunit(?:y|ies))$/u;
const PAGE_WORD = /^(?:current|open|our|posting|details?|description|search|profile|view|information|at|us|with)$/u;
/** Longest heading, UTF-16 units. */
const MAX_TITLE_UNITS = 220;

/** The title's element; null when there is none. @param headings section headings that are not titles, lower case */
export function pageTitleOf(
  document: Document,
  main: Element,
  url: string,
  headings: readonly string[],
): Element | null {
  const names = [document.title, contentOf(document, 'og:title')].map(normalized).filter(Boolean);
  const site = normalized(contentOf(document, 'og:site_name'));
  let best: Element | null = null;
  let bestScore = 0;
  let listName: Element | null = null;
  let count = 0;
  for (const element of document.querySelectorAll(CANDIDATE_SELECTOR)) {
    if (++count > MAX_CANDIDATES) break;
    if (isInPartBeside(element, main)) continue;
    const text = normalized(readText(element));
    if (text.length < 3 || text.length > MAX_TITLE_UNITS || !/\p{L}/u.test(text) || text.includes('{{')) continue;
    if (isListName(text)) {
      if (!headings.includes(text)) listName ??= element;
      continue;
    }
    // Headings after the main text belong to something else.
    const after = (dom.compareDocumentPosition(main, element) & 4) !== 0 && !dom.contains(main, element);
    const score =
      headingLevelScore(element) +
      titleMatchScore(names, text) -
      (after ? 4 : 0) -
      foreignPenalty(element, text, site, url) -
      (headings.includes(text) ? 8 : 0);
    if (score > bestScore) {
      bestScore = score;
      best = element;
    }
  }
  if (bestScore >= 3) return best;
  if (listName !== null) return bestScore >= 1 ? best : listName;
  const leaf = elementNamedByTitle(document, main, names, site);
  // The site's name in the page header is not the title where the page has a heading.
  const isSiteName =
    leaf !== null &&
    dom.closest(leaf, 'header, [role="banner"]') !== null &&
    best !== null &&
    /^H[1-3]$/u.test(dom.tagName(best));
  return leaf === null || isSiteName ? best : leaf;
}

/** Whether an element is in navigation or in a related post that does not contain the main text. */
function isInPartBeside(element: Element, main: Element): boolean {
  return [SITE_PARTS_SELECTOR, RELATED_POSTS_SELECTOR].some((selector) => {
    const part = dom.closest(element, selector);
    return part !== null && !dom.contains(part, main);
  });
}

/** Whether a text names a kind of page and not a job, e.g. `Careers`, `Job posting details`. */
function isListName(text: string): boolean {
  const tokens = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  return (
    tokens.length <= 4 &&
    tokens.some((token) => LIST_WORD.test(token)) &&
    tokens.every((token) => LIST_WORD.test(token) || PAGE_WORD.test(token))
  );
}

/** For pages without a heading: the element whose text is a part of the document's title. */
function elementNamedByTitle(
  document: Document,
  main: Element,
  names: readonly string[],
  site: string,
): Element | null {
  const parts = new Set(
    names.flatMap((name) => name.split(/\s[|｜–—·@-]\s|[|｜:：_【】]/u)).map((part) => part.trim()),
  );
  parts.delete(site);
  parts.delete('');
  let count = 0;
  for (const element of document.querySelectorAll('p, div, span, b, strong, td, font, dd')) {
    if (++count > MAX_LEAVES || (dom.compareDocumentPosition(main, element) & 4 && !dom.contains(main, element)))
      return null;
    if (dom.childElementCount(element) > 1 || dom.textContent(element).length > MAX_TITLE_UNITS) continue;
    const isLinked =
      dom.closest(element, `a, ${SITE_PARTS_SELECTOR}`) !== null || dom.querySelector(element, 'a') !== null;
    if (!isLinked && parts.has(normalized(dom.textContent(element)))) return element;
  }
  return null;
}

function headingLevelScore(element: Element): number {
  const level =
    dom.tagName(element) === 'H1'
      ? 2
      : /^H[23]$/u.test(dom.tagName(element)) || /-h[12]$/iu.test(dom.className(element))
        ? 1
        : 0.5;
  const marks = `${dom.className(element)} ${dom.id(element)} ${dom.getAttribute(element, 'data-automation-id') ?? ''}`;
  const hooks = ['data-testid', 'data-cy', 'data-test', 'data-qa'].map((name) => dom.getAttribute(element, name) ?? '');
  if (hooks.some((hook) => /(?:job|vacancy|position|posting).?title/iu.test(hook))) return level + 2;
  return (
    level +
    (/(?:job|position|vacancy|posting|entry|post|topic|card|ad)(?:.{0,9}(?:title|header)|.{0,3}name)/iu.test(marks)
      ? 1
      : /title/iu.test(marks)
        ? 0.3
        : 0)
  );
}

/** Score of how well a heading matches the document's title. */
function titleMatchScore(names: readonly string[], text: string): number {
  let best = 0;
  for (const name of names) {
    const at = name.indexOf(text);
    if (at < 0 || text.length < 4) continue;
    best = Math.max(best, 3 + (at === 0 ? 1.5 : 0) + (2 * text.length) / name.length);
  }
  return best;
}

/** Penalty for a heading that is the site's name or links to another page. */
function foreignPenalty(element: Element, text: string, site: string, url: string): number {
  const link = dom.closest(element, 'a[href]') ?? dom.querySelector(element, 'a[href]');
  const parent = dom.parentElement(element);
  const href = (link === null ? null : dom.getAttribute(link, 'href')) ?? '';
  if (text === site) return 4;
  // A heading may also contain the company as a link.
  const linked = normalized(
    [...dom.querySelectorAll(element, 'a[href]')].map((each) => dom.textContent(each)).join(' '),
  );
  if (link !== null && !dom.contains(link, element) && linked.length < text.length * 0.7) return 0;
  if (link === null || href.startsWith('#') || !URL.canParse(href, url)) return 0;
  const { pathname, hostname } = new URL(href, url);
  if (pathname === '/' || pathname === '') return 10;
  const here = new URL(url);
  return hostname === here.hostname && pathname.replace(/\/$/u, '') === here.pathname.replace(/\/$/u, '')
    ? 0
    : /title/iu.test(`${dom.className(element)} ${parent === null ? '' : dom.className(parent)}`)
      ? 1.2
      : 2.5;
}

function contentOf(document: Document, property: string): string {
  return document.querySelector(`meta[property="${property}"]`)?.getAttribute('content') ?? '';
}

function normalized(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim().toLowerCase();
}
