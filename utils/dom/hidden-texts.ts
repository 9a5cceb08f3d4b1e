/**
 * Finds the texts of a post that no reader sees. They are hidden by style, moved out of the document, too small, or
 * transparent. Hidden words of a news report could make a lure look like an awareness text.
 */
import * as dom from './form-safe-dom.ts';
import { hasVisibleLetters, hidesContent } from './hiding-styles.ts';
import { createBackgroundTest } from './letter-background.ts';
import { createReachTest } from './reachable-boxes.ts';
import { parentAcrossShadow, shadowRootsIn } from './shadow-roots.ts';
import { originalOf } from './original-of.ts';

/** A post with fewer letters is not tested: hidden words do not change its verdict. UTF-16 units. */
const MIN_POST_UNITS = 100;
/** Texts of as many UTF-16 units are always tested, up to `MAX_LONG`. */
const LONG_UNITS = 100;
const MAX_LONG = 60;
/** Places in the other texts that are tested, drawn at random. Where one of them is hidden, all texts are tested. */
const SAMPLED_PLACES = 12;
/** Marks above or below a letter have no width of their own. */
const LETTER = /[\p{L}\p{N}]/u;
/** Texts that are looked at; blank ones do not count, but `MAX_NODES` of all kinds are passed. */
const MAX_TEXTS = 20_000;
const MAX_NODES = 200_000;
/**
 * Pixels. A box with a smaller side shows no letter. A smaller one that cuts off its content shows none of normal size.
 */
const MIN_SIDE_PX = 2;
const MIN_CLIPPING_SIDE_PX = 6;
/** Two letters of a line have larger sides, whatever scales or turns them; a letter alone may be narrow. Pixels. */
const MIN_LINE_PX = 3;
const MIN_LETTER_PX = 1;

/** Text nodes of a post that are not seen. Computes styles and layout: call it in idle time. */
export function hiddenTextsIn(post: Element): Set<Node> {
  const hidden = new Set<Node>();
  const { long, short, units } = textsIn(post);
  if (units < MIN_POST_UNITS) return hidden;
  const isSeen = createVisibilityTest(originalOf(post));
  const note = (texts: Iterable<Text>): boolean => {
    for (const text of texts) if (!isSeen(text)) hidden.add(text);
    return hidden.size > 0;
  };
  note(long);
  if (note(sampleOf(short))) note(short);
  return hidden;
}

/** Whether one of these texts of a post is seen now. */
export function isAnySeen(post: Element, texts: readonly Text[]): boolean {
  return texts.some(createVisibilityTest(originalOf(post)));
}

/** The texts of a post, also those in its shadow roots, and their length. */
function textsIn(post: Element): { long: Text[]; short: Text[]; units: number } {
  const found = { long: [] as Text[], short: [] as Text[], units: 0 };
  const { long, short } = found;
  let passed = 0;
  // A copy holds the content of the roots itself.
  const roots = originalOf(post) === post ? shadowRootsIn(post) : [];
  for (const scope of [post, ...roots]) {
    const walker = dom.ownerDocument(post).createTreeWalker(scope, 4 /* texts */);
    while (long.length + short.length < MAX_TEXTS && passed++ < MAX_NODES) {
      const node = walker.nextNode() as Text | null;
      if (node === null) break;
      const length = unitsOf(node);
      found.units += length;
      if (length >= LONG_UNITS && long.length < MAX_LONG) long.push(node);
      else if (length > 1 || (length === 1 && LETTER.test(node.data))) short.push(node);
    }
  }
  return found;
}

/**
 * Texts at random places, so that a page cannot know which are tested. The more letters a text has, the more places. So
 * few hidden words among hundreds of letters in elements of their own are found, too.
 */
function sampleOf(texts: readonly Text[]): Set<Text> {
  const sample = new Set<Text>();
  const step = texts.reduce((sum, text) => sum + unitsOf(text), 0) / SAMPLED_PLACES;
  let passed = 0;
  let next = Math.random() * step;
  for (const text of texts) {
    passed += unitsOf(text);
    if (next >= passed) continue;
    sample.add(text);
    while (next < passed) next = (Math.floor(next / step) + 1 + Math.random()) * step;
  }
  return sample;
}

/** Length without the white space that nobody sees. A pattern takes several times as long. */
function unitsOf({ data }: Text): number {
  let units = 0;
  let isAfterSpace = false;
  for (let at = 0; at < data.length; at++) {
    if (isSpace(data.charCodeAt(at))) {
      isAfterSpace = units > 0;
      continue;
    }
    units += isAfterSpace ? 2 : 1;
    isAfterSpace = false;
  }
  return units;
}

/** As `\s` in a pattern. */
function isSpace(unit: number): boolean {
  if (unit < 0xa0) return unit === 0x20 || (unit >= 9 && unit <= 13);
  if (unit >= 0x2000 && unit <= 0x205f) return unit <= 0x200a || [0x2028, 0x2029, 0x202f, 0x205f].includes(unit);
  return unit === 0xa0 || unit === 0x1680 || unit === 0x3000 || unit === 0xfeff;
}

/**
 * Creates a test whether a reader sees a text of the post. It caches what it finds out about elements, so it is valid only
 * until the page changes.
 */
function createVisibilityTest(post: Element): (text: Text) => boolean {
  const document = dom.ownerDocument(post);
  const view = document.defaultView!;
  const isReachable = createReachTest(document);
  const hasBackgroundColour = createBackgroundTest(document);
  const range = document.createRange();
  const withLetters = new Map<Element, boolean>();
  const around = new Map<Element, boolean>([[post, true]]);

  /** Whether an element shows what is inside it; `checkVisibility` tests the rest for all elements around it. */
  const showsContent = (element: Element): boolean => {
    const style = view.getComputedStyle(element);
    if (style.display === 'contents') return true;
    if (hidesContent(style)) return false;
    return style.overflow === 'visible' || isLarge(dom.getBoundingClientRect(element));
  };
  const isShownInside = (element: Element): boolean => {
    // Not recursive: a page may nest deeper than the call stack.
    const climbed: Element[] = [];
    let shown = true;
    for (let node: Element | null = element; node !== null; node = parentAcrossShadow(node)) {
      const known = around.get(node);
      if (known === undefined) climbed.push(node);
      else {
        shown = known;
        break;
      }
    }
    for (const node of climbed.reverse()) around.set(node, (shown &&= showsContent(node)));
    return shown;
  };
  const showsLetters = (element: Element): boolean => {
    // The letters of an element without a box are drawn where the one around it is.
    let holder = element;
    while (!dom.checkVisibility(holder, { opacityProperty: true, visibilityProperty: true })) {
      const parent = view.getComputedStyle(holder).display === 'contents' ? parentAcrossShadow(holder) : null;
      if (parent === null) return false;
      holder = parent;
    }
    const box = dom.getBoundingClientRect(holder);
    if (!isReachable(holder, box) || (box.width <= MIN_SIDE_PX && box.height <= MIN_SIDE_PX)) return false;
    const style = view.getComputedStyle(element);
    return hasVisibleLetters(style) && !hasBackgroundColour(element, style);
  };
  /** Whether the letters themselves have room where a reader can see them: an indent moves them out of their element. */
  const hasPlace = (text: Text, parent: Element): boolean => {
    range.selectNodeContents(text);
    // Tools read pages without a browser, where nothing is laid out.
    const box = typeof range.getBoundingClientRect === 'function' ? range.getBoundingClientRect() : null;
    // A browser draws the words of some elements by copies of its own.
    if (box === null || (box.width === 0 && box.height === 0)) return true;
    const minimum = unitsOf(text) > 1 ? MIN_LINE_PX : MIN_LETTER_PX;
    return box.width >= minimum && box.height >= minimum && isReachable(parent, box);
  };
  return (copy) => {
    const text = originalOf(copy);
    const parent = parentAcrossShadow(text);
    if (parent === null) return true;
    let seen = withLetters.get(parent);
    if (seen === undefined) withLetters.set(parent, (seen = showsLetters(parent) && isShownInside(parent)));
    return seen && hasPlace(text, parent);
  };
}

const isLarge = ({ width, height }: DOMRect): boolean => width > MIN_CLIPPING_SIDE_PX && height > MIN_CLIPPING_SIDE_PX;
