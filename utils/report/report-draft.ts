/** A report before it is confirmed, as the report page shows it. */
import type { EnteredReport } from './entered-report.ts';
import type { JobPost } from '../model/job-post.ts';
import type { ReportPicture } from './report-picture.ts';
import type { RedactedKind } from './redact-post.ts';
import type { Verdict } from '../model/verdict.ts';
import type { FeedbackAnswer } from './feedback-answer.ts';

export interface ReportDraft {
  post: JobPost;
  verdict: Verdict | null;
  /** The reader reports a wrong warning. */
  wrong: boolean;
  /** The listed side disputes the listing. */
  dispute?: boolean;
  /** What was removed from the post because it belongs to the reader. */
  taken?: RedactedKind[];
  /** The report is about a site's layout: the post's text is the page's structure. */
  layout?: true;
  /** The reader's answer to "Was this right?"; absent in other reports. */
  answer?: FeedbackAnswer;
  /** The picture whose words were checked; the reader can take it out. */
  picture?: ReportPicture;
  /** What the reader has entered in the form; absent before that, and from a private window. */
  entered?: EnteredReport;
  /** From a private window: nothing of it may be stored. */
  private: boolean;
}
