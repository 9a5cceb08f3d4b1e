/**
 * Finds the texts of a post that no reader sees: hidden by style, moved out of the document, too small, or transparent.
 * Hidden words of a news report could make a lure look like an awareness text.
 */
import * as dom from './form-safe-dom.ts';

/** A post with fewer letters is not tested: hidden words do not change its verdict. UTF-16 units. */
const MIN_POST_UNITS = 100;
/** Texts of as many UTF-16 units are always tested, up to `MAX_LONG`. */
const LONG_UNITS = 100;
const MAX_LONG = 60;
/** Shorter texts that are tested, drawn at random: where one of them is hidden, all are tested. */
const SHORT_SAMPLE = 12;
const MAX_TEXTS = 3000;
/** Pixels. Small print has 8 and more. */
const MIN_FONT_SIZE_PX = 7;
/** Below it letters are hardly seen: opacity, and the alpha of a colour. */
const MIN_OPACITY = 0.1;
/** A box with a smaller side shows no letter, pixels. */
const MIN_SIDE_PX = 2;
/** Clip paths that leave nothing: half from each side, or no area. */
const EMPTY_CLIP =
  /^(?:inset\((?:[5-9]\d|100)(?:\.\d+)?%\)?|circle\(0|ellipse\(0|polygon\(0(?:px|%)? 0(?:px|%)?(?:, 0(?:px|%)? 0(?:px|%)?)+\))/u;

/** Text nodes of a post that are not seen. Computes styles and layout: call it in idle time. */
export function hiddenTextsIn(post: Element): Set<Node> {
  const hidden = new Set<Node>();
  if (dom.textContent(post).length < MIN_POST_UNITS) return hidden;
  const isSeen = createVisibilityTest(post);
  const note = (texts: readonly Text[]): boolean => {
    for (const text of texts) if (!isSeen(text)) hidden.add(text);
    return hidden.size > 0;
  };
  const { long, short } = textsIn(post);
  note(long);
  if (note(sampleOf(short))) note(short);
  return hidden;
}

function textsIn(post: Element): { long: Text[]; short: Text[] } {
  const walker = dom.ownerDocument(post).createTreeWalker(post, 4 /* texts */);
  const long: Text[] = [];
  const short: Text[] = [];
  for (let count = 0; count < MAX_TEXTS; count++) {
    const node = walker.nextNode() as Text | null;
    if (node === null) break;
    const { length } = node.data.trim();
    if (length >= LONG_UNITS && long.length < MAX_LONG) long.push(node);
    else if (length > 1) short.push(node);
  }
  return { long, short };
}

/** Drawn at random, so that a page cannot know which texts are tested. */
function sampleOf(texts: readonly Text[]): Text[] {
  const step = Math.max(1, texts.length / SHORT_SAMPLE);
  const sample: Text[] = [];
  for (let from = 0; Math.floor(from) < texts.length; from += step) {
    const at = Math.min(texts.length - 1, Math.floor(from + Math.random() * step));
    sample.push(texts[at]!);
  }
  return sample;
}

/** Tests texts of one post; what it finds out about elements around them is kept. */
function createVisibilityTest(post: Element): (text: Text) => boolean {
  const { documentElement, defaultView } = dom.ownerDocument(post);
  const view = defaultView!;
  const { scrollX, scrollY, innerWidth, innerHeight } = view;
  const width = Math.max(innerWidth, documentElement.scrollWidth);
  const height = Math.max(innerHeight, documentElement.scrollHeight);
  const withLetters = new Map<Element, boolean>();
  const around = new Map<Element, boolean>([[post, true]]);

  /** Whether a box lies in the document, where a reader can scroll to. */
  const isInside = ({ left, top, right, bottom }: DOMRect): boolean =>
    right + scrollX >= 0 && bottom + scrollY >= 0 && left + scrollX <= width && top + scrollY <= height;
  /** Whether an element shows what is inside it; `checkVisibility` tests the rest for all elements around it. */
  const showsContent = (element: Element): boolean => {
    const style = view.getComputedStyle(element);
    if (Number(style.opacity) < MIN_OPACITY || EMPTY_CLIP.test(style.clipPath)) return false;
    return style.overflow === 'visible' || isLarge(dom.getBoundingClientRect(element));
  };
  const isShownInside = (element: Element): boolean => {
    const known = around.get(element);
    if (known !== undefined) return known;
    const parent = dom.parentElement(element);
    const shown = showsContent(element) && (parent === null || isShownInside(parent));
    around.set(element, shown);
    return shown;
  };
  const showsLetters = (element: Element): boolean => {
    if (!dom.checkVisibility(element, { opacityProperty: true, visibilityProperty: true })) return false;
    const box = dom.getBoundingClientRect(element);
    return (
      isInside(box) &&
      (box.width > MIN_SIDE_PX || box.height > MIN_SIDE_PX) &&
      hasVisibleLetters(view.getComputedStyle(element))
    );
  };
  return (text) => {
    const parent = dom.parentElement(text);
    if (parent === null) return true;
    let seen = withLetters.get(parent);
    if (seen === undefined) withLetters.set(parent, (seen = showsLetters(parent) && isShownInside(parent)));
    return seen;
  };
}

const isLarge = ({ width, height }: DOMRect): boolean => width > MIN_SIDE_PX && height > MIN_SIDE_PX;

function hasVisibleLetters(style: CSSStyleDeclaration): boolean {
  if (Number.parseFloat(style.fontSize) < MIN_FONT_SIZE_PX) return false;
  // Letters may be filled by the background instead, for example by a gradient.
  if (style.backgroundClip.includes('text')) return true;
  return alphaOf(style.webkitTextFillColor || style.color) >= MIN_OPACITY;
}

/** Of a computed colour, for example `rgba(0, 0, 0, 0.5)` or `oklch(0.5 0.1 20 / 0.5)`. */
function alphaOf(colour: string): number {
  const alpha = /^rgba\(.*,\s*([\d.]+)\)$/u.exec(colour) ?? /\/\s*([\d.]+)\)$/u.exec(colour);
  return alpha === null ? 1 : Number(alpha[1]);
}
