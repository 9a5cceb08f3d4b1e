/** What a dispute needs of the post in which the warning stood: what is listed, and where; not the offer itself. */
import type { JobPost } from '../model/job-post.ts';
import type { Verdict } from '../model/verdict.ts';

const LISTED_REASON = /^listed(?:-|$)/u;

/** Contacts are then exactly the words that the list was hit by; a post that is listed by its text keeps its text. */
export function disputedPost(post: JobPost, verdict: Verdict | null): JobPost {
  const hits = (verdict?.reasons ?? []).filter(({ id }) => LISTED_REASON.test(id));
  const quotes = hits.flatMap(({ quote }) => (quote === null || quote.trim() === '' ? [] : [quote.trim()]));
  const byText = hits.some(({ quote }) => quote === null);
  return {
    ...post,
    location: '',
    salary: '',
    poster: '',
    text: byText ? post.text : '',
    contacts: quotes.length > 0 ? [...new Set(quotes)] : post.contacts,
  };
}
