/** What was read in one picture. */
import type { Box } from '../picture/box.ts';

export interface MarkedLine extends Box {
  text: string;
  /** Whether the line was read well. */
  sure: boolean;
}

/** Smaller copies of a picture, as JPEG; null where the picture itself is no larger. */
export interface SmallerPictures {
  /** In the size that was read. */
  reduced: Blob | null;
  /** For showing: the browser keeps pictures decoded, four bytes for each pixel. */
  preview: Blob | null;
}

/** What the reader of pictures sends to the page. */
export interface ShownReading extends PictureReading, SmallerPictures {}

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
