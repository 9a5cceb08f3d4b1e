/**
 * Decodes a picture within limits. The kind is taken from the first bytes, never from the name; of an animation the first
 * frame counts. SVG is refused: it is a document that can load and run things.
 */
import type { RgbaImage } from '../picture/grey-image.ts';
import { PictureError } from './picture-error.ts';
import type { SmallerPictures } from './picture-reading.ts';
import { pictureSize } from './picture-size.ts';

export const MAX_PICTURE_BYTES = 25_000_000;
/** Pixels: a decoded picture takes four bytes for each. A phone's photo has 12 million; reading takes under 400 MB in all. */
export const MAX_PICTURE_PIXELS = 24_000_000;
/** Pixels a side. */
const MIN_SIDE = 24;
/** Pixels that are read; a larger picture is reduced first. */
const MAX_READ_PIXELS = 2_600_000;
/** A screenshot of a long page keeps the width of its letters. */
const MIN_READ_WIDTH = 720;
/** A picture with a smaller short side is enlarged twice. */
const SMALL_SIDE = 480;

export interface DecodedPicture extends SmallerPictures {
  image: RgbaImage;
}

/** Quality of smaller pictures, 0 to 1. */
const JPEG_QUALITY = 0.85;
/** Pixels: twice what the check page gives a picture (`.read-picture` in check.css), for dense screens. */
const PREVIEW = { width: 704, height: 1_024 };

/** @throws PictureError */
export async function decodePicture(file: Blob): Promise<DecodedPicture> {
  const bitmap = await openBitmap(file);
  try {
    return await drawScaled(bitmap);
  } finally {
    bitmap.close();
  }
}

/** The picture of a file within the limits. The caller closes it. @throws PictureError */
export async function openBitmap(file: Blob): Promise<ImageBitmap> {
  if (file.size > MAX_PICTURE_BYTES) throw new PictureError('bytes', `${file.size} bytes`);
  const head = new Uint8Array(await file.slice(0, 512 * 1_024).arrayBuffer());
  const size = pictureSize(head);
  if (size === null) throw new PictureError('kind', 'neither PNG, JPEG, GIF, WebP, BMP nor AVIF');
  checkSize(size.width, size.height);
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([file], { type: size.type }));
  } catch (error) {
    throw new PictureError('broken', String(error));
  }
  try {
    checkSize(bitmap.width, bitmap.height);
  } catch (error) {
    bitmap.close();
    throw error;
  }
  return bitmap;
}

function checkSize(width: number, height: number): void {
  if (width * height > MAX_PICTURE_PIXELS) throw new PictureError('large', `${width} x ${height} pixels`);
  if (Math.min(width, height) < MIN_SIDE) throw new PictureError('small', `${width} x ${height} pixels`);
}

async function drawScaled(bitmap: ImageBitmap): Promise<DecodedPicture> {
  const scale = readingScale(bitmap.width, bitmap.height);
  const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
  const context = draw(bitmap, width, height);
  const image = { width, height, data: context.getImageData(0, 0, width, height).data };
  bitmap.close();
  const small = Math.min(PREVIEW.width / width, PREVIEW.height / height);
  const preview = small < 1 ? await jpegOf(draw(context.canvas, width * small, height * small)) : null;
  return { image, reduced: scale < 1 ? await jpegOf(context) : null, preview };
}

function draw(source: CanvasImageSource, width: number, height: number): OffscreenCanvasRenderingContext2D {
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new PictureError('failed', 'no canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context;
}

function jpegOf({ canvas }: OffscreenCanvasRenderingContext2D): Promise<Blob> {
  return canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
}

/** Pixels that are read for one pixel of the picture. */
export function readingScale(width: number, height: number): number {
  const reduced = Math.sqrt(MAX_READ_PIXELS / (width * height));
  if (reduced < 1) return Math.min(1, Math.max(reduced, Math.min(1, MIN_READ_WIDTH / width)));
  return Math.min(width, height) < SMALL_SIDE ? Math.min(2, reduced) : 1;
}
