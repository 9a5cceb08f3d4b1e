/**
 * The words that lists of choices show: all of an open list. Of a closed one the choice that the reader cannot change.
 */
import * as dom from './form-safe-dom.ts';
import { originalOf } from './original-of.ts';

/** Whether a list shows several choices at once. */
export function isOpenList(list: Element): boolean {
  return dom.hasAttribute(list, 'multiple') || Number(dom.getAttribute(list, 'size')) > 1;
}

/** Whether the reader has no choice in a closed list. */
export function isFixedList(list: Element): boolean {
  return dom.hasAttribute(list, 'disabled') || dom.querySelectorAll(list, 'option').length === 1;
}

/** What a closed list shows. */
export function choiceIn(list: Element): string {
  const choice = (originalOf(list) as HTMLSelectElement).selectedOptions[0];
  return choice === undefined ? '' : (labelOf(choice) ?? dom.textContent(choice));
}

/** What is shown in place of the words of a choice, or above a group of them. Null where nothing is. */
export function labelOf(part: Element): string | null {
  return dom.getAttribute(part, 'label') || null;
}
