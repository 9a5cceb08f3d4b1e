/** Leaves out lines that are no text: texture, ornaments, edges of a photograph. */
import { MIN_CONFIDENCE, type ReadLine } from './read-line.ts';
import { median } from './line-geometry.ts';

/** A short line needs more confidence: noise is read as one to three letters. */
const SHORT = 4;
const MIN_SHORT_CONFIDENCE = 75;
/**
 * A line of so many letters that are not Latin is no noise at this confidence. One word that is misread lowers the
 * mean.
 */
const MANY = 12;
const MIN_MANY_CONFIDENCE = 25;
/** Times the median height of the letters. */
const MAX_HEIGHT_RATIO = 3.2;
const MIN_HEIGHT_RATIO = 0.4;

export function dropNoise(lines: readonly ReadLine[]): ReadLine[] {
  const long = lines.filter(({ text, confidence }) => lettersOf(text) >= SHORT && confidence >= MIN_CONFIDENCE);
  const usual = median(long.map(({ letterHeight }) => letterHeight));
  return lines.filter((line) => {
    const letters = lettersOf(line.text);
    if (foreignLettersOf(line.text) >= MANY) return line.confidence >= MIN_MANY_CONFIDENCE;
    if (letters === 0 || line.confidence < MIN_CONFIDENCE) return false;
    if (letters >= SHORT) return true;
    const ratio = usual === 0 ? 1 : line.letterHeight / usual;
    return line.confidence >= MIN_SHORT_CONFIDENCE && ratio >= MIN_HEIGHT_RATIO && ratio <= MAX_HEIGHT_RATIO;
  });
}

/** Letters and marks of a text that are not Latin. */
function foreignLettersOf(text: string): number {
  return text.match(/(?!\p{sc=Latin})[\p{L}\p{M}]/gu)?.length ?? 0;
}

/** Letters, marks and digits of a text. */
export function lettersOf(text: string): number {
  return text.match(/[\p{L}\p{M}\p{N}]/gu)?.length ?? 0;
}
