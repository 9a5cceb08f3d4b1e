/** A report before it is confirmed: what the report page shows. */
import type { JobPost } from '../model/job-post.ts';
import type { Verdict } from '../model/verdict.ts';

export interface ReportDraft {
  post: JobPost;
  verdict: Verdict | null;
  /** The reader says that the warning is wrong. */
  wrong: boolean;
  /** From a private window: nothing of it may be stored. */
  private: boolean;
}
