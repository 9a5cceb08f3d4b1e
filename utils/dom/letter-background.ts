/**
 * Finds letters in the colour of what is behind them, such as white words on a white page. Where something else may be
 * behind them, they count as seen: a picture, a gradient, a box laid there.
 */
import * as dom from './form-safe-dom.ts';
import { alphaOf, isFilledByBackground, letterColour } from './hiding-styles.ts';
import { sharedArea, type Rectangle } from './rectangle.ts';
import { parentAcrossShadow } from './shadow-roots.ts';

type Colour = readonly [red: number, green: number, blue: number];
/** The first box behind an element that is filled with one colour; null: the canvas of the document. */
interface Background {
  element: Element | null;
  colour: Colour;
}

const WHITE: Colour = [255, 255, 255];
/** Colours that differ by no more in each of red, green and blue, 0 to 255, count as the same. */
const MAX_DIFFERENCE = 8;
/** Alpha, 0 to 1. Below the first a background counts as none; from the second on, as opaque. Between them the colour is not known. */
const MIN_ALPHA = 0.05;
const OPAQUE_ALPHA = 0.95;
/** Elements beside an element that are looked at, and blocks of one post. */
const MAX_BESIDE = 60;
const MAX_BLOCKS = 500;

/**
 * Creates a test whether the letters of an element have the colour of its background. It caches what it finds out about
 * elements, so it is valid only until the page changes. Computes styles and layout.
 */
export function createBackgroundTest(document: Document): (element: Element, style: CSSStyleDeclaration) => boolean {
  const view = document.defaultView!;
  const backgrounds = new Map<Element, Background | null>();
  const mixedBlocks = new Map<Element, boolean>();

  /** The background of an element; null where its colour is not known. */
  const backgroundOf = (element: Element): Background | null => {
    const climbed: Element[] = [];
    let background: Background | null | undefined;
    let node: Element | null = element;
    while (node !== null && (background = backgrounds.get(node)) === undefined) {
      climbed.push(node);
      background = ownBackground(node, view.getComputedStyle(node));
      if (background !== undefined) break;
      node = parentAcrossShadow(node);
    }
    if (background === undefined) background = canvasBackground(view);
    for (const node of climbed) backgrounds.set(node, background);
    return background;
  };
  /** Whether something beside an element or around it lies behind its letters. */
  const hasOtherBackground = (block: Element, { element: last }: Background): boolean => {
    const box = dom.getBoundingClientRect(block);
    for (let node: Element | null = block; node !== null && node !== last; node = parentAcrossShadow(node))
      if (drawsBefore(view, node) || isOverlaid(view, node, box)) return true;
    return last !== null && drawsBefore(view, last);
  };
  return (element, style) => {
    const colour = rgbOf(letterColour(style));
    // A shadow or an outline makes letters readable.
    if (colour === null || isFilledByBackground(style) || hasEdge(style)) return false;
    const background = backgroundOf(element);
    if (background === null || !isSame(colour, background.colour)) return false;
    const block = blockOf(view, element);
    let isMixed = mixedBlocks.get(block);
    if (isMixed === undefined)
      mixedBlocks.set(block, (isMixed = mixedBlocks.size >= MAX_BLOCKS || hasOtherBackground(block, background)));
    return !isMixed;
  };
}

/** The background of a box itself; undefined where it has none, null where its colour is not known. */
function ownBackground(element: Element, style: CSSStyleDeclaration): Background | null | undefined {
  const { backgroundColor, backgroundImage, mixBlendMode, filter, backdropFilter } = style;
  const changes = [backgroundImage, filter, backdropFilter].some((value) => (value ?? '') !== '' && value !== 'none');
  if (changes || ((mixBlendMode ?? '') !== '' && mixBlendMode !== 'normal')) return null;
  const alpha = backgroundColor === '' ? 0 : alphaOf(backgroundColor);
  if (alpha < MIN_ALPHA) return undefined;
  const colour = alpha < OPAQUE_ALPHA ? null : rgbOf(backgroundColor);
  return colour === null ? null : { element, colour };
}

function canvasBackground(view: Window): Background | null {
  const root = view.document.documentElement as Element | null;
  const scheme = root === null ? '' : view.getComputedStyle(root).colorScheme;
  // A dark scheme may draw it dark.
  return scheme?.includes('dark') ? null : { element: null, colour: WHITE };
}

function hasEdge({ textShadow, webkitTextStrokeWidth }: CSSStyleDeclaration): boolean {
  const shadows = (textShadow ?? '').replaceAll(/rgba\([^)]*, 0\)[^,]*/gu, '');
  return /\dpx/u.test(shadows) || Number.parseFloat(webkitTextStrokeWidth || '0') > 0;
}

function isSame(a: Colour, b: Colour): boolean {
  return a.every((part, at) => Math.abs(part - b[at]!) <= MAX_DIFFERENCE);
}

/** Null for a colour in another notation than sRGB. */
function rgbOf(colour: string): Colour | null {
  const parts = /^rgba?\((\d+(?:\.\d+)?), ?(\d+(?:\.\d+)?), ?(\d+(?:\.\d+)?)/u.exec(colour);
  return parts === null ? null : [Number(parts[1]), Number(parts[2]), Number(parts[3])];
}

/** The element whose box holds the lines of an element. */
function blockOf(view: Window, element: Element): Element {
  let block = element;
  for (;;) {
    const { display } = view.getComputedStyle(block);
    const parent = display === 'inline' || display === 'contents' ? parentAcrossShadow(block) : null;
    if (parent === null) return block;
    block = parent;
  }
}

/** Whether a style sheet draws a box before or after what is inside an element: often a background for it. */
function drawsBefore(view: Window, element: Element): boolean {
  return ['::before', '::after'].some((name) => {
    const { content, position, backgroundColor, backgroundImage } = view.getComputedStyle(element, name);
    if (content === 'none' || content === 'normal' || content === '') return false;
    return (
      (position === 'absolute' || position === 'fixed') &&
      (backgroundImage !== 'none' || alphaOf(backgroundColor) > MIN_ALPHA)
    );
  });
}

/** Whether another child of an element's parent lies where the letters are. */
function isOverlaid(view: Window, element: Element, box: Rectangle): boolean {
  const parent = dom.parentElement(element);
  let child = parent === null ? null : dom.firstElementChild(parent);
  for (let looked = 0; child !== null && looked < MAX_BESIDE; child = dom.nextElementSibling(child), looked++) {
    if (child === element || sharedArea(box, dom.getBoundingClientRect(child)) === 0) continue;
    const { display } = view.getComputedStyle(child);
    if (display !== 'inline' && display !== 'none') return true;
  }
  return false;
}
