/** What the reader has entered in a report's form. It is kept with the draft, so that a reload of the form shows it again. */
import * as v from 'valibot';
import { MAX_LENGTHS, REPORT_CATEGORIES, REPORT_FIELDS } from './report-document.ts';

/** What the reader can remove; `verdict` is the verdict that the reader saw. */
const REMOVABLE_PARTS = [...REPORT_FIELDS, 'site', 'verdict'] as const;
export type RemovablePart = (typeof REMOVABLE_PARTS)[number];

export const EnteredReportSchema = v.strictObject({
  removed: v.pipe(v.array(v.picklist(REMOVABLE_PARTS)), v.maxLength(REMOVABLE_PARTS.length)),
  categories: v.pipe(v.array(v.picklist(REPORT_CATEGORIES)), v.maxLength(REPORT_CATEGORIES.length)),
  words: v.pipe(v.string(), v.maxLength(MAX_LENGTHS.words)),
  reach: v.pipe(v.string(), v.maxLength(MAX_LENGTHS.reach)),
  /** The message itself, when the report is not about a post that was found. In a dispute: what is listed, one a line. */
  message: v.pipe(v.string(), v.maxLength(MAX_LENGTHS.text)),
  /** Send under how many names the reader saw the text. */
  seenNames: v.boolean(),
  /** Keep the day of delivery. */
  receipt: v.boolean(),
  /** The reader wants a code, to withdraw the report or to look up its outcome. */
  code: v.boolean(),
  /** The draft's picture was taken out or covered in part: it must not come back as it was. */
  isPictureChanged: v.boolean(),
});

export type EnteredReport = v.InferOutput<typeof EnteredReportSchema>;
