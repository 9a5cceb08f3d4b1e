/** Messages about reports: drafts, sealing, the outbox and codes. */
import * as v from 'valibot';
import { JobPostSchema } from '../model/job-post.ts';
import type { Verdict } from '../model/verdict.ts';
import { FEEDBACK_ANSWERS } from '../report/feedback-answer.ts';
import { EnteredReportSchema } from '../report/entered-report.ts';
import { ReportDocumentSchema } from '../report/report-document.ts';
import { ReportPictureSchema } from '../report/report-picture.ts';
import type { ReportDraft } from '../report/report-draft.ts';
import type { OutboxItem } from '../report/outbox.ts';
import { isReportCode } from '../report/report-code.ts';
import { FROM_BOTH, FROM_PAGES, message, trusted } from './message-contract.ts';
import { Nonce } from './nonce.ts';
import type { CodeResult, FeedbackResult, SealResult, SendResult } from './report-result.ts';

/** The report page shows the verdict again as plain text, so its form is not checked further. */
const AnyVerdict = v.custom<Verdict>((value) => typeof value === 'object' && value !== null);

/** A post that the reader wants to report. */
export const ReportRequestSchema = v.object({
  post: JobPostSchema,
  /** Null where nothing was judged. */
  verdict: v.nullable(AnyVerdict),
  /** The reader reports a wrong warning. */
  wrong: v.boolean(),
  /** The person who is listed disputes the listing. */
  dispute: v.optional(v.boolean()),
  /** The picture whose words were checked. */
  picture: v.optional(ReportPictureSchema),
  /** The tab of the post, when a page of the extension sends the request. */
  tabId: v.optional(v.number()),
  /** Set by the check page where its text came from a private window. */
  private: v.exactOptional(v.boolean()),
});

/** A withdrawal secret, or its SHA-256: 32 bytes in Base64url without padding. */
const WithdrawHash = v.pipe(v.string(), v.regex(/^[\w-]{43}$/u));

/** The name under which the reader wrote in a pasted chat. */
const OwnName = v.nullable(v.pipe(v.string(), v.maxLength(200)));

/** Key of a row of the outbox. */
const OutboxKey = v.pipe(v.string(), v.maxLength(64));

export const REPORT_MESSAGES = {
  /** Opens the report page for a post that the reader clicked on. */
  'report.open': message(FROM_BOTH, ReportRequestSchema, v.null()),
  /** Opens the report page with the structure of a page that could not be read. */
  'layout.report': message(FROM_PAGES, v.object({ tabId: v.number() }), v.null()),
  /** Whether the reader is asked "Was this right?": the setting is on and the publisher has a relay. */
  'feedback.get': message(FROM_BOTH, v.null(), v.custom<{ asks: boolean }>(trusted)),
  /**
   * The reader's answer to "Was this right?", sealed and sent like a report. `withText`: the reader ticked the text. `own`: the
   * name under which the reader wrote in a pasted chat, or null; it is removed from the text.
   */
  'feedback.send': message(
    FROM_BOTH,
    v.object({
      post: JobPostSchema,
      verdict: AnyVerdict,
      answer: v.picklist(FEEDBACK_ANSWERS),
      withText: v.boolean(),
      /** Set by the check page where its text came from a private window. */
      private: v.exactOptional(v.boolean()),
      own: OwnName,
    }),
    v.custom<FeedbackResult>(trusted),
  ),
  /** The title and text that an answer would send with the text ticked; null where nothing can be sent. */
  'feedback.preview': message(
    FROM_BOTH,
    v.object({ post: JobPostSchema, verdict: AnyVerdict, own: OwnName }),
    v.custom<{ text: string } | null>(trusted),
  ),
  /** The draft under a nonce; null when it is unknown. */
  'draft.get': message(FROM_PAGES, v.object({ nonce: Nonce }), v.custom<ReportDraft | null>(trusted)),
  /** Keeps what the reader has entered in the form of a draft, in memory. Nothing is kept of a draft from a private window. */
  'draft.enter': message(FROM_PAGES, v.object({ nonce: Nonce, entered: EnteredReportSchema }), v.null()),
  /** Seals a confirmed report, stores it in the outbox and sends it. */
  'report.send': message(
    FROM_PAGES,
    v.object({
      document: ReportDocumentSchema,
      receipt: v.boolean(),
      private: v.boolean(),
      /** The draft that the report came from, which is deleted once the report is sealed. */
      nonce: v.nullable(Nonce),
      /** Identifies the report for its withdrawal; set when the reader wants a code, and from a private window. */
      withdrawHash: v.optional(v.nullable(WithdrawHash)),
      /** The withdrawal secret of an earlier version from a private window, which may have arrived. */
      replaces: v.optional(v.nullable(WithdrawHash)),
    }),
    v.custom<SendResult>(trusted),
  ),
  /** Seals a confirmed report for a file or a mail; nothing is stored. */
  'report.seal': message(FROM_PAGES, v.object({ document: ReportDocumentSchema }), v.custom<SealResult>(trusted)),
  /** The published outcome of the report with this code. `withdraw`: withdraws the report first. */
  'report.code': message(
    FROM_PAGES,
    v.object({ secret: v.pipe(v.string(), v.check(isReportCode)), withdraw: v.boolean() }),
    v.custom<CodeResult>(trusted),
  ),
  'outbox.list': message(FROM_PAGES, v.null(), v.custom<{ items: OutboxItem[] }>(trusted)),
  /** Tries every waiting report now. */
  'outbox.flush': message(FROM_PAGES, v.null(), v.custom<{ items: OutboxItem[] }>(trusted)),
  /** A report that waits or was refused, as a sealed file in Base64; null when its ciphertext is deleted. */
  'outbox.file': message(FROM_PAGES, v.object({ key: OutboxKey }), v.custom<{ file: string | null }>(trusted)),
  /** Deletes one report; null: all of them, and every draft. */
  'outbox.erase': message(FROM_PAGES, v.object({ key: v.nullable(OutboxKey) }), v.null()),
};
