/**
 * The report document: the JSON that is sealed and that a moderator reads. Anybody can seal anything to a public key, so
 * whoever opens one must parse it by `ReportDocumentSchema`.
 */
import * as v from 'valibot';
import { POST_KINDS } from '../model/job-post.ts';
import { FEEDBACK_ANSWERS } from './feedback-answer.ts';
import { ReportPictureSchema, withoutBadPicture, type ReportPictureFault } from './report-picture.ts';

/**
 * `dispute`: the listed person or company, or somebody for them, says that the listing is wrong. `changed-layout`: a site
 * could not be read; the post's text is then the page's structure without its words. `feedback`: an answer to "Was this
 * right?" (compose-feedback.ts).
 */
export const REPORT_KINDS = [
  'suspicious-post',
  'suspicious-message',
  'wrong-warning',
  'dispute',
  'changed-layout',
  'feedback',
] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** What happened, as the reader chose it. The interface has a message `category.<id>` for each. */
export const SUSPICION_CATEGORIES = [
  'traps-people',
  'someone-held',
  'forced-to-scam',
  'asks-money',
  'asks-documents',
  'moved-to-chat',
  'false-company',
  'job-not-real',
  'other',
] as const;

/** Why a warning is wrong, as the reader chose it. */
export const WRONG_WARNING_CATEGORIES = ['honest-offer', 'news-or-warning', 'not-a-job', 'own-offer', 'other'] as const;

/** Why a listing is wrong, as the listed side chose it. */
export const DISPUTE_CATEGORIES = ['listed-by-mistake', 'name-used', 'changed-hands', 'licensed', 'other'] as const;

export const REPORT_CATEGORIES = [
  ...new Set([...SUSPICION_CATEGORIES, ...WRONG_WARNING_CATEGORIES, ...DISPUTE_CATEGORIES]),
];
export type ReportCategory = (typeof REPORT_CATEGORIES)[number];

/** The fields of a post that a report may contain, in the order in which they are shown. */
export const REPORT_FIELDS = [
  'title',
  'company',
  'location',
  'salary',
  'text',
  'contacts',
  'poster',
  'url',
  'postedAt',
] as const;
export type ReportField = (typeof REPORT_FIELDS)[number];

/** Longest values in UTF-16 units; `contacts` is a number of entries. `composeReport` cuts longer ones. */
export const MAX_LENGTHS = {
  short: 2_000,
  url: 2_000,
  text: 250_000,
  contact: 500,
  contacts: 100,
  words: 8_000,
  reach: 500,
};

/** The highest number of names that a report gives. */
export const MAX_SEEN_NAMES = 1_000;

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/u));
const short = v.optional(v.pipe(v.string(), v.maxLength(MAX_LENGTHS.short)));
const id = v.pipe(v.string(), v.maxLength(80));

export const ReportDocumentSchema = v.strictObject({
  version: v.literal(1),
  /** Random, 32 hexadecimal digits. Recognises a report that arrived twice (by relay and by mail). */
  id: v.pipe(v.string(), v.regex(/^[\da-f]{32}$/u)),
  kind: v.picklist(REPORT_KINDS),
  createdOn: day,
  /** Fields that the reader removed are absent. */
  post: v.strictObject({
    kind: v.picklist(POST_KINDS),
    /** '' when the reader removed it. */
    site: v.pipe(v.string(), v.maxLength(100)),
    title: short,
    company: short,
    location: short,
    salary: short,
    text: v.optional(v.pipe(v.string(), v.maxLength(MAX_LENGTHS.text))),
    contacts: v.optional(
      v.pipe(v.array(v.pipe(v.string(), v.maxLength(MAX_LENGTHS.contact))), v.maxLength(MAX_LENGTHS.contacts)),
    ),
    poster: short,
    /** Reduced to what identifies the post. */
    url: v.optional(v.pipe(v.string(), v.maxLength(MAX_LENGTHS.url))),
    postedAt: short,
  }),
  /** A poster or screenshot that the reader added. */
  picture: v.optional(ReportPictureSchema),
  /** The verdict that the reader saw: ids only, never quotes. Null when nothing was judged. */
  verdict: v.nullable(
    v.strictObject({
      level: v.picklist(['none', 'caution', 'danger']),
      kind: v.nullable(v.picklist(['lure', 'job-scam', 'listed'])),
      language: v.pipe(v.string(), v.maxLength(35)),
      reasons: v.pipe(v.array(id), v.maxLength(50)),
      /** The publisher whose listing matched. */
      listedBy: v.nullable(v.pipe(v.string(), v.maxLength(80))),
    }),
  ),
  /** Set when `kind` is `feedback`. */
  answer: v.optional(v.picklist(FEEDBACK_ANSWERS)),
  /** Names under which the reader saw the text in 30 days. Absent unless the reader ticked it. */
  seenNames: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(MAX_SEEN_NAMES))),
  categories: v.pipe(v.array(v.picklist(REPORT_CATEGORIES)), v.maxLength(REPORT_CATEGORIES.length)),
  /** The reader's own words. */
  words: v.pipe(v.string(), v.maxLength(MAX_LENGTHS.words)),
  /** How the moderators may contact the reader; '' for not at all. */
  reach: v.pipe(v.string(), v.maxLength(MAX_LENGTHS.reach)),
  /**
   * Under which the reporter finds the outcome: SHA-256 of the outcome key, 64 hexadecimal digits (report-code.ts). Absent
   * unless the reporter asked for a code.
   */
  outcome: v.optional(v.pipe(v.string(), v.regex(/^[\da-f]{64}$/u))),
  /** Language of the report form, BCP 47. */
  locale: v.pipe(v.string(), v.maxLength(35)),
  appVersion: v.pipe(v.string(), v.maxLength(40)),
});

export type ReportDocument = v.InferOutput<typeof ReportDocumentSchema>;

export interface ParsedReport {
  document: ReportDocument;
  /** Why the report's picture was left out; null when there was none, or it is in the document. */
  pictureFault: ReportPictureFault | null;
}

/**
 * Parses the JSON text that `openSealedReport` returns.
 * @throws SyntaxError or valibot's ValiError when it is no report
 */
export function parseReport(text: string): ParsedReport {
  const { json, fault } = withoutBadPicture(JSON.parse(text));
  return { document: v.parse(ReportDocumentSchema, json), pictureFault: fault };
}
