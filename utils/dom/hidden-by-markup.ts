/** Whether the markup of a page hides an element: its tag, the attribute `hidden`, or an inline style. */
import * as dom from './form-safe-dom.ts';
import { originalOf } from './original-of.ts';

/** Tags of elements that browsers do not draw by default. A style sheet of the page can draw them. */
export const UNDRAWN_TAGS: ReadonlySet<string> = new Set('SCRIPT STYLE NOSCRIPT TEMPLATE TITLE DATALIST'.split(' '));

/**
 * Whether tag or attributes hide an element, and no style sheet shows it. JSON in `<code>` counts as hidden.
 *
 * @param tag in upper case, where the caller has read it already
 */
export function isHiddenByMarkup(element: Element, tag = dom.tagName(element)): boolean {
  return seemsHidden(element, tag) && !isShownByStyle(element);
}

function seemsHidden(element: Element, tag: string): boolean {
  if (dom.hasAttribute(element, 'hidden') || UNDRAWN_TAGS.has(tag)) return true;
  if (tag === 'CODE') {
    const first = dom.textContent(element).trimStart()[0];
    if (first === '{' || first === '[') return true;
  }
  const style = dom.getAttribute(element, 'style');
  return style !== null && /display\s*:\s*none/iu.test(style);
}

/** Whether a style sheet shows what the markup hides. Computes styles, so it is called for such elements only. */
function isShownByStyle(element: Element): boolean {
  const original = originalOf(element);
  return dom.canCheckVisibility(original) && (dom.checkVisibility(original) || hasContentsOnly(original));
}

/** Whether an element has no box, but its children have theirs: then `checkVisibility` is false. */
function hasContentsOnly(element: Element): boolean {
  return displayOf(element) === 'contents';
}

/** The computed `display` of an element; '' where no browser computes styles. */
export function displayOf(element: Element): string {
  const original = originalOf(element);
  return dom.ownerDocument(original).defaultView?.getComputedStyle(original).display ?? '';
}

/** Whether an element is an SVG without text. */
export function isIcon(element: Element): boolean {
  return dom.localName(element) === 'svg' && dom.querySelector(element, 'text, foreignObject') === null;
}
