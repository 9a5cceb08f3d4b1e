/**
 * Feedback: a reader's answer to "Was this right?" as a report document. It contains the answer, the level, the ids of the
 * reasons and the language of the post. It names no site, no address, no contact and not the reader's language.
 */
import type { JobPost } from '../model/job-post.ts';
import type { Verdict } from '../model/verdict.ts';
import { composeReport } from './compose-report.ts';
import { EMPTY_POST } from '../model/empty-post.ts';
import type { FeedbackAnswer } from './feedback-answer.ts';
import type { ReportDocument } from './report-document.ts';
import { PLAIN_SIZES } from './sealed-format.ts';

export interface FeedbackOptions {
  /** The judged post without the reader's own data; its title and text are sent. Null: no text is sent. */
  post: JobPost | null;
  verdict: Verdict;
  answer: FeedbackAnswer;
  /** 32 random hexadecimal digits, see `newReportId`. */
  id: string;
  appVersion: string;
  /** Today, `YYYY-MM-DD`. */
  today: string;
}

/** @returns a document of at most `PLAIN_SIZES[0]` bytes: every feedback is sealed to the smallest size */
export function composeFeedback({ post, verdict, answer, id, appVersion, today }: FeedbackOptions): ReportDocument {
  const { title, text } = post ?? EMPTY_POST;
  const draft = { post: { ...EMPTY_POST, title, text }, verdict, wrong: false, private: false, answer };
  const choices = { id, removed: [], categories: [], words: '', reach: '', locale: '', appVersion, today };
  return composeReport(draft, choices, PLAIN_SIZES[0]);
}
