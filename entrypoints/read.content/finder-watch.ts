/**
 * Whether an unknown page that changed is worth another look by the finder, which reads it whole: a sample of the words
 * that came is looked through for those of job posts.
 */
import type { Changes } from '../../utils/page/observe.ts';
import type { FinderKnowledge } from '../../utils/sites/adapter.ts';

export interface FinderWatch {
  isWorthALook(changes: Changes): boolean;
  looked(): void;
}

/** Characters of a sample, and of one element in it. */
const SAMPLE = 3000;
const OF_ONE = 600;
const DECLARED = 'script[type="application/ld+json" i]';

export function createFinderWatch(finder: FinderKnowledge, document: Document): FinderWatch {
  const words = Object.values(finder.words).flat();
  const { places } = finder;
  let declared = 0;
  let title = '';

  /** A few windows into the words of the whole page, at places that no page can know. */
  const sampleOfAll = (): string => {
    const text = document.body?.textContent ?? '';
    let sample = '';
    while (sample.length < SAMPLE && sample.length < text.length) {
      const from = Math.floor(Math.random() * text.length);
      sample += `${text.slice(from, from + OF_ONE)}\n`;
    }
    return sample.toLowerCase();
  };
  const sampleOf = (elements: readonly Element[]): string => {
    const step = Math.max(1, (elements.length * OF_ONE) / SAMPLE);
    let sample = '';
    for (let at = 0; at < elements.length && sample.length < SAMPLE; at += step) {
      sample += `${(elements[Math.floor(at)]!.textContent ?? '').slice(0, OF_ONE)}\n`;
    }
    return sample.toLowerCase();
  };
  return {
    isWorthALook({ elements, everything }) {
      if (document.title !== title || document.querySelectorAll(DECLARED).length !== declared) return true;
      const sample = everything ? sampleOfAll() : sampleOf(elements);
      return [...words, ...places].some((word) => sample.includes(word));
    },
    looked() {
      declared = document.querySelectorAll(DECLARED).length;
      title = document.title;
    },
  };
}
