/** The words that a `<select>` shows: all choices of an open one; of a closed one the choice that the reader cannot change. */
import * as dom from './form-safe-dom.ts';
import { originalOf } from './original-of.ts';

/** Whether a `<select>` shows several choices at once. */
export function isOpenSelect(select: Element): boolean {
  return dom.hasAttribute(select, 'multiple') || Number(dom.getAttribute(select, 'size')) > 1;
}

/** Whether the reader has no choice in a closed `<select>`. */
export function isFixedSelect(select: Element): boolean {
  return dom.hasAttribute(select, 'disabled') || dom.querySelectorAll(select, 'option').length === 1;
}

/** What a closed `<select>` shows; '' where nothing is selected. */
export function selectedWords(select: Element): string {
  const option = (originalOf(select) as HTMLSelectElement).selectedOptions[0];
  return option === undefined ? '' : (labelOf(option) ?? dom.textContent(option));
}

/** What is shown in place of the words of an `<option>`, or above an `<optgroup>`. Null where nothing is. */
export function labelOf(part: Element): string | null {
  return dom.getAttribute(part, 'label') || null;
}
