/**
 * The report itself: the JSON that is sealed, and that a moderator reads. Whoever opens one reads it through
 * `ReportDocumentSchema`, for anybody may seal anything to a public key.
 */
import * as v from 'valibot';
import { POST_KINDS } from '../model/job-post.ts';

/**
 * `dispute`: whoever is listed, or speaks for them, says that the listing is wrong. `changed-layout`: a site could not be
 * read; the post's text is then the page's structure without its words.
 */
export const REPORT_KINDS = [
  'suspicious-post',
  'suspicious-message',
  'wrong-warning',
  'dispute',
  'changed-layout',
] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** What the reader says happened; words stand under `category.<id>`. */
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

/** Why the reader says that a warning is wrong. */
export const WRONG_WARNING_CATEGORIES = ['honest-offer', 'news-or-warning', 'not-a-job', 'own-offer', 'other'] as const;

/** Why whoever is listed says that the listing is wrong. */
export const DISPUTE_CATEGORIES = ['listed-by-mistake', 'name-used', 'changed-hands', 'licensed', 'other'] as const;

export const REPORT_CATEGORIES = [
  ...new Set([...SUSPICION_CATEGORIES, ...WRONG_WARNING_CATEGORIES, ...DISPUTE_CATEGORIES]),
];
export type ReportCategory = (typeof REPORT_CATEGORIES)[number];

/** The fields of a post that a report may carry, in the order in which they are shown. */
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

/** Longest values, UTF-16 units; a longer one is cut by `composeReport` (`text` and `contacts` also as a whole). */
export const MAX_LENGTHS = {
  short: 2_000,
  url: 2_000,
  text: 250_000,
  contact: 500,
  contacts: 100,
  words: 8_000,
  reach: 500,
};

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/u));
const short = v.optional(v.pipe(v.string(), v.maxLength(MAX_LENGTHS.short)));
const id = v.pipe(v.string(), v.maxLength(80));

export const ReportDocumentSchema = v.strictObject({
  version: v.literal(1),
  /** Random; tells one report that came twice (by relay and by mail) from two. 32 hexadecimal digits. */
  id: v.pipe(v.string(), v.regex(/^[\da-f]{32}$/u)),
  kind: v.picklist(REPORT_KINDS),
  createdOn: day,
  /** Fields that the reader took out are absent. */
  post: v.strictObject({
    kind: v.picklist(POST_KINDS),
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
    /** Cut to what identifies the post. */
    url: v.optional(v.pipe(v.string(), v.maxLength(MAX_LENGTHS.url))),
    postedAt: short,
  }),
  /** What the reader's own JobLantern had said: keys only, never quotes. Null when nothing was judged. */
  verdict: v.nullable(
    v.strictObject({
      level: v.picklist(['none', 'caution', 'danger']),
      kind: v.nullable(v.picklist(['lure', 'job-scam', 'listed'])),
      language: v.pipe(v.string(), v.maxLength(35)),
      reasons: v.pipe(v.array(id), v.maxLength(50)),
      /** The publisher whose list named it. */
      listedBy: v.nullable(v.pipe(v.string(), v.maxLength(80))),
    }),
  ),
  categories: v.pipe(v.array(v.picklist(REPORT_CATEGORIES)), v.maxLength(REPORT_CATEGORIES.length)),
  /** The reader's own words. */
  words: v.pipe(v.string(), v.maxLength(MAX_LENGTHS.words)),
  /** How the reader may be reached; '' when they do not want to be. */
  reach: v.pipe(v.string(), v.maxLength(MAX_LENGTHS.reach)),
  /**
   * Under what the reporter looks up what became of it: SHA-256 of the outcome key, 64 hexadecimal digits
   * (take-back.ts). Absent unless the reporter asked for it.
   */
  outcome: v.optional(v.pipe(v.string(), v.regex(/^[\da-f]{64}$/u))),
  /** Language of the interface that the report was written in, BCP 47. */
  locale: v.pipe(v.string(), v.maxLength(35)),
  appVersion: v.pipe(v.string(), v.maxLength(40)),
});

export type ReportDocument = v.InferOutput<typeof ReportDocumentSchema>;

/**
 * Reads a report from the JSON text that `open` gives.
 * @throws SyntaxError or valibot's ValiError when it is no report
 */
export function parseReport(json: string): ReportDocument {
  return v.parse(ReportDocumentSchema, JSON.parse(json));
}
