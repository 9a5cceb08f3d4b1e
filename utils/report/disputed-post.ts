/** Reduces a post to what a dispute needs: what is listed, and where. The offer itself is left out. */
import type { JobPost } from '../model/job-post.ts';
import type { Verdict } from '../model/verdict.ts';

const LISTED_REASON = /^listed(?:-|$)/u;

/** Contacts become the words that matched the listing. A post that is listed by its text keeps its text. */
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
