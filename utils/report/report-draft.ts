/** A report before it is confirmed: what the report page shows. */
import type { JobPost } from '../model/job-post.ts';
import type { RedactedKind } from './redact-post.ts';
import type { Verdict } from '../model/verdict.ts';

export interface ReportDraft {
  post: JobPost;
  verdict: Verdict | null;
  /** The reader says that the warning is wrong. */
  wrong: boolean;
  /** Whoever is listed, or speaks for them, disputes the listing. */
  dispute?: boolean;
  /** What was taken out of the post because it is the reader's own, to say so. */
  taken?: RedactedKind[];
  /** The site's layout is reported: the post's text is the page's structure. */
  layout?: true;
  /** From a private window: nothing of it may be stored. */
  private: boolean;
}
