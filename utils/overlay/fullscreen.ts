/**
 * What fills the screen. In Firefox everything outside of it takes no clicks, as with a modal dialog, so the overlay must be in
 * it. Media that fill the screen are left uncovered.
 */
import * as dom from '../dom/form-safe-dom.ts';
import { HTML_NAMESPACE } from '../dom/html-namespace.ts';
import { containsAcrossShadow, shadowRootOf } from '../dom/shadow-roots.ts';

/** Elements that do not draw what is in them, so the overlay cannot be in one. */
const REPLACED = 'video, audio, img, iframe, object, embed, canvas';
const MEDIA = 'video, iframe, object, embed, canvas';

/** The element that fills the screen, also in shadow roots; null for none. */
export function fullscreenElementOf(document: Document): Element | null {
  let element = document.fullscreenElement as Element | null | undefined;
  for (;;) {
    const inner = element == null ? null : shadowRootOf(element)?.fullscreenElement;
    if (inner == null) return element ?? null;
    element = inner;
  }
}

/** The same, where it can hold the overlay; null for the root of the document, which holds it anyway. */
export function fullscreenHolder(document: Document): Element | null {
  const element = fullscreenElementOf(document);
  if (element === null || element === document.documentElement) return null;
  return element.namespaceURI === HTML_NAMESPACE && !dom.matches(element, REPLACED) ? element : null;
}

/** Whether a film, a game or a frame fills the screen, and none of these posts. */
export function isMediaInFront(document: Document, posts: readonly Element[]): boolean {
  const element = fullscreenElementOf(document);
  if (element === null || posts.some((post) => containsAcrossShadow(element, post))) return false;
  return dom.matches(element, REPLACED) || dom.querySelector(element, MEDIA) !== null;
}
