/** Pictures of a social post that has hardly a word: its offer may be on the picture. */
import * as dom from '../dom/form-safe-dom.ts';
import type { JobPost } from '../model/job-post.ts';
import type { AlternativeTexts, Layout } from './adapter.ts';
import { select } from './layout-reader.ts';
import { mayShowWords } from './quoted-words.ts';

/** A post with this many letters is judged by its text. */
const MIN_LETTERS = 40;
/** Pictures of one post that are looked at. */
const MAX_PICTURES = 10;

/**
 * Empty for a post with enough text, and where the site describes its pictures as wordless.
 * @param post as the layout reads it; null: it has no words
 */
export function wordlessPictures(
  layout: Layout,
  element: Element,
  post: JobPost | null,
  texts: AlternativeTexts | undefined,
): Element[] {
  if (layout.pictures === undefined || layout.kind !== 'social') return [];
  if (post !== null && countLetters(`${post.title} ${post.text}`) >= MIN_LETTERS) return [];
  return select(element, layout.pictures)
    .slice(0, MAX_PICTURES)
    .filter((image) => mayShowWords(dom.getAttribute(image, 'alt') ?? '', texts));
}

function countLetters(text: string): number {
  return text.match(/[\p{L}\p{M}\p{N}]/gu)?.length ?? 0;
}
