/** Makes the report document from what the reader confirmed. What it gives is exactly what is sealed, and shown before. */
import type { JobPost } from '../model/job-post.ts';
import { cleanText } from './clean-text.ts';
import {
  MOST,
  REPORT_FIELDS,
  type ReportCategory,
  type ReportDocument,
  type ReportField,
  type ReportKind,
} from './document.ts';
import type { ReportDraft } from './draft.ts';
import { postUrl } from './post-url.ts';
import { PLAIN_SIZES } from './sealed-form.ts';

export interface ReportChoices {
  /** 32 random hexadecimal digits, see `newReportId`. */
  id: string;
  /** Fields that the reader took out. */
  removed: readonly ReportField[];
  categories: readonly ReportCategory[];
  /** The reader's own words; '' when there are none. */
  words: string;
  /** How the reader may be reached; '' when they do not want to be. */
  reach: string;
  /** BCP 47. */
  locale: string;
  appVersion: string;
  /** Under what the outcome is published (take-back.ts); absent: the reader wants no code. */
  outcome?: string | null;
  /** Today, `YYYY-MM-DD`. */
  today: string;
}

const LARGEST = PLAIN_SIZES[PLAIN_SIZES.length - 1] as number;
const GAP = '\n[…]\n';

export function composeReport(draft: ReportDraft, choices: ReportChoices): ReportDocument {
  const document: ReportDocument = {
    version: 1,
    id: choices.id,
    kind: kindOf(draft),
    createdOn: choices.today,
    post: postOf(draft.post, new Set(choices.removed)),
    verdict: verdictOf(draft),
    categories: [...new Set(choices.categories)],
    words: cut(choices.words.trim(), MOST.words),
    reach: cut(choices.reach.trim(), MOST.reach),
    ...(choices.outcome == null ? {} : { outcome: choices.outcome }),
    locale: cut(choices.locale, 35),
    appVersion: cut(choices.appVersion, 40),
  };
  return fit(document);
}

/** The document as the text that is sealed. */
export function reportJson(document: ReportDocument): string {
  return JSON.stringify(document);
}

/** @param random gives that many random bytes */
export function newReportId(random: (length: number) => Uint8Array): string {
  return Array.from(random(16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function kindOf({ wrong, dispute, layout, post }: ReportDraft): ReportKind {
  if (dispute === true) return 'dispute';
  if (layout === true) return 'changed-layout';
  if (wrong) return 'wrong-warning';
  return post.kind === 'message' ? 'suspicious-message' : 'suspicious-post';
}

function postOf(post: JobPost, removed: ReadonlySet<ReportField>): ReportDocument['post'] {
  const values: Record<ReportField, string | string[] | undefined> = {
    title: cut(cleanText(post.title), MOST.short),
    company: cut(cleanText(post.company), MOST.short),
    location: cut(cleanText(post.location), MOST.short),
    salary: cut(cleanText(post.salary), MOST.short),
    text: middleOut(cleanText(post.text), MOST.text),
    contacts: post.contacts.slice(0, MOST.contacts).map((contact) => cut(cleanText(contact), MOST.contact)),
    poster: cut(cleanText(post.poster), MOST.short),
    // An address that is longer is no identification any more.
    url: postUrl(post.url).length <= MOST.url ? postUrl(post.url) : '',
    postedAt: cut(post.postedAt ?? '', MOST.short),
  };
  const kept = REPORT_FIELDS.filter((field) => !removed.has(field) && (values[field]?.length ?? 0) > 0);
  return {
    kind: post.kind,
    site: cut(post.site, 100),
    ...Object.fromEntries(kept.map((field) => [field, values[field]])),
  };
}

/** Keys only: a reason's quote could hold what the reader took out. */
function verdictOf({ verdict }: ReportDraft): ReportDocument['verdict'] {
  if (verdict === null) return null;
  return {
    level: verdict.level,
    kind: verdict.kind,
    language: cut(verdict.language, 35),
    reasons: [...new Set(verdict.reasons.map((reason) => cut(reason.id, 80)))].slice(0, 50),
    listedBy: verdict.listing === undefined ? null : cut(verdict.listing.publisher, 80),
  };
}

/** Shortens the post's text from its middle until the document fits the largest size. */
function fit(document: ReportDocument): ReportDocument {
  let fitting = document;
  for (;;) {
    const over = new TextEncoder().encode(reportJson(fitting)).length - LARGEST;
    const text = fitting.post.text ?? '';
    if (over <= 0 || text === '') return fitting;
    const share = over / new TextEncoder().encode(text).length;
    const most = text.length - Math.ceil(text.length * Math.min(1, share)) - GAP.length;
    fitting = { ...fitting, post: { ...fitting.post, text: middleOut(text, most) } };
  }
}

function middleOut(text: string, most: number): string {
  if (text.length <= most) return cut(text, most);
  const half = Math.max(0, Math.floor((most - GAP.length) / 2));
  return half === 0 ? '' : `${cut(text, half)}${GAP}${cut(text.slice(-half), half)}`;
}

/** At most `most` units of text that JSON writes without long escapes: no control characters, no half surrogates. */
function cut(text: string, most: number): string {
  return text.slice(0, most).replaceAll(/(?![\n\t])[\p{Cc}\p{Cs}]/gu, ' ');
}
