/**
 * Draws a picture anew for a report: smaller, as a JPEG file of its own. The parts that the reader covered are painted
 * over. Nothing of the first file is copied, so place, date, device and thumbnail do not leave with it.
 */
import { openBitmap } from './decode-picture.ts';
import { PictureError } from './picture-error.ts';

/** A part of a picture; each number is a part of its width or height, 0 to 1. */
export interface PictureArea {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface RedrawnPicture {
  jpeg: Uint8Array<ArrayBuffer>;
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
}

export interface RedrawLimits {
  /** Bytes of the file. */
  bytes: number;
  /** Pixels a side. */
  side: number;
  /** Pixels in all. */
  pixels: number;
}

/** Parts of the pixels allowed, and qualities of JPEG (0 to 1), tried in this order until the file fits. */
const ATTEMPTS = [
  [1, 0.8],
  [1, 0.6],
  [0.6, 0.6],
  [0.3, 0.6],
  [0.15, 0.5],
] as const;
const COVER = '#808080';

/** @throws PictureError */
export async function redrawPicture(
  file: Blob,
  covered: readonly PictureArea[],
  limits: RedrawLimits,
): Promise<RedrawnPicture> {
  const bitmap = await openBitmap(file);
  try {
    for (const [part, quality] of ATTEMPTS) {
      const canvas = drawCovered(bitmap, covered, { ...limits, pixels: limits.pixels * part });
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
      if (blob.size > limits.bytes) continue;
      const { width, height } = canvas;
      return { jpeg: new Uint8Array(await blob.arrayBuffer()), width, height };
    }
  } finally {
    bitmap.close();
  }
  throw new PictureError('bytes', `more than ${limits.bytes} bytes however it is drawn`);
}

function drawCovered(
  bitmap: ImageBitmap,
  covered: readonly PictureArea[],
  { side, pixels }: RedrawLimits,
): OffscreenCanvas {
  const scale = Math.min(
    1,
    side / Math.max(bitmap.width, bitmap.height),
    Math.sqrt(pixels / (bitmap.width * bitmap.height)),
  );
  const [width, height] = [Math.floor(bitmap.width * scale), Math.floor(bitmap.height * scale)];
  const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
  const context = canvas.getContext('2d');
  if (context === null) throw new PictureError('failed', 'no canvas');
  context.imageSmoothingQuality = 'high';
  // JPEG has no transparency.
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  context.fillStyle = COVER;
  for (const area of covered) {
    // One pixel more on each side, so that nothing shines through at the edges.
    const [left, top] = [Math.floor(area.left * width) - 1, Math.floor(area.top * height) - 1];
    const [right, bottom] = [
      Math.ceil((area.left + area.width) * width) + 1,
      Math.ceil((area.top + area.height) * height) + 1,
    ];
    context.fillRect(left, top, right - left, bottom - top);
  }
  return canvas;
}
