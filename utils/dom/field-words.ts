/**
 * The words that form fields show and the reader cannot change. Such are a contact to copy, a button's label, a hint.
 */
import * as dom from './form-safe-dom.ts';
import { originalOf } from './original-of.ts';

const TEXT_TYPES = new Set(['text', 'search', 'url', 'tel', 'email', 'number']);
const BUTTON_TYPES = new Set(['submit', 'button', 'reset']);
/** A smaller field shows no words, CSS pixels. */
const MIN_SIDE_PX = 10;
/** Length of an input's value that is read: it is one line. UTF-16 units. */
const MAX_UNITS = 1000;

/** Whether the reader cannot change what a field holds. */
export function isLockedField(field: Element): boolean {
  return dom.hasAttribute(field, 'readonly') || dom.hasAttribute(field, 'disabled');
}

/** The words of an input; '' where the reader can change them, or does not see them. Computes layout of such fields only. */
export function inputWords(input: Element): string {
  const field = originalOf(input) as HTMLInputElement;
  const isText = TEXT_TYPES.has(field.type) && isLockedField(field);
  if (!isText && !BUTTON_TYPES.has(field.type)) return '';
  const shown = field.value || (isText ? hintOf(field) : '');
  return shown !== '' && isSeen(field) ? shown.slice(0, MAX_UNITS) : '';
}

/** The words that a script has set in a locked text area, or its hint. Null where it shows those of the markup. */
export function wordsSetIn(area: Element): string | null {
  const field = originalOf(area) as HTMLTextAreaElement;
  const shown = field.value || hintOf(field);
  return shown === field.defaultValue ? null : isSeen(field) ? shown : '';
}

/** The hint (placeholder) of an empty field. */
function hintOf(field: Element): string {
  return dom.getAttribute(field, 'placeholder') ?? '';
}

/** Tools read pages with jsdom, which draws nothing. */
function isSeen(field: Element): boolean {
  if (!dom.canCheckVisibility(field)) return true;
  if (!dom.checkVisibility(field, { opacityProperty: true, visibilityProperty: true })) return false;
  const { width, height } = dom.getBoundingClientRect(field);
  return width >= MIN_SIDE_PX && height >= MIN_SIDE_PX;
}
