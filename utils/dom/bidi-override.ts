/** Elements that show their words from right to left (`<bdo dir="rtl">`), such as a lure that is written backwards. */
import * as dom from './form-safe-dom.ts';

/** RIGHT-TO-LEFT OVERRIDE and POP DIRECTIONAL FORMATTING. `resolveBidiOverrides` reverses what is between them, line by line. */
export const RTL_OVERRIDE = '\u202e';
export const POP_DIRECTION = '\u202c';

/** Whether the markup overrides the direction of an element. Style sheets are not computed: that takes too long. */
export function overridesDirection(element: Element): boolean {
  if (dom.tagName(element) === 'BDO') return dom.getAttribute(element, 'dir')?.toLowerCase() === 'rtl';
  const style = dom.getAttribute(element, 'style');
  return style !== null && /bidi-override/iu.test(style) && /direction\s*:\s*rtl/iu.test(style);
}

/** The text, each line of it in an override of its own. */
export function overrideEachLine(text: string): string {
  return text.replaceAll('\n', `${POP_DIRECTION}\n${RTL_OVERRIDE}`);
}
