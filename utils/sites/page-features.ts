/** Extracts features of an unknown page: words of jobs and of shops, its title and its main text. */
import { decodePercent } from '../model/decode-percent.ts';
import { canComputeVisibility, isHiddenByStyle } from '../dom/hidden-by-style.ts';
import * as dom from '../dom/form-safe-dom.ts';
import { normalizeWords } from '../dom/normalize-text.ts';
import { plainForm } from '../dom/plain-readings.ts';
import { isHiddenByMarkup, isIcon } from '../dom/hidden-by-markup.ts';
import { readText } from '../dom/read-text.ts';
import type { FinderKnowledge } from './adapter.ts';
import { hasWord } from './has-word.ts';
import { plainForms } from './job-word-patterns.ts';
import { SITE_PARTS_SELECTOR, RELATED_POSTS_SELECTOR } from './page-parts.ts';
import { pageTitleOf } from './page-title.ts';

/** Marks of profile pages and wikis in the head, and the element that holds the text of a wiki. */
const PROFILE_OR_WIKI_META =
  'meta[property="og:type"][content="profile"], meta[name="generator"][content*="MediaWiki"]';
const WIKI_TEXT_SELECTOR = '.mw-parser-output, #mw-content-text';
/** The search for the main element descends while one child has at least this share of the text. */
const MAIN_SHARE = 0.65;
/** Length of the text that is searched for job words, UTF-16 units. */
const MAX_WORD_UNITS = 20_000;
/** Number of elements whose text is measured. */
const MAX_ELEMENTS = 60_000;
/** Pages with less text outside of side parts have their main text in a side part. UTF-16 units. */
const MIN_TEXT_UNITS = 60;
/** Shorter texts count without a look at whether they are drawn. UTF-16 units. */
const MIN_HIDDEN_UNITS = 20;

export interface PageFeatures {
  /** The smallest element with most of the text that is not links. */
  main: Element;
  text: string;
  /** `text` with the text up to the title, where that is less than three times as long. */
  surroundingText: string;
  /** Job words in `surroundingText`. */
  words: string[];
  /** The address or the headings contain a word of job lists. */
  mentionsJobs: boolean;
  /** The page sells goods. */
  isShop: boolean;
  /** The page is a profile or a wiki. */
  isProfileOrWiki: boolean;
  title: Element | null;
  /** '' where no title was found. */
  titleText: string;
}

export function pageFeatures(finder: FinderKnowledge, document: Document, url: string): PageFeatures {
  const { hostname, pathname } = new URL(url);
  const main = mainElement(document.body);
  const text = readMainText(main);
  const title = pageTitleOf(document, main, url, [...Object.values(finder.words).flat(), ...finder.places]);
  // Working conditions are often beside the main text.
  const near = title === null ? text : readMainText(commonAncestor(title, main));
  const around = near.length < text.length * 3 ? near : text;
  const lower = normalizeWords(around.slice(0, MAX_WORD_UNITS));
  const titleText = title === null ? '' : readText(title).replaceAll('\n', ' ');
  const breadcrumb = document.querySelector('[class*="crumb" i]');
  const crumbs = breadcrumb === null ? '' : dom.textContent(breadcrumb);
  const heading = `${document.title} ${titleText} ${crumbs}`.slice(0, 700);
  return {
    main,
    text,
    surroundingText: around,
    words: jobWordsIn(finder, lower),
    mentionsJobs:
      hasJobListWord(finder, `${hostname.split('.').slice(0, -1).join(' ')} ${pathname}`) ||
      hasJobListWord(finder, heading),
    isShop: isShop(finder, lower, title === null ? main : commonAncestor(title, main)),
    isProfileOrWiki: document.querySelector(PROFILE_OR_WIKI_META) !== null || isTextOfWiki(document, main),
    title,
    titleText,
  };
}

/** @param lower text of `element` */
function isShop({ against }: FinderKnowledge, lower: string, element: Element): boolean {
  const words = against.filter((word) => lower.includes(word));
  if (words.length < 2) return false;
  const drawn = new Set(words);
  // A page can hide such words in a lure. Words that only several elements hold together count as drawn.
  for (const word of words) {
    const holders = [element, ...dom.querySelectorAll(element, '*')].filter((part) =>
      normalizeWords(ownText(part)).includes(word),
    );
    if (holders.length > 0 && holders.every(isHiddenByStyle)) drawn.delete(word);
  }
  return drawn.size >= 2;
}

/** Whether the main text is that of a wiki. A page can hold an empty or hidden element of that name. */
function isTextOfWiki(document: Document, main: Element): boolean {
  return [...document.querySelectorAll(WIKI_TEXT_SELECTOR)].some(
    (text) =>
      (dom.contains(text, main) ||
        (dom.contains(main, text) && dom.textContent(text).length * 2 >= dom.textContent(main).length)) &&
      !isHiddenByStyle(text),
  );
}

function ownText(element: Element): string {
  let text = '';
  for (const child of dom.childNodes(element)) if (dom.nodeType(child) === 3) text += (child as Text).data;
  return text;
}

/** The smallest element that contains both. */
export function commonAncestor(a: Element, b: Element): Element {
  let node = a;
  for (let parent: Element | null = a; parent !== null && !dom.contains(node, b); parent = dom.parentElement(node)) {
    node = parent;
  }
  return node;
}

/**
 * The text of an element without navigation and related posts. A page may give its post the class of a cookie notice.
 * So these parts are kept where they are most of the text.
 */
export function readMainText(main: Element): string {
  const whole = readText(main);
  // Searching takes a hundredth of the time of reading.
  const page = dom.querySelector(main, SITE_PARTS_SELECTOR) === null ? whole : readText(main, SITE_PARTS_SELECTOR);
  const own =
    dom.querySelector(main, RELATED_POSTS_SELECTOR) === null
      ? page
      : readText(main, `${SITE_PARTS_SELECTOR}, ${RELATED_POSTS_SELECTOR}`);
  if (page.length * 2.5 < whole.length) return whole;
  return own.length * 2 >= page.length ? own : page;
}

const vocabularies = new WeakMap<FinderKnowledge, readonly string[]>();

/** The distinct job words in a lower-case text. */
export function jobWordsIn(finder: FinderKnowledge, lower: string): string[] {
  let words = vocabularies.get(finder);
  if (words === undefined) {
    words = [...new Set(Object.values(finder.words).flat())];
    vocabularies.set(finder, words);
  }
  return words.filter((word) => hasWord(lower, word));
}

const plainVocabularies = new WeakMap<FinderKnowledge, readonly string[]>();

/** The distinct job words in a lower-case text, both as they are and without accents. */
export function plainJobWordsIn(finder: FinderKnowledge, lower: string): Set<string> {
  let words = plainVocabularies.get(finder);
  if (words === undefined) {
    const all = new Set(Object.values(finder.words).flat());
    words = [...all, ...plainForms(all)];
    plainVocabularies.set(finder, words);
  }
  return new Set(words.filter((word) => hasWord(lower, word)).map(plainForm));
}

interface JobListWords {
  /** Words that must stand alone or between hyphens. */
  words: Set<string>;
  /** Words of scripts without spaces, and phrases. */
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

/** Whether a path or a heading contains a word of job lists. */
export function hasJobListWord(finder: FinderKnowledge, value: string): boolean {
  const { words, parts } = jobListWordsOf(finder);
  const lower = normalizeWords(decodePercent(value));
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

/**
 * The main element: descends from the body while one child has most of the text that is not links. Side parts count where all
 * text is in them. Hidden text counts where all is hidden, as on a page that is not drawn yet.
 *
 * @param excluded elements that do not count
 */
export function mainElement(body: Element, excluded?: ReadonlySet<Element>): Element {
  for (const withUndrawn of canComputeVisibility(body) ? [false, true] : [true]) {
    for (const withAside of [false, true]) {
      const textUnits = measureText(body, excluded, withAside, withUndrawn);
      if ((textUnits.get(body) ?? 0) >= MIN_TEXT_UNITS || (withAside && withUndrawn)) return heaviest(body, textUnits);
    }
  }
  return body;
}

/** The length of the text in each element that counts, UTF-16 units. */
function measureText(
  body: Element,
  excluded: ReadonlySet<Element> | undefined,
  withAside: boolean,
  withUndrawn: boolean,
): Map<Element, number> {
  const textUnits = new Map<Element, number>();
  const elements: Element[] = [body];
  // Not recursive: a page may nest deeper than the call stack.
  for (const element of dom.querySelectorAll(body, '*')) {
    if (elements.length > MAX_ELEMENTS) break;
    elements.push(element);
  }
  for (const element of elements.toReversed()) {
    if (element !== body && (!isWeighed(element, withAside) || excluded?.has(element) === true)) continue;
    let own = 0;
    for (let child = dom.firstChild(element); child !== null; child = dom.nextSibling(child)) {
      if (dom.nodeType(child) === 3) own += (child as Text).data.trim().length;
    }
    // Its children may be drawn even so (`visibility`), and are measured by themselves.
    if (!withUndrawn && own >= MIN_HIDDEN_UNITS && isHiddenByStyle(element)) own = 0;
    const whole = (textUnits.get(element) ?? 0) + own;
    textUnits.set(element, whole);
    const parent = dom.parentElement(element);
    if (element !== body && parent !== null) textUnits.set(parent, (textUnits.get(parent) ?? 0) + whole);
  }
  return textUnits;
}

function heaviest(body: Element, textUnits: ReadonlyMap<Element, number>): Element {
  let main = body;
  for (;;) {
    const whole = textUnits.get(main) ?? 0;
    const next = [...dom.children(main)].find((child) => (textUnits.get(child) ?? 0) >= whole * MAIN_SHARE);
    if (next === undefined || whole === 0) return main;
    main = next;
  }
}

const LINKS_AND_CONTROLS = new Set('A SELECT BUTTON IFRAME TEXTAREA'.split(' '));
const SIDE_TAGS = new Set(['NAV', 'FOOTER', 'ASIDE']);

function isWeighed(element: Element, withAside: boolean): boolean {
  if (LINKS_AND_CONTROLS.has(dom.tagName(element)) || isHiddenByMarkup(element) || isIcon(element)) return false;
  return (
    withAside ||
    (!SIDE_TAGS.has(dom.tagName(element)) && !/cookie|consent/iu.test(`${dom.id(element)} ${dom.className(element)}`))
  );
}
