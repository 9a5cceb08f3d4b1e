/**
 * A quick test whether an unknown page may show jobs, so that the finder is injected only there. The content script
 * collects words of the page. The worker does the first test, so that most pages never load the word list.
 */
import { contentRoots } from '../dom/content-roots.ts';
import { decodePercent } from '../model/decode-percent.ts';
import * as dom from '../dom/form-safe-dom.ts';
import { normalizeWords } from '../dom/normalize-text.ts';
import { plainForm, plainReadings } from '../dom/plain-readings.ts';

export interface PageWords {
  /** The markup declares a schema.org JobPosting. */
  declared: boolean;
  /** Path, title and headings. */
  about: string;
  /** The text of the page, or samples of it. */
  text: string;
  whole: boolean;
}

/** Sources of regular expressions for normalised lower-case text, made by `jobWordPatterns`. */
export interface JobWordPatterns {
  words: string;
  /** Words that count twice. */
  shared: string[];
  places: string;
}

export interface JobWordMatcher {
  matchesPage(page: PageWords): boolean;
  matchesSample(text: string): boolean;
}

/** UTF-16 units read whole. A longer text is sampled in windows at random places, which a page cannot predict. */
const MAX_WHOLE_UNITS = 60_000;
const WINDOW_UNITS = 600;
const WINDOW_COUNT = 100;
/** Scripts and styles with fewer UTF-16 units may stay in a long text. */
const MIN_CODE_UNITS = 1000;
/** Job words that a complete text must contain, as for the finder. A sample needs one. */
const MIN_WORDS = 2;
const MAX_HEADINGS = 100;
const HEADING_SELECTOR = 'h1,[class*="crumb" i],script[type="application/ld+json" i],[itemtype*="JobPosting"]';

export function collectPageWords(document: Document, url: string): PageWords {
  let about = `${decodePercent(pathOf(url))} ${document.title}`.slice(0, 2 * WINDOW_UNITS);
  let headings = 0;
  const elements = document.querySelectorAll(HEADING_SELECTOR);
  // Indices, because the first iterator of a page takes time.
  for (let at = 0; at < elements.length; at++) {
    const element = elements[at]!;
    const text = dom.textContent(element);
    const isScript = dom.localName(element) === 'script';
    if (
      isScript ? text.includes('JobPosting') : dom.getAttribute(element, 'itemtype')?.includes('JobPosting') === true
    ) {
      return { declared: true, about, text: '', whole: false };
    }
    if (!isScript && headings++ < MAX_HEADINGS) about += `\n${text.slice(0, WINDOW_UNITS)}`;
  }
  const text = contentRoots(document).map(textWithoutCode).join('\n');
  const whole = text.length <= MAX_WHOLE_UNITS;
  return { declared: false, about, text: whole ? text : sample(text, WINDOW_COUNT), whole };
}

/** The text of the body, a long one without its code. Sites put a megabyte of data around a page of words. */
function textWithoutCode(body: Element): string {
  const text = dom.textContent(body);
  if (text.length <= MAX_WHOLE_UNITS) return text;
  let kept = '';
  let from = 0;
  for (const element of dom.querySelectorAll(body, 'script, style, noscript')) {
    const code = dom.textContent(element);
    const at = code.length < MIN_CODE_UNITS ? -1 : text.indexOf(code, from);
    if (at < 0) continue;
    kept += text.slice(from, at);
    from = at + code.length;
  }
  return kept + text.slice(from);
}

/** Sampled text of elements that were added. */
export function sampleWords(elements: readonly Element[]): string {
  const step = Math.max(1, elements.length / 8);
  let sampled = '';
  for (let at = Math.random() * Math.min(step, elements.length); at < elements.length; at += step) {
    const text = dom.textContent(elements[Math.floor(at)]!);
    sampled += `${text.length <= 2 * WINDOW_UNITS ? text : sample(text, 2)}\n`;
  }
  return sampled;
}

export function createJobWordMatcher({ words, shared, places }: JobWordPatterns): JobWordMatcher {
  const wordPattern = new RegExp(words, 'g');
  const placePattern = new RegExp(places);
  const sharedWords = new Set(shared);
  const hasWords = (lower: string, minimum: number): boolean => {
    /** Words without their accents. */
    const seen = new Set<string>();
    let sum = 0;
    const count = (text: string): boolean => {
      for (const [word] of text.matchAll(wordPattern)) {
        const plain = plainForm(word);
        if (seen.has(plain)) continue;
        seen.add(plain);
        sum += sharedWords.has(word) ? 2 : 1;
        if (sum >= minimum) return true;
      }
      return false;
    };
    return count(lower) || count(plainReadings(lower));
  };
  return {
    matchesPage: ({ declared, about, text, whole }) =>
      declared || placePattern.test(normalizeWords(about)) || hasWords(normalizeWords(text), whole ? MIN_WORDS : 1),
    matchesSample(text) {
      const lower = normalizeWords(text);
      return hasWords(lower, 1) || placePattern.test(lower);
    },
  };
}

function sample(text: string, windows: number): string {
  const step = text.length / windows;
  const from = Math.random() * step;
  let sampled = '';
  for (let at = 0; at < windows; at++) {
    const start = Math.floor(from + at * step);
    sampled += `${text.slice(start, start + WINDOW_UNITS)}\n`;
  }
  return sampled;
}

/** The path of an http(s) address. The first `URL` object or expression of a page would take a tenth of a millisecond. */
function pathOf(url: string): string {
  const address = url.split('#')[0]!.split('?')[0]!;
  return address.slice(address.indexOf('/', 'https://'.length));
}
