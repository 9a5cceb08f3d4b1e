/** What the text model reads of a post: title, pay and text. Contacts and places are facts of their own. */
import type { UnitSpan } from '../model/span.ts';
import type { PlacedContact } from './contact-facts.ts';
import { unitAt, type PostText } from './post-text.ts';

const MODEL_FIELDS: ReadonlySet<string> = new Set(['title', 'salary', 'text']);

/** In order, without overlap. */
export function modelSpans(post: PostText, contacts: readonly PlacedContact[]): UnitSpan[] {
  const runs: UnitSpan[] = [];
  for (const range of post.fields) {
    if (!MODEL_FIELDS.has(range.field)) continue;
    let from = range.from;
    for (const contact of contacts) {
      if (contact.field !== range.field || contact.unit < from) continue;
      if (contact.unit > from) runs.push({ start: from, end: contact.unit });
      from = Math.max(from, unitAt(post, range, contact.end));
    }
    if (from < range.to) runs.push({ start: from, end: range.to });
  }
  return runs;
}
