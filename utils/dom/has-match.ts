/** Tests whether a document or an element contains a match of any of several selectors. */
import * as dom from './form-safe-dom.ts';

/** Tests selectors one by one: browsers find out quickly that a single selector has no match. */
export function hasAnyMatch(scope: ParentNode, selectors: readonly string[]): boolean {
  return selectors.some((css) => hasMatch(scope, css) === true);
}

/** Whether the scope contains a match; null where the browser cannot parse the selector. */
export function hasMatch(scope: ParentNode, css: string): boolean | null {
  try {
    return dom.querySelector(scope, css) !== null;
  } catch {
    return null;
  }
}
