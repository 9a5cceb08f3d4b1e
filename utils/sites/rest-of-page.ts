/**
 * Reads the words of a page outside of its posts. So a decoy cannot keep a lure from being judged. Decoys are honest
 * cards, a hidden post, the marks of a wiki. Only the danger level is shown for them, as they are no known post.
 */
import { canComputeVisibility, isHiddenByStyle } from '../dom/hidden-by-style.ts';
import { contentRoots } from '../dom/content-roots.ts';
import * as dom from '../dom/form-safe-dom.ts';
import { hiddenTextsIn } from '../dom/hidden-texts.ts';
import { normalizeWords } from '../dom/normalize-text.ts';
import { plainReadings } from '../dom/plain-readings.ts';
import { isHiddenByMarkup } from '../dom/hidden-by-markup.ts';
import { isUnreadPart, readText, tidyWhitespace } from '../dom/read-text.ts';
import { readWithout } from '../dom/read-without.ts';
import type { FinderKnowledge } from './adapter.ts';
import type { FindGeneric } from './find-generic.ts';
import { jobWordsIn, plainJobWordsIn, readMainText } from './page-features.ts';
import { RELATED_POSTS_SELECTOR, SITE_PARTS_SELECTOR } from './page-parts.ts';
import { makePost, type PostOnPage } from './post-on-page.ts';

/** The rest of a page is judged where it holds this many different job words. */
const MIN_JOB_WORDS = 2;
/** Length of a part of the text that holds them, UTF-16 units: one part after the other is searched. */
const PART_UNITS = 20_000;

/** An element with so many children, most of them with as few UTF-16 units, is one text. */
const MIN_PIECES = 20;
const MAX_PIECE_UNITS = 12;

/** Dialogs, footers and the like are judged by themselves, where other words are not few. */
const SIDE_PARTS_SELECTOR = `${SITE_PARTS_SELECTOR}, ${RELATED_POSTS_SELECTOR}`;
const MAX_SIDE_PARTS = 200;
/** Where side parts have more than this multiple of the other letters, they are the page. */
const MAX_SIDE_RATIO = 1.5;

/** Words that are all drawn, or all hidden, with the largest element that holds some of them. */
interface Part {
  texts: string[];
  element: Element | null;
  isSide: boolean;
}

/** The finder's posts, and the rest of the page; also where elements are added to a list. */
export function withRestOfPage(find: FindGeneric): FindGeneric {
  return (finder, document, url) => {
    const { readMore, ...found } = find(finder, document, url);
    const known = new WeakMap<Element, PostOnPage>();
    const withRest = (scopes: readonly Element[], posts: readonly PostOnPage[]): PostOnPage[] => {
      for (const post of posts) known.set(post.element, post);
      return [...posts, ...scopes.flatMap((scope) => restOf(finder, scope, known, url))];
    };
    return {
      ...found,
      posts: withRest(contentRoots(document), found.posts),
      ...(readMore === undefined ? {} : { readMore: (scope) => withRest([scope], readMore(scope)) }),
    };
  };
}

/** What `scope` says outside of the posts: drawn words, and hidden ones, which a style sheet may show later. */
function restOf(finder: FinderKnowledge, scope: Element, posts: ReadonlyPosts, url: string): PostOnPage[] {
  return partsOutside(scope, posts).flatMap(({ texts, element, isSide }) => {
    const text = tidyWhitespace(texts.join('\n'));
    if (!holdsJobWords(finder, text)) return [];
    const fields = { site: 'generic', kind: 'detail', url, text, element: element ?? scope } as const;
    return { ...makePost(fields, new URL(url).hostname), isRestOfPage: true, ...(isSide ? { isSidePart: true } : {}) };
  });
}

function holdsJobWords(finder: FinderKnowledge, text: string): boolean {
  for (let at = 0; at < text.length; at += PART_UNITS) {
    const lower = normalizeWords(text.slice(at, at + PART_UNITS));
    if (jobWordsIn(finder, lower).length >= MIN_JOB_WORDS) return true;
    if (plainJobWordsIn(finder, `${lower}\n${plainReadings(lower)}`).size >= MIN_JOB_WORDS) return true;
  }
  return false;
}

type ReadonlyPosts = Pick<WeakMap<Element, PostOnPage>, 'get' | 'has'>;

function partsOutside(scope: Element, posts: ReadonlyPosts): Part[] {
  const around = new Set<Element | null>([scope]);
  for (const element of dom.querySelectorAll(scope, '*')) {
    if (!posts.has(element)) continue;
    for (let node = dom.parentElement(element); !around.has(node); node = dom.parentElement(node!)) around.add(node);
  }
  const [drawn, hidden] = [false, false].map((isSide): Part => ({ texts: [], element: null, isSide })) as [Part, Part];
  const side: Part = { texts: [], element: null, isSide: true };
  const parts = { drawn, hidden, side };
  let postUnits = 0;
  if (around.size === 1 && !posts.has(scope) && isSplit(scope)) addPart(parts, scope);
  // Not recursive: a page may nest deeper than the call stack.
  const pending: Node[] = drawn.texts.length > 0 ? [] : [scope];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (dom.nodeType(node) === 3) drawn.texts.push((node as Text).data);
    if (dom.nodeType(node) !== 1) continue;
    const element = node as Element;
    if (isHiddenByMarkup(element) || isUnreadPart(element)) continue;
    const post = posts.get(element);
    if (post !== undefined) {
      addUnreadLines(drawn, post);
      postUnits += post.post.text.length;
    }
    // One by one: a page may have more children than a call may have arguments.
    else if (around.has(element)) for (const child of [...dom.childNodes(element)].reverse()) pending.push(child);
    else addPart(parts, element);
  }
  if (unitsOf(side) > MAX_SIDE_RATIO * (unitsOf(drawn) + postUnits)) {
    if (drawn.element === null || unitsOf(drawn) === 0) drawn.element = side.element;
    drawn.texts.push(...side.texts.splice(0));
  }
  // Posts are kept by their elements, so each part needs one of its own.
  if (hidden.element === drawn.element || hidden.element === side.element) hidden.element = null;
  return [drawn, hidden, side];
}

/** Whether most children of an element hold a few letters: its words may run from one child into the next. */
function isSplit(element: Element): boolean {
  const children = [...dom.children(element)];
  const isShort = (child: Element): boolean => dom.textContent(child).length <= MAX_PIECE_UNITS;
  return children.length >= MIN_PIECES && children.filter(isShort).length * 4 > children.length * 3;
}

function unitsOf({ texts }: Part): number {
  return texts.reduce((sum, text) => sum + text.trim().length, 0);
}

function addPart({ drawn, hidden, side }: Record<'drawn' | 'hidden' | 'side', Part>, element: Element): void {
  if (isHiddenByStyle(element)) return addTo(hidden, element, readMainText(element));
  const texts = canComputeVisibility(element) ? hiddenTextsIn(element) : new Set<Node>();
  for (const text of texts) addTo(hidden, dom.parentElement(text) ?? element, (text as Text).data);
  const text = readWithout(texts, () => readMainText(element));
  addTo(dom.matches(element, SIDE_PARTS_SELECTOR) ? side : drawn, element, text);
  for (const part of sidePartsIn(element)) {
    const words = isHiddenByMarkup(part) || isHiddenByStyle(part) ? '' : readWithout(texts, () => readText(part));
    if (words !== '' && !text.includes(words)) addTo(side, part, words);
  }
}

/** The outermost ones. */
function sidePartsIn(element: Element): Element[] {
  const found: Element[] = [];
  for (const part of dom.querySelectorAll(element, SIDE_PARTS_SELECTOR)) {
    if (found.length >= MAX_SIDE_PARTS) break;
    if (found.length === 0 || !dom.contains(found.at(-1)!, part)) found.push(part);
  }
  return found;
}

/** Adds what the element of a post says and the post does not. A page can declare other words than it shows. */
function addUnreadLines(part: Part, { post, element, anchor }: PostOnPage): void {
  const { title, company, location, salary, text, poster } = post;
  const read = new Set([title, company, location, salary, poster, ...text.split('\n')]);
  const lines = readText(element)
    .split('\n')
    .filter((line) => !read.has(line));
  // The element itself stands for the post.
  const holder = anchor === element ? dom.firstElementChild(element) : anchor;
  if (lines.length > 0 && holder !== null) addTo(part, holder, lines.join('\n'));
}

function addTo(part: Part, element: Element, text: string): void {
  part.texts.push(text);
  if (part.element === null || dom.textContent(element).length > dom.textContent(part.element).length)
    part.element = element;
}
