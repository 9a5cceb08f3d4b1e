/** The heading that names what a page is about, which is not always its first or its largest. */
import { readText } from '../page/read-text.ts';
import { ASIDE, RELATED } from './page-parts.ts';

const CANDIDATES =
  'h1, h2, h3, h4, [role="heading"], [class$="-h1" i], [class$="-h2" i], [class*="title" i]:not([class*="subtitle" i]), [class*="subject" i], [id*="title" i], [data-automation-id*="header" i], [data-testid*="title" i], [data-cy*="title" i], [data-test*="title" i], [data-qa*="title" i], [itemprop="title"], [itemprop="headline"]';
const MOST = 250;
const MOST_LEAVES = 3000;
/** Names of pages that show jobs of all kinds. */
const LIST = /^(?:careers?|jobs?|vacanc(?:y|ies)|positions?|openings?|employment|opportunit(?:y|ies))$/u;
const PAGE = /^(?:current|open|our|posting|details?|description|search|profile|view|information|at|us|with)$/u;
/** A heading is no longer, in UTF-16 units. */
const LONGEST = 220;

/** Null where nothing on the page can be its title. @param headings of parts of a post, lower case, which are no title */
export function titleOf(document: Document, main: Element, url: string, headings: readonly string[]): Element | null {
  const names = [document.title, contentOf(document, 'og:title')].map(plain).filter(Boolean);
  const site = plain(contentOf(document, 'og:site_name'));
  let best: Element | null = null;
  let most = 0;
  let listName: Element | null = null;
  let looked = 0;
  for (const element of document.querySelectorAll(CANDIDATES)) {
    if (++looked > MOST) break;
    if ([ASIDE, RELATED].some((part) => element.closest(part)?.contains(main) === false)) continue;
    const text = plain(readText(element));
    if (text.length < 3 || text.length > LONGEST || !/\p{L}/u.test(text) || text.includes('{{')) continue;
    if (namesAList(text)) {
      if (!headings.includes(text)) listName ??= element;
      continue;
    }
    // What follows the main text is about something else.
    const after = (main.compareDocumentPosition(element) & 4) !== 0 && !main.contains(element);
    const score =
      levelOf(element) +
      namedIn(names, text) -
      (after ? 4 : 0) -
      foreignness(element, text, site, url) -
      (headings.includes(text) ? 8 : 0);
    if (score > most) {
      most = score;
      best = element;
    }
  }
  if (most >= 3) return best;
  if (listName !== null) return most >= 1 ? best : listName;
  const leaf = namedLeaf(document, main, names, site);
  // The site's name, at the head of every page of it, is no title where the page has a heading.
  const isSiteName =
    leaf?.closest('header, [role="banner"]') != null && best !== null && /^H[1-3]$/u.test(best.tagName);
  return leaf === null || isSiteName ? best : leaf;
}

/** `Careers`, `Job posting details`: the name of a page of any job, and of none. */
function namesAList(text: string): boolean {
  const tokens = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  return (
    tokens.length <= 4 &&
    tokens.some((token) => LIST.test(token)) &&
    tokens.every((token) => LIST.test(token) || PAGE.test(token))
  );
}

/** Without a heading: the element that says what the document's name begins with. */
function namedLeaf(document: Document, main: Element, names: readonly string[], site: string): Element | null {
  const parts = new Set(
    names.flatMap((name) => name.split(/\s[|｜–—·@-]\s|[|｜:：_【】]/u)).map((part) => part.trim()),
  );
  parts.delete(site);
  parts.delete('');
  let looked = 0;
  for (const element of document.querySelectorAll('p, div, span, b, strong, td, font, dd')) {
    if (++looked > MOST_LEAVES || (main.compareDocumentPosition(element) & 4 && !main.contains(element))) return null;
    if (element.childElementCount > 1 || (element.textContent ?? '').length > LONGEST) continue;
    const isLinked = element.closest(`a, ${ASIDE}`) !== null || element.querySelector('a') !== null;
    if (!isLinked && parts.has(plain(element.textContent ?? ''))) return element;
  }
  return null;
}

function levelOf(element: Element): number {
  const level =
    element.tagName === 'H1' ? 2 : /^H[23]$/u.test(element.tagName) || /-h[12]$/iu.test(element.className) ? 1 : 0.5;
  const marks = `${element.className} ${element.id} ${element.getAttribute('data-automation-id') ?? ''}`;
  const hooks = ['data-testid', 'data-cy', 'data-test', 'data-qa'].map((name) => element.getAttribute(name) ?? '');
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

/** How well the names that the document gives itself go with a heading. */
function namedIn(names: readonly string[], text: string): number {
  let best = 0;
  for (const name of names) {
    const at = name.indexOf(text);
    if (at < 0 || text.length < 4) continue;
    best = Math.max(best, 3 + (at === 0 ? 1.5 : 0) + (2 * text.length) / name.length);
  }
  return best;
}

/** The site's own name, or the title of another page. */
function foreignness(element: Element, text: string, site: string, url: string): number {
  const link = element.closest('a[href]') ?? element.querySelector('a[href]');
  const href = link?.getAttribute('href') ?? '';
  if (text === site) return 4;
  // A heading may name the company too, with a link of its own.
  const linked = plain([...element.querySelectorAll('a[href]')].map((each) => each.textContent ?? '').join(' '));
  if (link !== null && !link.contains(element) && linked.length < text.length * 0.7) return 0;
  if (link === null || href.startsWith('#') || !URL.canParse(href, url)) return 0;
  const { pathname, hostname } = new URL(href, url);
  if (pathname === '/' || pathname === '') return 10;
  const here = new URL(url);
  return hostname === here.hostname && pathname.replace(/\/$/u, '') === here.pathname.replace(/\/$/u, '')
    ? 0
    : /title/iu.test(`${element.className} ${element.parentElement?.className ?? ''}`)
      ? 1.2
      : 2.5;
}

function contentOf(document: Document, property: string): string {
  return document.querySelector(`meta[property="${property}"]`)?.getAttribute('content') ?? '';
}

function plain(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim().toLowerCase();
}
