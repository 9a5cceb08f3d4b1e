/** A publisher whose list a reader can add: an entry of `knowledge/publishers`. */
import * as v from 'valibot';

export const KnownPublisherSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/u)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  about: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  /** ISO 3166 codes. */
  countries: v.array(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/u))),
  site: v.pipe(v.string(), v.url(), v.startsWith('https://')),
  /** The invitation link, as `parseInvitation` reads it. */
  link: v.pipe(v.string(), v.regex(/^https:\/\/\S+#joblantern-channel=(?:[0-9a-f]{6}\.)?[0-9a-f]{64}$/u)),
  /** Never shown to readers. */
  example: v.optional(v.boolean(), false),
});
export type KnownPublisher = v.InferOutput<typeof KnownPublisherSchema>;
