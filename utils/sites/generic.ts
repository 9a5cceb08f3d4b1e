/** Posts on a page of an unknown site: declared ones, the main post of a page, or the cards of a list. */
import type { FinderKnowledge } from './adapter.ts';
import { findCards } from './generic-cards.ts';
import { findDetail } from './generic-detail.ts';
import { hasPlace, signsOf } from './page-signs.ts';
import { layoutsAt, readPost, rootsOf } from './interpret.ts';
import { readJsonLd } from './json-ld.ts';
import type { PostOnPage } from './post-on-page.ts';

export interface GenericReading {
  finder: 'microdata' | 'json-ld' | 'generic' | null;
  posts: PostOnPage[];
  /** The address speaks of jobs but the page is empty: it has not been filled, or shows a block. */
  unfilled: boolean;
  more?: ReadMore;
}

/** Reads cards like those found from a part of the page. */
export type ReadMore = (scope: Element) => PostOnPage[];

export type FindGeneric = (finder: FinderKnowledge, document: Document, url: string) => GenericReading;

/** Less text than this on a page that should show a job means that it is not filled. UTF-16 units. */
const EMPTY = 800;

export const findGeneric: FindGeneric = (finder, document, url) => {
  if (document.body === null) return { finder: null, posts: [], unfilled: false };
  const marked = layoutsAt(finder.layouts, url).flatMap((layout) =>
    rootsOf(layout, document).flatMap((element) => readPost(layout, element, { site: 'microdata', url }) ?? []),
  );
  if (marked.length > 0) return { finder: 'microdata', posts: marked, unfilled: false };
  const declared = readJsonLd(document);
  const signs = signsOf(finder, document, url);
  const unfilled = signs.text.length < EMPTY && signs.title === null && hasPlace(finder, new URL(url).pathname);
  if (declared.postings.length === 0 && !signs.namesJobs && signs.words.length < 3) {
    return { finder: null, posts: [], unfilled };
  }
  const { cards, more } = findCards(finder, signs, document, url);
  const detail = findDetail(finder, signs, declared, document, url);
  const inCards = cards.reduce((sum, card) => sum + (signs.main.contains(card.element) ? card.post.text.length : 0), 0);
  // Where the cards are most of what stands there, the page is a list; beside a post they are other jobs.
  const isList = declared.postings.length !== 1 && cards.length >= 3 && inCards >= signs.text.length * 0.5;
  const posts = detail === null || isList ? cards : [detail];
  const by = posts.some((found) => found.post.site === 'json-ld') ? 'json-ld' : 'generic';
  return { finder: posts.length === 0 ? null : by, posts, unfilled, ...(posts === cards ? { more } : {}) };
};
