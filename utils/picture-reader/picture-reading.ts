/** What was read in one picture. */
import type { Box } from '../picture/box.ts';

export interface MarkedLine extends Box {
  text: string;
  /** Whether the line was read well. */
  sure: boolean;
}

/** What the reader of pictures sends to the page. */
export interface ShownReading extends PictureReading {
  /** The reduced picture for showing; null where the file itself is small. */
  reduced: Blob | null;
}

export interface PictureReading {
  text: string;
  /** Part of the text that was read well, 0 to 1. */
  quality: number;
  /** Links and texts of QR codes. */
  codes: string[];
  /** BCP 47 tags of the languages it was read in. */
  languages: string[];
  /** Boxes of the lines, in pixels of a picture of `width` by `height`. */
  lines: MarkedLine[];
  width: number;
  height: number;
}
