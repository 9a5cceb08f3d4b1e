/** How much of the text in a picture could be read. */
import { heightOf, widthOf } from './box.ts';
import { GOOD_CONFIDENCE, type ReadLine } from './read-line.ts';
import { lettersOf } from './drop-noise.ts';
import { median } from './line-geometry.ts';

/** From this part on the text counts as read. */
export const READ_WELL = 0.75;

/**
 * Part of the text's area that was read well, 0 to 1; 0 without any text. Lines that are not as high as the well-read
 * ones and shorter than a word count as ornaments.
 */
export function readingQuality(lines: readonly ReadLine[]): number {
  const good = lines.filter(({ text, confidence }) => confidence >= GOOD_CONFIDENCE && lettersOf(text) > 1);
  const usual = median(good.map(({ letterHeight }) => letterHeight));
  const area = (list: readonly ReadLine[]): number =>
    list.reduce((sum, one) => sum + widthOf(one) * one.letterHeight, 0);
  const poor = lines.filter(
    (line) =>
      !good.includes(line) &&
      widthOf(line) > 3 * heightOf(line) &&
      (usual === 0 || (line.letterHeight > 0.5 * usual && line.letterHeight < 2 * usual)),
  );
  const read = area(good);
  return read === 0 ? 0 : read / (read + area(poor));
}
