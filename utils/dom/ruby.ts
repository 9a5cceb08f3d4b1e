/** Annotations of East Asian texts (ruby): readings stand above the letters, and between them in the markup. */
import * as dom from './form-safe-dom.ts';

const KANA_ONLY = /^[\p{sc=Hiragana}\p{sc=Katakana}ー\s]*$/u;
/** UTF-16 units of an annotation that are read. */
const MAX_UNITS = 200;

export function isRubyAnnotation(element: Element, tag: string): boolean {
  if (tag !== 'RT' && tag !== 'RP') return false;
  const parent = dom.parentElement(element);
  return parent !== null && dom.tagName(parent) === 'RUBY';
}

/** What an annotation says besides how its letters are read: '' for kana above Han, and for brackets of old browsers. */
export function annotationWords(annotation: Element): string {
  const words = dom.textContent(annotation).trim().slice(0, MAX_UNITS);
  if (words.length <= 1) return '';
  let base = dom.previousSibling(annotation);
  if (base !== null && dom.nodeType(base) === 1 && dom.tagName(base as Element) === 'RP')
    base = dom.previousSibling(base);
  const letters = base === null ? '' : dom.textContent(base as Element);
  return KANA_ONLY.test(words) && /\p{sc=Han}/u.test(letters) ? '' : words;
}
