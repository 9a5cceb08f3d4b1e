/**
 * Removes what an ended script of this extension has drawn. Firefox ends a content script without a word when the
 * extension is updated or switched off. Its warning stays in the page, and no button of it works any more.
 */
import * as dom from '../dom/form-safe-dom.ts';
import { shadowRootOf } from '../dom/shadow-roots.ts';

/** On the style sheet in the closed root, which no page can read. */
const MARK = 'data-overlay-of';
/** The places of a host: under the root, or in what fills the window. */
const PLACES = ':root > [popover], dialog > [popover], :fullscreen > [popover]';
/** A page may hold any number of popovers. */
const MAX_TRIED = 1000;

/** @param owner names the extension: that of another organisation may have drawn in the same page */
export function markHost(style: Element, owner: string): void {
  style.setAttribute(MARK, owner);
}

/** Call it only when a warning is drawn: an earlier removal would show the page that the extension is there. */
export function removeDeadHosts(document: Document, owner: string): void {
  for (const element of [...document.querySelectorAll(PLACES)].slice(0, MAX_TRIED)) {
    const root = shadowRootOf(element);
    const parts = root === null ? [] : Array.from(root.children);
    if (parts.some((part) => dom.getAttribute(part, MARK) === owner)) element.remove();
  }
}
