/** Words that a style sheet puts into an empty element: `::before { content: attr(data-contact) }`. */
import * as dom from './form-safe-dom.ts';
import { originalOf } from './original-of.ts';

/** Empty elements of one text whose style is computed: each costs two computed styles. */
export const MAX_EMPTY_ELEMENTS = 40;
/** Elements that are empty by their nature, or whose content is not words. */
const WORDLESS =
  /^(?:AREA|BASE|BR|CANVAS|COL|EMBED|FRAME|HR|IFRAME|IMG|INPUT|LINK|META|OBJECT|PARAM|SCRIPT|SOURCE|STYLE|TEMPLATE|TRACK|VIDEO|WBR)$/u;
/** A string with its escapes, or an attribute. */
const CONTENT_PART = /"((?:[^"\\]|\\.)*)"|attr\(\s*([\w-]+)/gu;
/** Icons have no letters of an alphabet. */
const WORD = /[\p{L}\p{Nd}]{2}/u;
const MAX_UNITS = 20_000;

/** Whether an element has no child, so that only its style can show words. */
export function isEmptyElement(element: Element): boolean {
  return dom.firstChild(element) === null && !WORDLESS.test(dom.tagName(element));
}

/** The generated content of an element without children. '' where it has no word, and where no browser computes styles. */
export function generatedWords(empty: Element): string {
  const element = originalOf(empty);
  const view = dom.ownerDocument(element).defaultView;
  if (view === null || !dom.canCheckVisibility(element)) return '';
  const words = ['::before', '::after'].map((part) => wordsOf(view.getComputedStyle(element, part).content, element));
  return WORD.test(words.join('')) && dom.checkVisibility(element) ? words.join('') : '';
}

function wordsOf(content: string, element: Element): string {
  if (content === 'none' || content === 'normal' || content === '') return '';
  let words = '';
  for (const [, text, attribute] of content.slice(0, MAX_UNITS).matchAll(CONTENT_PART))
    words += text?.replaceAll(/\\(.)/gu, '$1') ?? dom.getAttribute(element, attribute!) ?? '';
  return words;
}
