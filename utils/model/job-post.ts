/**
 * A job post as plain data: what a page showed, what a person pasted, or one line given to the `check` command.
 *
 * Offsets that point into a post are UTF-16 code units into the named field; for `contacts` they count in
 * `contacts.join('\n')`.
 */
import * as v from 'valibot';

/** Where a post was found: a card of a list, a page or pane of its own, a social post, or a pasted message. */
export const POST_KINDS = ['card', 'detail', 'social', 'message'] as const;

const text = v.optional(v.string(), '');

export const JobPostSchema = v.object({
  /** Unique on its page; never sent anywhere. */
  id: v.string(),
  /** Address that identifies the post, or '' when unknown. */
  url: text,
  /** Adapter or finder that read it, e.g. `linkedin`, `json-ld`, `generic`, `check`. */
  site: text,
  kind: v.optional(v.picklist(POST_KINDS), 'message'),
  title: text,
  company: text,
  location: text,
  salary: text,
  text,
  /** As written: handles, numbers, addresses, links. */
  contacts: v.optional(v.array(v.string()), () => []),
  /** Name or account of whoever posted it. */
  poster: text,
  /** Day of posting, `YYYY-MM-DD`, where the page says it. */
  postedAt: v.optional(v.string()),
});

export type JobPost = v.InferOutput<typeof JobPostSchema>;

/** The fields that a reason may quote. */
export const POST_FIELDS = ['title', 'company', 'location', 'salary', 'text', 'contacts', 'poster'] as const;
export type PostField = (typeof POST_FIELDS)[number];

/** The field's characters as offsets count them. */
export function fieldText(post: JobPost, field: PostField): string {
  return field === 'contacts' ? post.contacts.join('\n') : post[field];
}
