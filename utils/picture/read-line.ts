/** A line as the recogniser read it. */
import type { Box } from './box.ts';

export interface ReadLine extends Box {
  text: string;
  /** 0 to 100, as Tesseract gives it: mean over the words. */
  confidence: number;
  /** Median height of the letters, pixels of the picture. */
  letterHeight: number;
  polarity: 'dark' | 'light';
}

/** Less is noise. */
export const MIN_CONFIDENCE = 40;
/** A line that is read well. */
export const GOOD_CONFIDENCE = 62;
