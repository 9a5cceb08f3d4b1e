/** What an unknown page says of itself: words of jobs, of shops, of lists; where its main text stands. */
import { childrenOf } from '../dom/children-of.ts';
import { normalizeWords } from '../dom/normalize-text.ts';
import { isHidden, isIcon, readText } from '../dom/read-text.ts';
import type { FinderKnowledge } from './adapter.ts';
import { hasWord } from './has-word.ts';
import { SITE_PARTS_SELECTOR, RELATED_POSTS_SELECTOR } from './page-parts.ts';
import { pageTitleOf } from './page-title.ts';

/** Pages about persons and about everything. */
const PROFILE_OR_WIKI_SELECTOR =
  'meta[property="og:type"][content="profile"], meta[name="generator"][content*="MediaWiki"], .mw-parser-output, #mw-content-text';
/** An element holds the main text while this share of it stands in one child. */
const MAIN_SHARE = 0.65;
/** Text in which words are looked for, in UTF-16 units. */
const MAX_WORD_UNITS = 20_000;
/** Elements whose text is weighed. */
const MAX_ELEMENTS = 60_000;
/** Less running text than this outside of asides is none. UTF-16 units. */
const MIN_TEXT_UNITS = 60;

export interface PageFeatures {
  /** The smallest element with most of the page's running text. */
  main: Element;
  text: string;
  /** The same with what stands between it and the title, where that is not much more. */
  surroundingText: string;
  /** Words of jobs that the text has. */
  words: string[];
  /** The address or the headings name jobs. */
  mentionsJobs: boolean;
  /** The page sells goods. */
  isShop: boolean;
  /** The page is about a person, or an encyclopedia's. */
  isProfileOrWiki: boolean;
  title: Element | null;
  /** '' where the page has no title of its own. */
  titleText: string;
}

export function pageFeatures(finder: FinderKnowledge, document: Document, url: string): PageFeatures {
  const { hostname, pathname } = new URL(url);
  const main = mainElement(document.body);
  const text = readMainText(main);
  const title = pageTitleOf(document, main, url, [...Object.values(finder.words).flat(), ...finder.places]);
  // Conditions often stand beside the text they belong to.
  const near = title === null ? text : readMainText(commonAncestor(title, main));
  const around = near.length < text.length * 3 ? near : text;
  const lower = normalizeWords(around.slice(0, MAX_WORD_UNITS));
  const titleText = title === null ? '' : readText(title).replaceAll('\n', ' ');
  const crumbs = document.querySelector('[class*="crumb" i]')?.textContent ?? '';
  const heading = `${document.title} ${titleText} ${crumbs}`.slice(0, 700);
  return {
    main,
    text,
    surroundingText: around,
    words: jobWordsIn(finder, lower),
    mentionsJobs:
      hasJobListWord(finder, `${hostname.split('.').slice(0, -1).join(' ')} ${pathname}`) ||
      hasJobListWord(finder, heading),
    isShop: finder.against.filter((word) => lower.includes(word)).length >= 2,
    isProfileOrWiki: document.querySelector(PROFILE_OR_WIKI_SELECTOR) !== null,
    title,
    titleText,
  };
}

/** The smallest element that holds both. */
export function commonAncestor(a: Element, b: Element): Element {
  let node = a;
  while (!node.contains(b) && node.parentElement !== null) node = node.parentElement;
  return node;
}

/**
 * An element's words without the site's own parts and without other posts. A page may call its post a notice about
 * cookies: what is left out counts where it is most of what stands there.
 */
export function readMainText(main: Element): string {
  const whole = readText(main);
  const page = readText(main, SITE_PARTS_SELECTOR);
  const own = readText(main, `${SITE_PARTS_SELECTOR}, ${RELATED_POSTS_SELECTOR}`);
  if (page.length * 2.5 < whole.length) return whole;
  return own.length * 2 >= page.length ? own : page;
}

const vocabularies = new WeakMap<FinderKnowledge, readonly string[]>();

/** The job words of a text in lower case, each once whatever languages have it. */
export function jobWordsIn(finder: FinderKnowledge, lower: string): string[] {
  let words = vocabularies.get(finder);
  if (words === undefined) {
    words = [...new Set(Object.values(finder.words).flat())];
    vocabularies.set(finder, words);
  }
  return words.filter((word) => hasWord(lower, word));
}

interface JobListWords {
  /** Words that stand alone or between hyphens. */
  words: Set<string>;
  /** Words of scripts that set no spaces. */
  parts: string[];
}
const jobListWordsCache = new WeakMap<FinderKnowledge, JobListWords>();

function jobListWordsOf(finder: FinderKnowledge): JobListWords {
  let known = jobListWordsCache.get(finder);
  if (known === undefined) {
    const alone = (place: string): boolean => /^[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Arabic} -]+$/u.test(place);
    known = {
      words: new Set(finder.places.filter(alone)),
      parts: finder.places.filter((place) => !alone(place) || place.includes(' ')),
    };
    jobListWordsCache.set(finder, known);
  }
  return known;
}

/** Whether a path or a heading has a word of job lists. */
export function hasJobListWord(finder: FinderKnowledge, value: string): boolean {
  const { words, parts } = jobListWordsOf(finder);
  const lower = normalizeWords(decode(value));
  const tokens = lower.split(/[^\p{L}\p{M}-]+/u);
  return (
    tokens.some(
      (token) =>
        words.has(token) ||
        /^jobs?(?:id|view|detail|post|ad|show|search|list|opening)|(?:view|show|get|post|apply)jobs?$/u.test(token) ||
        token.split('-').some((part) => words.has(part)),
    ) || parts.some((part) => lower.includes(part))
  );
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Walks down from the body for as long as one child holds most of the text that is not a link. */
export function mainElement(body: Element, without?: ReadonlySet<Element>, withAside = false): Element {
  const textUnits = new Map<Element, number>();
  const elements: Element[] = [body];
  // Not recursive: a page may nest deeper than a stack, and hold more than anybody reads.
  for (const element of body.querySelectorAll('*')) {
    if (elements.length > MAX_ELEMENTS) break;
    elements.push(element);
  }
  for (const element of elements.toReversed()) {
    if (element !== body && (!isWeighed(element, withAside) || without?.has(element) === true)) continue;
    let own = textUnits.get(element) ?? 0;
    for (let child = element.firstChild; child !== null; child = child.nextSibling) {
      if (child.nodeType === 3) own += (child as Text).data.trim().length;
    }
    textUnits.set(element, own);
    const parent = element.parentElement;
    if (element !== body && parent !== null) textUnits.set(parent, (textUnits.get(parent) ?? 0) + own);
  }
  // Nothing but asides: then the post is one.
  if (!withAside && (textUnits.get(body) ?? 0) < MIN_TEXT_UNITS) return mainElement(body, without, true);
  let main = body;
  for (;;) {
    const whole = textUnits.get(main) ?? 0;
    const next = childrenOf(main).find((child) => (textUnits.get(child) ?? 0) >= whole * MAIN_SHARE);
    if (next === undefined || whole === 0) return main;
    main = next;
  }
}

const LINKS_AND_CONTROLS = new Set('A SELECT BUTTON IFRAME TEXTAREA'.split(' '));
const SIDE_TAGS = new Set(['NAV', 'FOOTER', 'ASIDE']);

function isWeighed(element: Element, withAside: boolean): boolean {
  if (LINKS_AND_CONTROLS.has(element.tagName) || isHidden(element) || isIcon(element)) return false;
  return (
    withAside || (!SIDE_TAGS.has(element.tagName) && !/cookie|consent/iu.test(`${element.id} ${element.className}`))
  );
}
