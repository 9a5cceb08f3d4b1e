/** The cost of judging a post, which counts against its tab's limit. The worker and content scripts compute it alike. */
import type { JobPost } from './job-post.ts';

/** Lowest cost of a post, in UTF-16 units. */
const MIN_COST_UNITS = 1_000;

/** UTF-16 units of all text fields of a post. */
export function countPostUnits({ title, company, location, salary, text, poster, contacts }: JobPost): number {
  return [title, company, location, salary, text, poster, ...contacts].reduce((sum, field) => sum + field.length, 0);
}

/** In UTF-16 units. */
export function judgingCost(post: JobPost): number {
  return Math.max(MIN_COST_UNITS, countPostUnits(post));
}
