/**
 * The picture that a report may carry: a JPEG file. The reader's browser drew it anew, so it holds no metadata of the first
 * file. It is small enough for the largest sealed size. Whoever opens a report checks it again: anybody can seal anything.
 */
import * as v from 'valibot';
import { isBaselineJpeg } from '../picture-reader/is-baseline-jpeg.ts';
import { pictureSize } from '../picture-reader/picture-size.ts';
import { toBase64 } from './base64.ts';

/** Bytes of the file. In Base64 they leave a third of the largest sealed size to the rest of the report. */
export const MAX_PICTURE_BYTES = 131_072;
/** Pixels a side: a screenshot of a long chat. */
const MAX_PICTURE_SIDE = 4_096;
/** Pixels in all. */
const MAX_PICTURE_PIXELS = 1_500_000;
export const PICTURE_LIMITS = { bytes: MAX_PICTURE_BYTES, side: MAX_PICTURE_SIDE, pixels: MAX_PICTURE_PIXELS } as const;
/** Pixels a side; smaller ones show nothing. */
const MIN_PICTURE_SIDE = 24;

const MAX_BASE64 = Math.ceil(MAX_PICTURE_BYTES / 3) * 4;
const BASE64 = /^(?:[\d+/A-Za-z]{4})*(?:[\d+/A-Za-z]{2}==|[\d+/A-Za-z]{3}=)?$/u;

export const ReportPictureSchema = v.strictObject({
  type: v.literal('image/jpeg'),
  /** The file in Base64. */
  data: v.pipe(v.string(), v.minLength(4), v.maxLength(MAX_BASE64), v.regex(BASE64)),
});
export type ReportPicture = v.InferOutput<typeof ReportPictureSchema>;

/** Why the picture of a report was left out. The desk has a message `desk.picture.left-out.<key>` for each. */
export type ReportPictureFault = 'kind' | 'size' | 'broken';

/** What is wrong with the form of a picture, or null. Only decoding tells whether it is whole. */
export function findPictureFault(picture: unknown): ReportPictureFault | null {
  if (!v.is(ReportPictureSchema, picture)) {
    const data = (picture as { data?: unknown } | null)?.data;
    return typeof data === 'string' && data.length > MAX_BASE64 ? 'size' : 'kind';
  }
  const bytes = pictureBytes(picture);
  const size = pictureSize(bytes);
  if (size?.type !== 'image/jpeg') return 'kind';
  const { width, height } = size;
  const fits = Math.max(width, height) <= MAX_PICTURE_SIDE && width * height <= MAX_PICTURE_PIXELS;
  if (!fits || Math.min(width, height) < MIN_PICTURE_SIDE) return 'size';
  return isBaselineJpeg(bytes) ? null : 'broken';
}

export function pictureBytes({ data }: ReportPicture): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
}

/** A `data:` address of the picture. */
export function pictureAddress({ type, data }: ReportPicture): string {
  return `data:${type};base64,${data}`;
}

export function toReportPicture(jpeg: Uint8Array): ReportPicture {
  return { type: 'image/jpeg', data: toBase64(jpeg) };
}

/**
 * Takes a picture of a wrong form out of what should be a report. The rest of the report is kept.
 * @param json any JSON value
 */
export function withoutBadPicture(json: unknown): { json: unknown; fault: ReportPictureFault | null } {
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, 'picture')) return { json, fault: null };
  const { picture, ...rest } = json as Record<string, unknown>;
  const fault = findPictureFault(picture);
  return fault === null ? { json, fault } : { json: rest, fault };
}
