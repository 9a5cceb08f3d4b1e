/** Finds posts on a page of an unknown site: declared postings, the main post, or cards of a list. */
import { isHiddenByStyle } from '../dom/hidden-by-style.ts';
import * as dom from '../dom/form-safe-dom.ts';
import type { FinderKnowledge } from './adapter.ts';
import { findGenericCards } from './find-generic-cards.ts';
import { findGenericDetail } from './find-generic-detail.ts';
import {
  hasJobListWord,
  mainElement,
  readMainText,
  pageFeatures,
  jobWordsIn,
  type PageFeatures,
} from './page-features.ts';
import { layoutsAt, readPost, rootsOf } from './layout-reader.ts';
import { readJsonLd } from './read-json-ld.ts';
import { SITE_PARTS_SELECTOR } from './page-parts.ts';
import { normalizeWords } from '../dom/normalize-text.ts';
import { readText, tidyWhitespace } from '../dom/read-text.ts';
import type { PostOnPage } from './post-on-page.ts';
import { showsPoster } from './shows-poster.ts';

export interface GenericReading {
  finder: 'microdata' | 'json-ld' | 'generic' | null;
  posts: PostOnPage[];
  /** The address mentions jobs but the page is empty: it is not filled, or it is blocked. */
  isUnfilled: boolean;
  readMore?: ReadMore;
}

/** Reads cards of the groups that were found from a part of the page. */
export type ReadMore = (scope: Element) => PostOnPage[];

export type FindGeneric = (finder: FinderKnowledge, document: Document, url: string) => GenericReading;

/** A page that should show a job and has less text is not filled. UTF-16 units. */
const MIN_UNITS = 800;
/** Beside a picture that fills the window, fewer letters are its heading, and the post is on the picture. UTF-16 units. */
const MAX_POSTER_UNITS = 200;
/** Length of the text that is searched for job words, UTF-16 units. */
const MAX_WORD_UNITS = 20_000;

export const findGeneric: FindGeneric = (finder, document, url) => {
  if (document.body === null) return { finder: null, posts: [], isUnfilled: false };
  const microdataPosts = layoutsAt(finder.layouts, url).flatMap((layout) =>
    rootsOf(layout, document)
      .filter((element) => !isHiddenByStyle(element))
      .flatMap((element) => readPost(layout, element, { site: 'microdata', url }) ?? []),
  );
  if (microdataPosts.length > 0) return { finder: 'microdata', posts: microdataPosts, isUnfilled: false };
  const declared = readJsonLd(document);
  const features = pageFeatures(finder, document, url);
  // The job words of a list are outside of its longest text.
  const isAboutJobs = (): boolean => features.words.length >= 2 || jobWordsOfPage(finder, document).length >= 2;
  if (declared.postings.length === 0 && !features.mentionsJobs && !isAboutJobs()) {
    return { finder: null, posts: [], isUnfilled: false };
  }
  const { cards, readMore } = findGenericCards(finder, features, document, url);
  // The main post is outside of the cards of other jobs.
  const detailFeatures = cards.length === 0 ? features : featuresWithoutCards(finder, features, cards, document);
  const detail = findGenericDetail({ finder, features: detailFeatures, declared, document, url });
  const isOnlyDetail = cards.length === 0 || declared.postings.length === 1;
  const posts =
    detail === null ? cards : isOnlyDetail ? [detail] : choosePosts({ detail, cards }, detailFeatures, finder, url);
  const finderName = posts.some((found) => found.post.site === 'json-ld') ? 'json-ld' : 'generic';
  const isEmptyJobPage = posts.length === 0 && isUnfilled(finder, features, document, url);
  const isList = posts.some((found) => found.post.kind !== 'detail');
  return {
    finder: posts.length === 0 ? null : finderName,
    posts,
    isUnfilled: isEmptyJobPage,
    ...(isList ? { readMore } : {}),
  };
};

function jobWordsOfPage(finder: FinderKnowledge, document: Document): string[] {
  return jobWordsIn(finder, normalizeWords(readText(document.body, SITE_PARTS_SELECTOR, MAX_WORD_UNITS)));
}

/** The features of the page without the cards. */
function featuresWithoutCards(
  finder: FinderKnowledge,
  features: PageFeatures,
  cards: readonly PostOnPage[],
  document: Document,
): PageFeatures {
  const main = mainElement(document.body, new Set(cards.map(({ element }) => element)));
  let text = main === features.main ? features.text : readMainText(main);
  for (const { post } of cards) text = text.replace(post.text, '');
  return {
    ...features,
    main,
    text: tidyWhitespace(text),
    surroundingText: tidyWhitespace(text),
    words: jobWordsIn(finder, normalizeWords(text.slice(0, MAX_WORD_UNITS))),
  };
}

/** Chooses the main post, the cards, or both where the page shows a post beside a list. */
function choosePosts(
  { detail, cards }: { detail: PostOnPage; cards: PostOnPage[] },
  features: PageFeatures,
  finder: FinderKnowledge,
  url: string,
): PostOnPage[] {
  const mainUnits = features.text.length;
  const cardUnits = cards.reduce((sum, { post }) => sum + post.text.length, 0);
  // The rest of a home page describes the company.
  if (cards.length >= 3 && new URL(url).pathname === '/') return cards;
  // Few words around cards are the head of a list; so are many where the heading names a list.
  if (mainUnits < 200 || mainUnits < cardUnits * 0.25) return cards;
  if (hasJobListWord(finder, features.titleText) && (mainUnits < cardUnits || /\p{Nd}/u.test(features.titleText)))
    return cards;
  // Cards after a post are other jobs; cards before it are the list it was opened from.
  const before = cards.filter(({ element }) => (dom.compareDocumentPosition(features.main, element) & 2) !== 0);
  return [detail, ...before.filter(({ element }) => !dom.contains(element, features.main))];
}

function isUnfilled(finder: FinderKnowledge, features: PageFeatures, document: Document, url: string): boolean {
  if (features.text.length >= MIN_UNITS || !hasJobListWord(finder, new URL(url).pathname)) return false;
  // A login in place of a job, or not even a heading
  if (document.querySelector('main h1, h1') === null || document.querySelector('input[type="password"]') !== null)
    return true;
  return features.text.length < MAX_POSTER_UNITS && showsPoster(document);
}
