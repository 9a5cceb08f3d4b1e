/** What an unknown page says of itself: words of jobs, of shops, of lists; where its main text stands. */
import { isHidden, readText } from '../page/read-text.ts';
import type { FinderKnowledge } from './adapter.ts';

/** Parts of a page that are about the site and not about the post. */
const ASIDE =
  'nav, footer, aside, [role="navigation"], [role="contentinfo"], [role="search"], dialog, [aria-modal="true"]';
/** An element holds the main text while this share of it stands in one child. */
const MAIN_SHARE = 0.65;
const MAX_TEXT_READ = 60_000;

export interface PageSigns {
  /** The smallest element with most of the page's running text. */
  main: Element;
  text: string;
  /** Words of jobs that the text has. */
  words: string[];
  /** The address or the headings name jobs. */
  namesJobs: boolean;
  /** The page sells goods. */
  sells: boolean;
  title: Element | null;
}

export function signsOf(finder: FinderKnowledge, document: Document, url: string): PageSigns {
  const main = mainText(document.body);
  const text = readText(main, ASIDE).slice(0, MAX_TEXT_READ);
  const lower = text.toLowerCase();
  const title =
    [...document.querySelectorAll('h1')].find((heading) => /\p{L}/u.test(heading.textContent ?? '')) ?? null;
  const heading = `${document.title} ${title?.textContent ?? ''}`.slice(0, 500);
  return {
    main,
    text,
    words: wordsIn(finder, lower),
    namesJobs: hasPlace(finder, new URL(url).pathname) || hasPlace(finder, heading),
    sells: finder.against.filter((word) => lower.includes(word)).length >= 2,
    title,
  };
}

export function wordsIn(finder: FinderKnowledge, lower: string): string[] {
  return Object.values(finder.words)
    .flat()
    .filter((word) => lower.includes(word));
}

/** Whether a path or a heading has a word of job lists. Scripts without spaces are looked at inside words. */
export function hasPlace(finder: FinderKnowledge, value: string): boolean {
  let readable = value;
  try {
    readable = decodeURIComponent(value);
  } catch {
    // A stray percent sign: read as it stands.
  }
  const lower = ` ${readable.toLowerCase().replaceAll(/[^\p{L}\p{M}-]+/gu, ' ')} `;
  return finder.places.some((place) =>
    /^[\p{sc=Latin}\p{sc=Cyrillic}-]+$/u.test(place)
      ? new RegExp(`[ -]${place}[ -]`, 'u').test(lower)
      : lower.includes(place),
  );
}

/** Walks down from the body for as long as one child holds most of the text that is not a link. */
function mainText(body: Element): Element {
  const mass = new Map<Element, number>();
  const weigh = (element: Element): number => {
    let sum = 0;
    for (let child = element.firstChild; child !== null; child = child.nextSibling) {
      if (child.nodeType === 3) sum += (child as Text).data.trim().length;
      else if (child.nodeType === 1 && counts(child as Element)) sum += weigh(child as Element);
    }
    mass.set(element, sum);
    return sum;
  };
  weigh(body);
  let main = body;
  for (;;) {
    const whole = mass.get(main) ?? 0;
    const next = [...main.children].find((child) => (mass.get(child) ?? 0) >= whole * MAIN_SHARE);
    if (next === undefined || whole === 0) return main;
    main = next;
  }
}

const LIGHT = new Set([
  'A',
  'SCRIPT',
  'STYLE',
  'NOSCRIPT',
  'TEMPLATE',
  'SVG',
  'svg',
  'SELECT',
  'BUTTON',
  'NAV',
  'FOOTER',
  'ASIDE',
  'IFRAME',
  'TEXTAREA',
]);

function counts(element: Element): boolean {
  return !LIGHT.has(element.tagName) && !isHidden(element);
}
