/** Decodes a report's picture and adds its perceptual hash; a picture that cannot be decoded is left out. */
import type { ParsedReport, ReportDocument } from '../report/report-document.ts';
import type { ReportPicture, ReportPictureFault } from '../report/report-picture.ts';

export interface OpenedPicture {
  /** Without a picture that cannot be decoded. */
  document: ReportDocument;
  /** Perceptual hash; null without a picture, or for a plain one. */
  print: string | null;
  fault: ReportPictureFault | null;
}

/** @param printOf decodes a picture and computes its perceptual hash; throws when it cannot be decoded */
export async function openPicture(
  { document, pictureFault }: ParsedReport,
  printOf: (picture: ReportPicture) => Promise<string | null>,
): Promise<OpenedPicture> {
  const { picture, ...rest } = document;
  if (picture === undefined) return { document, print: null, fault: pictureFault };
  try {
    return { document, print: await printOf(picture), fault: null };
  } catch {
    return { document: rest, print: null, fault: 'broken' };
  }
}
