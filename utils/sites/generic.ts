/** Posts on a page of an unknown site: declared ones, the main post of a page, or the cards of a list. */
import type { FinderKnowledge } from './adapter.ts';
import { findCards } from './generic-cards.ts';
import { findDetail } from './generic-detail.ts';
import { hasPlace, mainText, readMain, signsOf, wordsIn, type PageSigns } from './page-signs.ts';
import { layoutsAt, readPost, rootsOf } from './interpret.ts';
import { readJsonLd } from './json-ld.ts';
import { ASIDE } from './page-parts.ts';
import { plainWords } from '../page/plain-words.ts';
import { readText, tidy } from '../page/read-text.ts';
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
/** Text in which words are looked for, in UTF-16 units. */
const LOOKED_AT = 20_000;

export const findGeneric: FindGeneric = (finder, document, url) => {
  if (document.body === null) return { finder: null, posts: [], unfilled: false };
  const marked = layoutsAt(finder.layouts, url).flatMap((layout) =>
    rootsOf(layout, document).flatMap((element) => readPost(layout, element, { site: 'microdata', url }) ?? []),
  );
  if (marked.length > 0) return { finder: 'microdata', posts: marked, unfilled: false };
  const declared = readJsonLd(document);
  const signs = signsOf(finder, document, url);
  // A list's words stand around its longest text.
  const isAboutJobs = (): boolean => signs.words.length >= 2 || wordsOfPage(finder, document).length >= 2;
  if (declared.postings.length === 0 && !signs.namesJobs && !isAboutJobs()) {
    return { finder: null, posts: [], unfilled: false };
  }
  const { cards, more } = findCards(finder, signs, document, url);
  // Beside the cards of other jobs, the post is what is left.
  const own = cards.length === 0 ? signs : withoutCards(finder, signs, cards, document);
  const detail = findDetail(finder, own, declared, document, url);
  const posts = choose(detail, cards, own, declared.postings.length === 1, finder, url);
  const by = posts.some((found) => found.post.site === 'json-ld') ? 'json-ld' : 'generic';
  const unfilled = posts.length === 0 && isUnfilled(finder, signs, document, url);
  const isList = posts.some((found) => found.post.kind !== 'detail');
  return { finder: posts.length === 0 ? null : by, posts, unfilled, ...(isList ? { more } : {}) };
};

function wordsOfPage(finder: FinderKnowledge, document: Document): string[] {
  return wordsIn(finder, plainWords(readText(document.body, ASIDE, LOOKED_AT)));
}

/** The signs of what stands beside the cards. */
function withoutCards(
  finder: FinderKnowledge,
  signs: PageSigns,
  cards: readonly PostOnPage[],
  document: Document,
): PageSigns {
  const main = mainText(document.body, new Set(cards.map(({ element }) => element)));
  let text = main === signs.main ? signs.text : readMain(main);
  for (const { post } of cards) text = text.replace(post.text, '');
  return {
    ...signs,
    main,
    text: tidy(text),
    around: tidy(text),
    words: wordsIn(finder, plainWords(text.slice(0, LOOKED_AT))),
  };
}

/** The main post, the cards, or both where the page shows a post beside a list. */
function choose(
  detail: PostOnPage | null,
  cards: PostOnPage[],
  own: PageSigns,
  isDeclared: boolean,
  finder: FinderKnowledge,
  url: string,
): PostOnPage[] {
  if (detail === null) return cards;
  if (cards.length === 0 || isDeclared) return [detail];
  const left = own.text.length;
  const whole = cards.reduce((sum, { post }) => sum + post.text.length, 0);
  // What a start page says beside its jobs is about the house.
  if (cards.length >= 3 && new URL(url).pathname === '/') return cards;
  // A few words around cards are a list's head; so are many where the heading names a list.
  if (left < 200 || left < whole * 0.25) return cards;
  if (hasPlace(finder, own.titleText) && (left < whole || /\p{Nd}/u.test(own.titleText))) return cards;
  // Other jobs follow a post; a list that leads to posts stands before it.
  const before = cards.filter(({ element }) => (own.main.compareDocumentPosition(element) & 2) !== 0);
  return [detail, ...before.filter(({ element }) => !element.contains(own.main))];
}

function isUnfilled(finder: FinderKnowledge, signs: PageSigns, document: Document, url: string): boolean {
  if (signs.text.length >= EMPTY || !hasPlace(finder, new URL(url).pathname)) return false;
  // A login in place of a job; or nothing, not even a heading
  return document.querySelector('main h1, h1') === null || document.querySelector('input[type="password"]') !== null;
}
