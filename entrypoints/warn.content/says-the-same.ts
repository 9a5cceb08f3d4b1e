/** Whether a changed post says the same: a page may change it between the look at its warning and the press. */
import type { JobPost } from '../../utils/model/job-post.ts';

/** Numbers with fewer digits are counters and clocks; others are telephone numbers. */
const MIN_CONTACT_DIGITS = 7;

/** False also where only an account or a telephone number differs: a report would accuse somebody else. */
export function saysTheSame(post: JobPost, earlier: JobPost): boolean {
  return post.id === earlier.id || essenceOf(post) === essenceOf(earlier);
}

function essenceOf({ title, company, poster, text, contacts }: JobPost): string {
  return [title, company, poster, text, ...contacts]
    .join('\n')
    .replaceAll(/\p{Nd}[\p{Nd} ().,+-]*/gu, (number) =>
      number.replaceAll(/\P{Nd}/gu, '').length < MIN_CONTACT_DIGITS ? '#' : number,
    );
}
