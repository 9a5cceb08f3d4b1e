/** A sampled hash of an element's text: a cheap test whether a post changed and must be read again. */
import * as dom from './form-safe-dom.ts';

/** Number of characters sampled, and a random offset that a page cannot predict. */
const MAX_SAMPLES = 600;
const SAMPLE_OFFSET = Math.random();

export function textHash(element: Element): number {
  const text = dom.textContent(element);
  const step = Math.max(1, text.length / MAX_SAMPLES);
  let hash = text.length;
  for (let at = SAMPLE_OFFSET * step; at < text.length; at += step) {
    hash = (Math.imul(hash, 31) + text.charCodeAt(Math.floor(at))) | 0;
  }
  return hash;
}
