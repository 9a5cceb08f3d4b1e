/** Decodes the picture of a report, in the desk's worker only: its bytes are a stranger's. */
import { greyOf } from '../picture/grey-image.ts';
import { picturePrint } from '../picture/picture-print.ts';
import { findPictureFault, pictureBytes, type ReportPicture } from '../report/report-picture.ts';

/** @throws when it is not a whole JPEG file within the limits of a report */
export async function decodeReportPicture(picture: ReportPicture): Promise<ImageBitmap> {
  const fault = findPictureFault(picture);
  if (fault !== null) throw new Error(fault);
  return createImageBitmap(new Blob([pictureBytes(picture)], { type: picture.type }));
}

/** The picture's perceptual hash, or null for a plain picture. @throws like `decodeReportPicture` */
export async function printOfPicture(picture: ReportPicture): Promise<string | null> {
  const bitmap = await decodeReportPicture(picture);
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    return picturePrint(greyOf({ width, height, data: context.getImageData(0, 0, width, height).data }));
  } finally {
    bitmap.close();
  }
}
