import { expect, test } from 'vitest';
import { openPicture } from '../../../utils/desk/open-picture.ts';
import type { ReportDocument } from '../../../utils/report/report-document.ts';

const REPORT: ReportDocument = {
  version: 1,
  id: 'a'.repeat(32),
  kind: 'suspicious-message',
  createdOn: '2026-11-25',
  post: { kind: 'message', site: '', text: 'Ticket paid.' },
  verdict: null,
  categories: [],
  words: '',
  reach: '',
  locale: 'en',
  appVersion: '0.1.0',
};
const PICTURE = { type: 'image/jpeg', data: 'AAAA' } as const;

test('a picture is hashed; one that cannot be decoded is left out, and the report is kept', async () => {
  const withPicture = { document: { ...REPORT, picture: PICTURE }, pictureFault: null };
  expect(await openPicture(withPicture, async () => '0f1e2d3c4b5a6978')).toEqual({
    document: withPicture.document,
    print: '0f1e2d3c4b5a6978',
    fault: null,
  });
  expect(await openPicture(withPicture, () => Promise.reject(new Error('broken')))).toEqual({
    document: REPORT,
    print: null,
    fault: 'broken',
  });
});

test('without a picture nothing is decoded, and the reason for leaving one out stays', async () => {
  const decode = (): never => {
    throw new Error('nothing to decode');
  };
  expect(await openPicture({ document: REPORT, pictureFault: 'size' }, decode)).toEqual({
    document: REPORT,
    print: null,
    fault: 'size',
  });
});
