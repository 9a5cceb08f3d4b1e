/**
 * Whether an unknown page may show jobs at all: a quick look, so that the finder is brought only where it may find. The
 * page gathers its words; at first the background looks through them, so that most pages need not carry the list.
 */
import { plainWords } from './plain-words.ts';

export interface PageWords {
  /** It says in its markup that it is a job post. */
  declared: boolean;
  /** Address, title and headings. */
  about: string;
  /** Its text, or samples of it. */
  text: string;
  whole: boolean;
}

/** Sources of regular expressions for text in lower case, made by `wordListOf`. */
export interface WordList {
  words: string;
  /** Words that count twice. */
  shared: string[];
  places: string;
}

export interface WordLook {
  inPage(page: PageWords): boolean;
  inSample(text: string): boolean;
}

/** Characters read whole; of a longer text so many are sampled, at places that no page can know. */
const WHOLE = 60_000;
const WINDOW = 600;
const WINDOWS = 60;
/** Words that a whole text must have, as for the finder. In a sample one. */
const LEAST = 2;
const MOST_HEADINGS = 100;
const SIGNS = 'h1,[class*="crumb" i],script[type="application/ld+json" i],[itemtype*="JobPosting"]';

export function gatherWords(document: Document, url: string): PageWords {
  let about = `${decode(new URL(url).pathname)} ${document.title}`.slice(0, 2 * WINDOW);
  let headings = 0;
  for (const element of document.querySelectorAll(SIGNS)) {
    const text = element.textContent ?? '';
    const isScript = element.localName === 'script';
    if (isScript ? text.includes('JobPosting') : element.getAttribute('itemtype')?.includes('JobPosting') === true) {
      return { declared: true, about, text: '', whole: false };
    }
    if (!isScript && headings++ < MOST_HEADINGS) about += `\n${text.slice(0, WINDOW)}`;
  }
  const text = document.body?.textContent ?? '';
  const whole = text.length <= WHOLE;
  return { declared: false, about, text: whole ? text : sample(text, WINDOWS), whole };
}

/** Some of the words of elements that were added. */
export function sampleWords(elements: readonly Element[]): string {
  const step = Math.max(1, elements.length / 8);
  let some = '';
  for (let at = Math.random() * Math.min(step, elements.length); at < elements.length; at += step) {
    const text = elements[Math.floor(at)]?.textContent ?? '';
    some += `${text.length <= 2 * WINDOW ? text : sample(text, 2)}\n`;
  }
  return some;
}

export function createWordLook({ words, shared, places }: WordList): WordLook {
  const any = new RegExp(words, 'g');
  const place = new RegExp(places);
  const twice = new Set(shared);
  const has = (text: string, least: number): boolean => {
    const seen = new Set<string>();
    let sum = 0;
    for (const [word] of text.matchAll(any)) {
      if (seen.has(word)) continue;
      seen.add(word);
      sum += twice.has(word) ? 2 : 1;
      if (sum >= least) return true;
    }
    return false;
  };
  return {
    inPage: ({ declared, about, text, whole }) =>
      declared || place.test(plainWords(about)) || has(plainWords(text), whole ? LEAST : 1),
    inSample(text) {
      const lower = plainWords(text);
      return has(lower, 1) || place.test(lower);
    },
  };
}

function sample(text: string, windows: number): string {
  const step = text.length / windows;
  const from = Math.random() * step;
  let some = '';
  for (let at = 0; at < windows; at++) {
    const start = Math.floor(from + at * step);
    some += `${text.slice(start, start + WINDOW)}\n`;
  }
  return some;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
