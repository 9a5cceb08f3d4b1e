/** Compares versions of a post: a page may change it between the look at its warning and the press. */
import type { JobPost } from '../../utils/model/job-post.ts';

/** Numbers with fewer digits are counters and clocks; others are telephone numbers. */
const MIN_CONTACT_DIGITS = 7;

/** Whether two versions differ at most in counters and clocks. An account or a telephone number counts: a report accuses it. */
export function hasSameContent(post: JobPost, earlier: JobPost): boolean {
  return post.id === earlier.id || contentOf(post) === contentOf(earlier);
}

function contentOf({ title, company, poster, text, contacts }: JobPost): string {
  return [title, company, poster, text, ...contacts]
    .join('\n')
    .replaceAll(/\p{Nd}[\p{Nd} ().,+-]*/gu, (number) =>
      number.replaceAll(/\P{Nd}/gu, '').length < MIN_CONTACT_DIGITS ? '#' : number,
    );
}
