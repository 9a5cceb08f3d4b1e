/** What an unknown page says of itself: words of jobs, of shops, of lists; where its main text stands. */
import { childrenOf } from '../page/children-of.ts';
import { plainWords } from '../page/plain-words.ts';
import { isHidden, isIcon, readText } from '../page/read-text.ts';
import type { FinderKnowledge } from './adapter.ts';
import { hasWord } from './has-word.ts';
import { ASIDE, RELATED } from './page-parts.ts';
import { titleOf } from './page-title.ts';

/** Pages about persons and about everything. */
const OF_OTHERS =
  'meta[property="og:type"][content="profile"], meta[name="generator"][content*="MediaWiki"], .mw-parser-output, #mw-content-text';
/** An element holds the main text while this share of it stands in one child. */
const MAIN_SHARE = 0.65;
/** Text in which words are looked for, in UTF-16 units. */
const LOOKED_AT = 20_000;
/** Elements whose text is weighed. */
const MOST_WEIGHED = 60_000;
/** Less running text than this outside of asides is none. UTF-16 units. */
const LEAST_MASS = 60;

export interface PageSigns {
  /** The smallest element with most of the page's running text. */
  main: Element;
  text: string;
  /** The same with what stands between it and the title, where that is not much more. */
  around: string;
  /** Words of jobs that the text has. */
  words: string[];
  /** The address or the headings name jobs. */
  namesJobs: boolean;
  /** The page sells goods. */
  sells: boolean;
  /** The page is about a person, or an encyclopedia's. */
  ofOthers: boolean;
  title: Element | null;
  /** '' where the page has no title of its own. */
  titleText: string;
}

export function signsOf(finder: FinderKnowledge, document: Document, url: string): PageSigns {
  const { hostname, pathname } = new URL(url);
  const main = mainText(document.body);
  const text = readMain(main);
  const title = titleOf(document, main, url, [...Object.values(finder.words).flat(), ...finder.places]);
  // Conditions often stand beside the text they belong to.
  const near = title === null ? text : readMain(common(title, main));
  const around = near.length < text.length * 3 ? near : text;
  const lower = plainWords(around.slice(0, LOOKED_AT));
  const titleText = title === null ? '' : readText(title).replaceAll('\n', ' ');
  const crumbs = document.querySelector('[class*="crumb" i]')?.textContent ?? '';
  const heading = `${document.title} ${titleText} ${crumbs}`.slice(0, 700);
  return {
    main,
    text,
    around,
    words: wordsIn(finder, lower),
    namesJobs:
      hasPlace(finder, `${hostname.split('.').slice(0, -1).join(' ')} ${pathname}`) || hasPlace(finder, heading),
    sells: finder.against.filter((word) => lower.includes(word)).length >= 2,
    ofOthers: document.querySelector(OF_OTHERS) !== null,
    title,
    titleText,
  };
}

/** The smallest element that holds both. */
export function common(a: Element, b: Element): Element {
  let node = a;
  while (!node.contains(b) && node.parentElement !== null) node = node.parentElement;
  return node;
}

/**
 * An element's words without the site's own parts and without other posts. A page may call its post a notice about
 * cookies: what is left out counts where it is most of what stands there.
 */
export function readMain(main: Element): string {
  const whole = readText(main);
  const page = readText(main, ASIDE);
  const own = readText(main, `${ASIDE}, ${RELATED}`);
  if (page.length * 2.5 < whole.length) return whole;
  return own.length * 2 >= page.length ? own : page;
}

const vocabularies = new WeakMap<FinderKnowledge, readonly string[]>();

/** The job words of a text in lower case, each once whatever languages have it. */
export function wordsIn(finder: FinderKnowledge, lower: string): string[] {
  let words = vocabularies.get(finder);
  if (words === undefined) {
    words = [...new Set(Object.values(finder.words).flat())];
    vocabularies.set(finder, words);
  }
  return words.filter((word) => hasWord(lower, word));
}

interface Places {
  /** Words that stand alone or between hyphens. */
  words: Set<string>;
  /** Words of scripts that set no spaces. */
  parts: string[];
}
const places = new WeakMap<FinderKnowledge, Places>();

function placesOf(finder: FinderKnowledge): Places {
  let known = places.get(finder);
  if (known === undefined) {
    const alone = (place: string): boolean => /^[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Arabic} -]+$/u.test(place);
    known = {
      words: new Set(finder.places.filter(alone)),
      parts: finder.places.filter((place) => !alone(place) || place.includes(' ')),
    };
    places.set(finder, known);
  }
  return known;
}

/** Whether a path or a heading has a word of job lists. */
export function hasPlace(finder: FinderKnowledge, value: string): boolean {
  const { words, parts } = placesOf(finder);
  const lower = plainWords(decode(value));
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
export function mainText(body: Element, without?: ReadonlySet<Element>, withAside = false): Element {
  const mass = new Map<Element, number>();
  const elements: Element[] = [body];
  // Not recursive: a page may nest deeper than a stack, and hold more than anybody reads.
  for (const element of body.querySelectorAll('*')) {
    if (elements.length > MOST_WEIGHED) break;
    elements.push(element);
  }
  for (const element of elements.toReversed()) {
    if (element !== body && (!counts(element, withAside) || without?.has(element) === true)) continue;
    let own = mass.get(element) ?? 0;
    for (let child = element.firstChild; child !== null; child = child.nextSibling) {
      if (child.nodeType === 3) own += (child as Text).data.trim().length;
    }
    mass.set(element, own);
    const parent = element.parentElement;
    if (element !== body && parent !== null) mass.set(parent, (mass.get(parent) ?? 0) + own);
  }
  // Nothing but asides: then the post is one.
  if (!withAside && (mass.get(body) ?? 0) < LEAST_MASS) return mainText(body, without, true);
  let main = body;
  for (;;) {
    const whole = mass.get(main) ?? 0;
    const next = childrenOf(main).find((child) => (mass.get(child) ?? 0) >= whole * MAIN_SHARE);
    if (next === undefined || whole === 0) return main;
    main = next;
  }
}

const LIGHT = new Set('A SELECT BUTTON IFRAME TEXTAREA'.split(' '));
const SIDE = new Set(['NAV', 'FOOTER', 'ASIDE']);

function counts(element: Element, withAside: boolean): boolean {
  if (LIGHT.has(element.tagName) || isHidden(element) || isIcon(element)) return false;
  return withAside || (!SIDE.has(element.tagName) && !/cookie|consent/iu.test(`${element.id} ${element.className}`));
}
