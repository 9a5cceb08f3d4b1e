/**
 * A job post as plain data, from a page, a pasted text, or an input line of the `check` command.
 *
 * Offsets into a post count UTF-16 code units of the named field; for `contacts` of `contacts.join('\n')`.
 */
import * as v from 'valibot';

/** Where a post was found: card of a list, page or pane of its own, social post, pasted message. */
export const POST_KINDS = ['card', 'detail', 'social', 'message'] as const;

const text = v.optional(v.string(), '');

export const JobPostSchema = v.object({
  /** Unique on its page; never leaves the device. */
  id: v.string(),
  /** Address that identifies the post, or '' when unknown. */
  url: text,
  /** Site adapter or finder that read it, e.g. `linkedin`, `json-ld`, `generic`, `check`. */
  site: text,
  kind: v.optional(v.picklist(POST_KINDS), 'message'),
  title: text,
  company: text,
  location: text,
  salary: text,
  text,
  /** As written: handles, numbers, addresses, links. */
  contacts: v.optional(v.array(v.string()), () => []),
  /** Name or account of the person who posted it. */
  poster: text,
  /** Day of posting, `YYYY-MM-DD`; absent when the page does not show it. */
  postedAt: v.optional(v.string()),
});

export type JobPost = v.InferOutput<typeof JobPostSchema>;

/** The fields that a reason may quote. */
export const POST_FIELDS = ['title', 'company', 'location', 'salary', 'text', 'contacts', 'poster'] as const;
export type PostField = (typeof POST_FIELDS)[number];

/** Text of a field as offsets count it. */
export function fieldText(post: JobPost, field: PostField): string {
  return field === 'contacts' ? post.contacts.join('\n') : post[field];
}
