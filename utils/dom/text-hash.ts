/** A number that changes when an element's raw words change: tells cheaply whether a post must be read again. */

/** Characters looked at, however long the text is; from a place that no page can know. */
const MAX_SAMPLES = 600;
const SAMPLE_OFFSET = Math.random();

export function textHash(element: Element): number {
  const text = element.textContent ?? '';
  const step = Math.max(1, text.length / MAX_SAMPLES);
  let hash = text.length;
  for (let at = SAMPLE_OFFSET * step; at < text.length; at += step) {
    hash = (Math.imul(hash, 31) + text.charCodeAt(Math.floor(at))) | 0;
  }
  return hash;
}
