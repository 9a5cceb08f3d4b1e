/** Whether an unknown page may show jobs at all: a quick look, so that the finder is brought only where it may find. */
import type { FinderKnowledge } from '../sites/adapter.ts';

export interface JobWords {
  /** The page as it stands. */
  inPage(document: Document, url: string): boolean;
  /** A sample of what was added. */
  inElements(elements: readonly Element[]): boolean;
}

/** Characters read whole; of a longer text so many are sampled, at places that no page can know. */
const WHOLE = 60_000;
const WINDOW = 600;
const WINDOWS = 60;
/** Words that a whole text must have, as for the finder: one that two languages share counts twice. In a sample one. */
const LEAST = 2;
const DECLARED = 'script[type="application/ld+json" i]';

export function createJobWords({ words, places }: Pick<FinderKnowledge, 'words' | 'places'>): JobWords {
  const weights = new Map<string, number>();
  for (const word of Object.values(words).flat()) weights.set(word, (weights.get(word) ?? 0) + 1);
  const any = anyOf([...weights.keys()]);
  const place = anyOf(places);

  const count = (text: string, most: number): number => {
    const seen = new Set<string>();
    let sum = 0;
    for (const [word] of text.toLowerCase().matchAll(any)) {
      if (seen.has(word)) continue;
      seen.add(word);
      sum += weights.get(word) ?? 1;
      if (sum >= most) break;
    }
    return sum;
  };
  const sample = (text: string, windows: number): string => {
    const step = text.length / windows;
    const from = Math.random() * step;
    let some = '';
    for (let at = 0; at < windows; at++) {
      const start = Math.floor(from + at * step);
      some += `${text.slice(start, start + WINDOW)}\n`;
    }
    return some;
  };
  const isAbout = (text: string): boolean => text.toLowerCase().search(place) >= 0;

  return {
    inPage(document, url) {
      if (isAbout(`${decode(new URL(url).pathname)} ${document.title}`)) return true;
      for (const heading of document.querySelectorAll('h1, [class*="crumb" i]'))
        if (isAbout(heading.textContent ?? '')) return true;
      for (const { textContent } of document.querySelectorAll(DECLARED)) {
        if (textContent.includes('JobPosting')) return true;
      }
      if (document.querySelector('[itemtype*="JobPosting"]') !== null) return true;
      const text = document.body?.textContent ?? '';
      return text.length <= WHOLE ? count(text, LEAST) >= LEAST : count(sample(text, WINDOWS), 1) > 0;
    },
    inElements(elements) {
      const step = Math.max(1, elements.length / 8);
      let some = '';
      for (let at = Math.random() * Math.min(step, elements.length); at < elements.length; at += step) {
        const text = elements[Math.floor(at)]?.textContent ?? '';
        some += `${text.length <= 2 * WINDOW ? text : sample(text, 2)}\n`;
      }
      return count(some, 1) > 0 || isAbout(some);
    },
  };
}

function anyOf(words: readonly string[]): RegExp {
  const escaped = words.map((word) => word.replaceAll(/[$()*+.?[\\\]^{|}/-]/gu, String.raw`\$&`));
  return new RegExp(escaped.join('|') || '(?!)', 'g');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
