/** What judging a post costs of a tab's share; the worker and the pages count alike. */
import type { JobPost } from './job-post.ts';

/** A post costs its UTF-16 units, and at least this many. */
const MIN_COST_UNITS = 1_000;

/** UTF-16 units of a post. */
export function unitsOf({ title, company, location, salary, text, poster, contacts }: JobPost): number {
  return [title, company, location, salary, text, poster, ...contacts].reduce((sum, field) => sum + field.length, 0);
}

export function judgingCost(post: JobPost): number {
  return Math.max(MIN_COST_UNITS, unitsOf(post));
}
