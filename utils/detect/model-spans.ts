/** The spans that the text model reads: title, pay and text, without contacts. */
import type { UnitSpan } from '../model/span.ts';
import type { PlacedContact } from './contact-facts.ts';
import { unitAt, type PostText } from './post-text.ts';

const MODEL_FIELDS: ReadonlySet<string> = new Set(['title', 'salary', 'text']);

/** Spans of folded units, in order and without overlap. */
export function modelSpans(post: PostText, contacts: readonly PlacedContact[]): UnitSpan[] {
  const spans: UnitSpan[] = [];
  for (const range of post.fields) {
    if (!MODEL_FIELDS.has(range.field)) continue;
    let from = range.from;
    for (const contact of contacts) {
      if (contact.field !== range.field || contact.unit < from) continue;
      if (contact.unit > from) spans.push({ start: from, end: contact.unit });
      from = Math.max(from, unitAt(post, range, contact.end));
    }
    if (from < range.to) spans.push({ start: from, end: range.to });
  }
  return spans;
}
