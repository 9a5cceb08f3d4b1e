/** What the text model reads of a post: title, location, pay and text, without contacts, which are others' business. */
import type { Run } from './classifier.ts';
import type { PlacedContact } from './contact-facts.ts';
import { unitAt, type PostText } from './reading.ts';

const READ: ReadonlySet<string> = new Set(['title', 'location', 'salary', 'text']);

/** In order, without overlap. */
export function modelRuns(post: PostText, contacts: readonly PlacedContact[]): Run[] {
  const runs: Run[] = [];
  for (const range of post.fields) {
    if (!READ.has(range.field)) continue;
    let from = range.from;
    for (const contact of contacts) {
      if (contact.field !== range.field || contact.unit < from) continue;
      if (contact.unit > from) runs.push({ from, to: contact.unit });
      from = Math.max(from, unitAt(post, range, contact.end));
    }
    if (from < range.to) runs.push({ from, to: range.to });
  }
  return runs;
}
