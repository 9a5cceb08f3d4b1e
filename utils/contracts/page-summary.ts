/** What the content scripts of a frame report about its page. */
import * as v from 'valibot';
import type { JobPost } from '../model/job-post.ts';
import type { Verdict } from '../model/verdict.ts';
import { PAGE_STATUSES } from '../sites/page-status.ts';

const Count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));

/** Counts of posts and warnings in one frame. */
export const PageSummarySchema = v.object({
  status: v.picklist(PAGE_STATUSES),
  /** Id of the adapter that read the page, such as `linkedin`, `json-ld` or `generic`; null when none did. */
  adapter: v.nullable(v.pipe(v.string(), v.maxLength(60))),
  posts: Count,
  caution: Count,
  danger: Count,
  /** Warnings on the screen now; fewer than `caution` plus `danger` when the page removes or covers them. */
  drawn: Count,
  /** The reader copied a listed account or number. */
  copied: v.optional(v.boolean()),
});
export type PageSummary = v.InferOutput<typeof PageSummarySchema>;

/** A post with the verdict on it. */
export interface JudgedPost {
  post: JobPost;
  verdict: Verdict;
}

export interface PageDescription extends PageSummary {
  /** All posts with a verdict, also `none`. */
  found: JudgedPost[];
  /** Message key: why the page could not be read, or why a warning could not be drawn. */
  problem: string | null;
}
