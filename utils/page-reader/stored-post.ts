/** One post of a page: what was read of it, and the verdict that counts for it now. */
import * as dom from '../dom/form-safe-dom.ts';
import type { JudgedPost } from '../contracts/page-summary.ts';
import type { JobPost } from '../model/job-post.ts';
import type { PostOnPage } from '../sites/post-on-page.ts';
import { languageOf } from './is-translation.ts';
import { sharesPassage } from './shares-passage.ts';

/** What one reading of a post's element gave. */
interface PostReading {
  site: string;
  anchor: Element;
  isComplete: boolean;
  /** The words of a page outside of its posts. Only danger is shown, and it counts as a post only then. */
  isRestOfPage: boolean;
  /** Such words in footers, dialogs and the like: only a clear lure is shown. */
  isSidePart: boolean;
  /** As read last; null for an older post that was judged `none` and discarded. */
  post: JobPost | null;
  /** The post without invisible words; null when all words are visible. The more severe verdict of the two counts. */
  visiblePost: JobPost | null;
  /** Hash of the element's text when it was read. */
  textHash: number;
}

export interface StoredPost extends PostReading {
  element: Element;
  /** The last verdict, with the version of the post it belongs to. */
  judged: JudgedPost | null;
  /** By the clock of `performance.now()`, milliseconds. */
  judgedAt: number;
  /** The first of the latest judged versions that have passages in common (`sharesPassage`). */
  firstSimilarPost: JobPost | null;
  /** The language that the page named when the post was judged. */
  language: string;
  /** The document that the element was read in: a page may move it into another one. */
  document: Document;
  /** Versions read before `post` and not judged yet. A page that keeps rewriting its post is judged by these. */
  earlierVersions: JobPost[];
}

const MAX_EARLIER_VERSIONS = 4;

/** @param textHash hash of the element's text  @param visiblePost see `StoredPost` */
export function createStoredPost(found: PostOnPage, textHash: number, visiblePost: JobPost | null): StoredPost {
  return {
    ...readingOf(found, textHash, visiblePost),
    element: found.element,
    judged: null,
    judgedAt: 0,
    firstSimilarPost: null,
    language: '',
    document: dom.ownerDocument(found.element),
    earlierVersions: [],
  };
}

/** Replaces what was read before; the verdict stays until another one is recorded. */
export function replaceReading(
  entry: StoredPost,
  found: PostOnPage,
  textHash: number,
  visiblePost: JobPost | null,
): void {
  Object.assign(entry, readingOf(found, textHash, visiblePost));
}

/** Keeps the version read last: it may still get a verdict after the next reading. */
export function keepEarlierVersion(entry: StoredPost, version: JobPost): void {
  entry.earlierVersions = [...entry.earlierVersions, version].slice(-MAX_EARLIER_VERSIONS);
}

/** @param now by the clock of `performance.now()`, milliseconds */
export function recordVerdict(entry: StoredPost, judged: JudgedPost, now: number): void {
  if (entry.judged === null || !sharesPassage(entry.judged.post.text, judged.post.text))
    entry.firstSimilarPost = judged.post;
  entry.judged = judged;
  entry.judgedAt = now;
  entry.language = languageOf(entry.element);
}

/** Keeps only the element: on an endless feed the words of all posts would fill the memory. */
export function discardWords(entry: StoredPost): void {
  Object.assign(entry, { post: null, visiblePost: null, judged: null, firstSimilarPost: null });
}

/** Whether the element is still in the document that it was read in. */
export function isOnPage({ element, document }: StoredPost): boolean {
  return dom.isConnected(element) && dom.ownerDocument(element) === document;
}

function readingOf(
  { post, anchor, isComplete, isRestOfPage = false, isSidePart = false }: PostOnPage,
  textHash: number,
  visiblePost: JobPost | null,
): PostReading {
  return { site: post.site, anchor, isComplete, isRestOfPage, isSidePart, post, visiblePost, textHash };
}
