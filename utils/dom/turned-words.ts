/** Elements that show their words from right to left (`<bdo dir="rtl">`), such as a lure that is written backwards. */
import * as dom from './form-safe-dom.ts';

/** RIGHT-TO-LEFT OVERRIDE, and what ends it. `resolveBidiOverrides` turns what is between them, in one line. */
export const TURN = '\u202e';
export const END_OF_TURN = '\u202c';

/** Whether the markup turns the words of an element. Styles of a style sheet are not computed: that takes too long. */
export function turnsWords(element: Element): boolean {
  if (dom.tagName(element) === 'BDO') return dom.getAttribute(element, 'dir')?.toLowerCase() === 'rtl';
  const style = dom.getAttribute(element, 'style');
  return style !== null && /bidi-override/iu.test(style) && /direction\s*:\s*rtl/iu.test(style);
}

/** Text with new lines in a turned part: each line is turned by itself. */
export function inEachLine(text: string): string {
  return text.replaceAll('\n', `${END_OF_TURN}\n${TURN}`);
}
