/**
 * Decides whether the finder should read a changed page again. The finder reads the whole page, so a sample of the added
 * text is searched for job words first.
 */
import * as dom from '../../utils/dom/form-safe-dom.ts';
import type { PageChanges } from '../../utils/page-reader/observe-changes.ts';
import type { FinderKnowledge } from '../../utils/sites/adapter.ts';

export interface FinderTrigger {
  shouldRun(changes: PageChanges): boolean;
  ran(): void;
}

/** UTF-16 units of a sample, and of one element in it. */
const MAX_SAMPLE_UNITS = 3000;
const UNITS_PER_ELEMENT = 600;
const JSON_LD_SELECTOR = 'script[type="application/ld+json" i]';

export function createFinderTrigger(finder: FinderKnowledge, document: Document): FinderTrigger {
  const words = Object.values(finder.words).flat();
  const { places } = finder;
  let jsonLdCount = 0;
  let title = '';

  /** Samples of the whole page at random places, which the page cannot predict. */
  const sampleOfAll = (): string => {
    const text = document.body?.textContent ?? '';
    let sample = '';
    while (sample.length < MAX_SAMPLE_UNITS && sample.length < text.length) {
      const from = Math.floor(Math.random() * text.length);
      sample += `${text.slice(from, from + UNITS_PER_ELEMENT)}\n`;
    }
    return sample.toLowerCase();
  };
  const sampleOf = (elements: readonly Element[]): string => {
    const step = Math.max(1, (elements.length * UNITS_PER_ELEMENT) / MAX_SAMPLE_UNITS);
    let sample = '';
    for (let at = 0; at < elements.length && sample.length < MAX_SAMPLE_UNITS; at += step) {
      sample += `${dom.textContent(elements[Math.floor(at)]!).slice(0, UNITS_PER_ELEMENT)}\n`;
    }
    return sample.toLowerCase();
  };
  return {
    shouldRun({ elements, isSample }) {
      if (document.title !== title || document.querySelectorAll(JSON_LD_SELECTOR).length !== jsonLdCount) return true;
      const sample = isSample ? sampleOfAll() : sampleOf(elements);
      return [...words, ...places].some((word) => sample.includes(word));
    },
    ran() {
      jsonLdCount = document.querySelectorAll(JSON_LD_SELECTOR).length;
      title = document.title;
    },
  };
}
