/**
 * A report with a bad picture is kept without it. A good one fits the largest sealed size with a long text beside it.
 */
import { describe, expect, test } from 'vitest';
import { composeReport, reportJson } from '../../../utils/report/compose-report.ts';
import { dataKindsIn } from '../../../utils/report/data-kinds.ts';
import { parseReport } from '../../../utils/report/report-document.ts';
import {
  findPictureFault,
  MAX_PICTURE_BYTES,
  pictureBytes,
  toReportPicture,
  type ReportPicture,
} from '../../../utils/report/report-picture.ts';
import { PLAIN_SIZES } from '../../../utils/report/sealed-format.ts';
import { EMPTY_POST } from '../../../utils/model/empty-post.ts';
import { CHOICES } from './choices.ts';

/** The head of a JPEG file of this size in pixels, followed by zeros. */
export function jpegOf(width: number, height: number, length = 400): ReportPicture {
  return toReportPicture(jpegBytes(0xc0, width, height, length));
}

/** @param frame second byte of the frame header: 0xc0 is baseline, 0xc2 progressive */
function jpegBytes(frame: number, width: number, height: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set([0xff, 0xd8, 0xff, frame, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3]);
  return bytes;
}

/** A file with so many scans of two bytes each. */
function withScans(count: number): ReportPicture {
  const bytes = jpegBytes(0xc0, 100, 100, 400);
  for (let i = 0; i < count; i++) bytes.set([0xff, 0xda, 0, 2], 40 + 4 * i);
  return toReportPicture(bytes);
}

/** Fill bytes (0xff) that a decoder skips, read as a segment that hides four scans. */
function withHiddenScans(): ReportPicture {
  const bytes = new Uint8Array(400);
  bytes.set([0xff, 0xd8, 0xff, 0xfe, 0, 100]);
  for (let i = 0; i < 4; i++) bytes.set([0xff, 0xda, 0, 2], 20 + 4 * i);
  bytes.set([0xff, 0xc0, 0, 17, 8, 0, 100, 0, 100, 3], 104);
  return toReportPicture(bytes);
}

function report(picture: unknown, text = 'Ticket paid.'): string {
  const draft = { post: { ...EMPTY_POST, text }, verdict: null, wrong: false, private: false };
  return reportJson(composeReport(draft, { ...CHOICES, picture: picture as ReportPicture }));
}

describe('a picture in a report', () => {
  test('goes there and back', () => {
    const picture = jpegOf(1080, 1080);
    const parsed = parseReport(report(picture));
    expect(parsed).toMatchObject({ document: { picture }, pictureFault: null });
    expect(pictureBytes(picture).length).toBe(400);
  });

  test('may hold a scan for each of three colours', () => {
    expect(findPictureFault(withScans(3))).toBeNull();
  });

  test('of the largest size leaves room: the text is shortened, and the whole fits', () => {
    const largest = jpegOf(1080, 1080, MAX_PICTURE_BYTES);
    const json = report(largest, 'Ticket paid. '.repeat(15_000));
    expect(new TextEncoder().encode(json).length).toBeLessThanOrEqual(PLAIN_SIZES[3]);
    const { document } = parseReport(json);
    expect(document.picture).toEqual(largest);
    expect(document.post.text?.length).toBeGreaterThan(50_000);
  });

  const { data } = jpegOf(1080, 1080);
  const svg = toReportPicture(
    new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg">${' '.repeat(60)}</svg>`),
  );
  test.each<[string, unknown, string]>([
    ['null', null, 'kind'],
    ['a text', 'data:image/jpeg;base64,AAAA', 'kind'],
    ['another type', { type: 'image/svg+xml', data }, 'kind'],
    ['an SVG that says it is a JPEG', svg, 'kind'],
    ['no Base64', { type: 'image/jpeg', data: '<script>' }, 'kind'],
    ['a field more', { type: 'image/jpeg', data, onload: 'x' }, 'kind'],
    ['too many bytes', jpegOf(1080, 1080, MAX_PICTURE_BYTES + 3), 'size'],
    ['too many pixels', jpegOf(4_000, 4_000), 'size'],
    ['a side too long', jpegOf(5_000, 100), 'size'],
    ['too few pixels', jpegOf(10, 10), 'size'],
    ['a progressive file', toReportPicture(jpegBytes(0xc2, 100, 100, 400)), 'broken'],
    ['a file of four scans', withScans(4), 'broken'],
    ['a file of four scans before what looks like its frame', withHiddenScans(), 'broken'],
  ])('%s is left out with a reason, and the report is kept', (_name, picture, fault) => {
    expect(findPictureFault(picture)).toBe(fault);
    const { document, pictureFault } = parseReport(
      report(null).replace(/\}$/u, `,"picture":${JSON.stringify(picture)}}`),
    );
    expect(pictureFault).toBe(fault);
    expect(document.post.text).toBe('Ticket paid.');
    expect(document.picture).toBeUndefined();
  });

  test('counts as a personal communication', () => {
    expect(dataKindsIn(parseReport(report(jpegOf(100, 100))).document, 'check')).toContain('personalCommunications');
  });
});
