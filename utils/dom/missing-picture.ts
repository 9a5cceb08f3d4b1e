/** The alternative text that a browser shows where a picture is missing: it may be the words of a post. */
import * as dom from './form-safe-dom.ts';
import { originalOf } from './original-of.ts';

/** A shorter text names what is missing. UTF-16 units. */
const MIN_UNITS = 40;
const MAX_UNITS = 4000;

/** '' where the picture is there or still loads, or where no browser shows it. */
export function missingPictureWords(image: Element): string {
  const alt = dom.getAttribute(image, 'alt') ?? '';
  if (alt.length < MIN_UNITS) return '';
  const original = originalOf(image) as HTMLImageElement;
  // Tools read pages with jsdom, which loads no picture.
  if (!dom.canCheckVisibility(original) || !original.complete || original.naturalWidth > 0) return '';
  return dom.checkVisibility(original, { opacityProperty: true, visibilityProperty: true })
    ? `\n${alt.slice(0, MAX_UNITS)}\n`
    : '';
}
