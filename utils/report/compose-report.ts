/**
 * Makes the report document from what the reader confirmed. The form shows exactly what this returns, and exactly that is
 * sealed.
 */
import { toHex } from '../channel/channel-crypto.ts';
import type { JobPost } from '../model/job-post.ts';
import { cleanText } from './clean-text.ts';
import {
  MAX_LENGTHS,
  MAX_SEEN_NAMES,
  REPORT_FIELDS,
  type ReportCategory,
  type ReportDocument,
  type ReportField,
  type ReportKind,
} from './report-document.ts';
import type { ReportPicture } from './report-picture.ts';
import type { ReportDraft } from './report-draft.ts';
import { postUrl } from './post-url.ts';
import { PLAIN_SIZES } from './sealed-format.ts';

export interface ReportChoices {
  /** 32 random hexadecimal digits, see `newReportId`. */
  id: string;
  /** Fields that the reader removed, and `site` for the site of the post. */
  removed: readonly (ReportField | 'site')[];
  categories: readonly ReportCategory[];
  /** The reader's own words; '' when there are none. */
  words: string;
  /** How the moderators may contact the reader; '' for not at all. */
  reach: string;
  /** BCP 47. */
  locale: string;
  appVersion: string;
  /** Hash under which the outcome is published (report-code.ts); absent when the reader wants no code. */
  outcome?: string | null;
  /** Send the number of names under which the reader saw the text. */
  seenNames?: boolean;
  /** A picture that the reader added; absent for none. */
  picture?: ReportPicture | null;
  /** Today, `YYYY-MM-DD`. */
  today: string;
}

const MAX_PLAIN_BYTES = PLAIN_SIZES[PLAIN_SIZES.length - 1] as number;
const CUT_MARK = '\n[…]\n';

/** @param maxBytes the document's highest size in UTF-8; the post's text is shortened to fit it */
export function composeReport(
  draft: ReportDraft,
  choices: ReportChoices,
  maxBytes: number = MAX_PLAIN_BYTES,
): ReportDocument {
  const seenNames = choices.seenNames === true ? draft.verdict?.seenNames : undefined;
  const document: ReportDocument = {
    version: 1,
    id: choices.id,
    kind: reportKind(draft),
    createdOn: choices.today,
    post: reportedPost(draft.post, new Set(choices.removed)),
    ...(choices.picture == null ? {} : { picture: choices.picture }),
    verdict: reportedVerdict(draft),
    ...(draft.answer === undefined ? {} : { answer: draft.answer }),
    ...(seenNames === undefined ? {} : { seenNames: Math.min(seenNames, MAX_SEEN_NAMES) }),
    categories: [...new Set(choices.categories)],
    words: truncate(choices.words.trim(), MAX_LENGTHS.words),
    reach: truncate(choices.reach.trim(), MAX_LENGTHS.reach),
    ...(choices.outcome == null ? {} : { outcome: choices.outcome }),
    locale: truncate(choices.locale, 35),
    appVersion: truncate(choices.appVersion, 40),
  };
  return fitToSize(document, maxBytes);
}

/** The document as the text that is sealed. */
export function reportJson(document: ReportDocument): string {
  return JSON.stringify(document);
}

/** @param random gives that many random bytes */
export function newReportId(random: (length: number) => Uint8Array): string {
  return toHex(random(16));
}

function reportKind({ wrong, dispute, layout, post, answer }: ReportDraft): ReportKind {
  if (answer !== undefined) return 'feedback';
  if (dispute === true) return 'dispute';
  if (layout === true) return 'changed-layout';
  if (wrong) return 'wrong-warning';
  return post.kind === 'message' ? 'suspicious-message' : 'suspicious-post';
}

function reportedPost(post: JobPost, removed: ReadonlySet<ReportField | 'site'>): ReportDocument['post'] {
  const values: Record<ReportField, string | string[] | undefined> = {
    title: truncate(cleanText(post.title), MAX_LENGTHS.short),
    company: truncate(cleanText(post.company), MAX_LENGTHS.short),
    location: truncate(cleanText(post.location), MAX_LENGTHS.short),
    salary: truncate(cleanText(post.salary), MAX_LENGTHS.short),
    text: cutMiddle(cleanText(post.text), MAX_LENGTHS.text),
    contacts: post.contacts
      .slice(0, MAX_LENGTHS.contacts)
      .map((contact) => truncate(cleanText(contact), MAX_LENGTHS.contact)),
    poster: truncate(cleanText(post.poster), MAX_LENGTHS.short),
    // A longer address does not identify a post any more.
    url: postUrl(post.url).length <= MAX_LENGTHS.url ? postUrl(post.url) : '',
    postedAt: truncate(post.postedAt ?? '', MAX_LENGTHS.short),
  };
  const kept = REPORT_FIELDS.filter((field) => !removed.has(field) && (values[field]?.length ?? 0) > 0);
  return {
    kind: post.kind,
    site: removed.has('site') ? '' : truncate(post.site, 100),
    ...Object.fromEntries(kept.map((field) => [field, values[field]])),
  };
}

/** Ids only: the quote of a reason could contain what the reader removed. */
function reportedVerdict({ verdict }: ReportDraft): ReportDocument['verdict'] {
  if (verdict === null) return null;
  return {
    level: verdict.level,
    // The report format has the kinds of offers only
    kind: verdict.kind === 'held' || verdict.kind === 'too-little' ? null : verdict.kind,
    language: truncate(verdict.language, 35),
    reasons: [...new Set(verdict.reasons.map((reason) => truncate(reason.id, 80)))].slice(0, 50),
    listedBy: verdict.listing === undefined ? null : truncate(verdict.listing.publisher, 80),
  };
}

/** Shortens the post's text in its middle until the document has at most `maxBytes`. */
function fitToSize(document: ReportDocument, maxBytes: number): ReportDocument {
  let fitting = document;
  for (;;) {
    const over = bytesOf(reportJson(fitting)) - maxBytes;
    const text = fitting.post.text ?? '';
    if (over <= 0 || text === '') return fitting;
    // As it is written: JSON writes quotes and line ends as two signs.
    const share = over / bytesOf(JSON.stringify(text));
    const maxUnits = text.length - Math.ceil(text.length * Math.min(1, share)) - CUT_MARK.length;
    fitting = { ...fitting, post: { ...fitting.post, text: cutMiddle(text, maxUnits) } };
  }
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function cutMiddle(text: string, maxUnits: number): string {
  if (text.length <= maxUnits) return truncate(text, maxUnits);
  const half = Math.max(0, Math.floor((maxUnits - CUT_MARK.length) / 2));
  return half === 0 ? '' : `${truncate(text, half)}${CUT_MARK}${truncate(text.slice(-half), half)}`;
}

/** At most `maxUnits` UTF-16 units, without control characters and half surrogates, which JSON writes as long escapes. */
function truncate(text: string, maxUnits: number): string {
  return text.slice(0, maxUnits).replaceAll(/(?![\n\t])[\p{Cc}\p{Cs}]/gu, ' ');
}
