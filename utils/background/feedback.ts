/** The reader's answers to "Was this right?": composed, sealed and sent like a report, without a form. */
import type { Request } from '../contracts/messages.ts';
import type { FeedbackResult } from '../contracts/report-result.ts';
import { composeFeedback } from '../report/compose-feedback.ts';
import { newReportId } from '../report/compose-report.ts';
import { EMPTY_READER_DATA } from '../report/reader-data.ts';
import type { ReportDocument } from '../report/report-document.ts';
import { redactPost } from '../report/redact-post.ts';
import type { Injection } from './injection.ts';
import type { PostPlace } from './report-forms.ts';
import type { Reports } from './reports.ts';

type FeedbackRequest = Omit<Request<'feedback.send'>, 'private'>;

export interface FeedbackDeps {
  reports: Pick<Reports, 'send'>;
  injection: Pick<Injection, 'readReaderData'>;
  /** The reader's setting is on, and the publisher has a relay. */
  isEnabled(): Promise<boolean>;
  /** The browser still allows that answers leave the device. */
  hasConsent(): Promise<boolean>;
  appVersion: string;
  random(length: number): Uint8Array;
  /** Today, `YYYY-MM-DD`. */
  today(): string;
}

export interface Feedback {
  isEnabled(): Promise<boolean>;
  /** What an answer would send with the text ticked, as the reader sees it before. Null where nothing can be sent. */
  preview(request: Request<'feedback.preview'>, place: PostPlace): Promise<{ text: string } | null>;
  /** Sends one answer. Its text is sent only when the reader ticked it, and then without the reader's own data. */
  send(request: FeedbackRequest, place: PostPlace): Promise<FeedbackResult>;
}

export function createFeedback(deps: FeedbackDeps): Feedback {
  const { reports, injection, appVersion, random, today } = deps;
  // Both are read each time: consent can be taken back in the browser's settings at any time.
  const isEnabled = async (): Promise<boolean> => (await deps.isEnabled()) && (await deps.hasConsent());
  const compose = async (
    { post, verdict, answer, withText, own }: FeedbackRequest,
    { tabId, frameId }: PostPlace,
  ): Promise<ReportDocument> => {
    // Of a pasted text, no page says who the reader is: only the name that they chose is known.
    const pasted = { ...EMPTY_READER_DATA, names: own === null ? [] : [own] };
    const readerData = withText && tabId !== null ? await injection.readReaderData(tabId, frameId) : pasted;
    return composeFeedback({
      post: withText ? redactPost(post, readerData).post : null,
      verdict,
      answer,
      id: newReportId(random),
      appVersion,
      today: today(),
    });
  };
  return {
    isEnabled,
    async preview(request, place) {
      if (!(await isEnabled())) return null;
      // The longest answer leaves the least room for the text.
      const { post } = await compose({ ...request, answer: 'unsure', withText: true }, place);
      return { text: [post.title, post.text].filter((part) => part !== undefined).join('\n\n') };
    },
    async send(request, place) {
      if (!(await isEnabled())) return { state: 'failed' };
      const document = await compose(request, place);
      const result = await reports.send({ document, receipt: false, private: place.isPrivate, nonce: null });
      return { state: 'problem' in result || result.item.state === 'refused' ? 'failed' : 'sent' };
    },
  };
}
