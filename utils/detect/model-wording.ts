/** What the text model says of a post: of its wording, and of a formal advertisement whether it is like the frauds. */
import { classify, type Model, type ClassProbabilities } from './text-classifier.ts';
import { formalOdds, NO_FRAUD, SHORTEST_FORMAL } from './formal-ad-classifier.ts';
import type { PlacedContact } from './contact-facts.ts';
import { modelSpans } from './model-spans.ts';
import type { PostText } from './post-text.ts';

export interface ModelOutput extends ClassProbabilities {
  /** Log-odds that a formal advertisement is an ordinary fraud: orders posts, raises none. `NO_FRAUD` for another text. */
  fraud: number;
}

/** `language`: main one of the post; frauds are known in English. */
export function classifyPost(
  model: Model,
  post: PostText,
  contacts: readonly PlacedContact[],
  language: string,
): ModelOutput {
  const parts = language === 'en' ? formalParts(post, contacts) : null;
  const fraud = parts === null ? NO_FRAUD : formalOdds(model.formal, parts);
  return { ...classify(model, post.text, modelSpans(post, contacts)), fraud };
}

/** Title and text as written, less contacts; null where that is too short for a formal advertisement. */
export function formalParts(post: PostText, contacts: readonly PlacedContact[]): string[] | null {
  const parts: string[] = [];
  for (const { field, source } of post.fields) {
    if (field !== 'title' && field !== 'text') continue;
    let from = 0;
    for (const contact of contacts) {
      if (contact.field !== field || contact.start < from) continue;
      parts.push(source.slice(from, contact.start));
      from = contact.end;
    }
    parts.push(source.slice(from));
  }
  return parts.reduce((sum, { length }) => sum + length, 0) < SHORTEST_FORMAL ? null : parts;
}

/**
 * What `fraud` says as a score, 0 to 1. It orders posts and raises none; the slope is that at which, of five groups of
 * EMSCAD held out in turn, the larger of this and the score of the evidence finds most frauds at 1 % false alarms.
 */
export function formalAdScore({ fraud }: ModelOutput): number {
  return 1 / (1 + Math.exp(2 - 2 * fraud));
}
