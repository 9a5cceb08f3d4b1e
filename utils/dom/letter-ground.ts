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
interface Ground {
  element: Element | null;
  colour: Colour;
}

const WHITE: Colour = [255, 255, 255];
/** Colours that differ less in each part cannot be told apart; of 255. */
const MAX_DIFFERENCE = 8;
/** Below it a background counts as none; above it, as full. In between the colour is a mixture. */
const FAINT = 0.05;
const FULL = 0.95;
/** Elements beside an element that are looked at, and blocks of one post. */
const MAX_BESIDE = 60;
const MAX_BLOCKS = 500;

/** Makes the test for one moment: what it finds out about elements is kept. */
export function createGroundTest(document: Document): (element: Element, style: CSSStyleDeclaration) => boolean {
  const view = document.defaultView!;
  const grounds = new Map<Element, Ground | null>();
  const mixed = new Map<Element, boolean>();

  /** Null where the colour is not known. */
  const groundOf = (element: Element): Ground | null => {
    const climbed: Element[] = [];
    let ground: Ground | null | undefined;
    let node: Element | null = element;
    while (node !== null && (ground = grounds.get(node)) === undefined) {
      climbed.push(node);
      ground = ownGround(node, view.getComputedStyle(node));
      if (ground !== undefined) break;
      node = parentAcrossShadow(node);
    }
    if (ground === undefined) ground = canvasOf(view);
    for (const node of climbed) grounds.set(node, ground);
    return ground;
  };
  /** Whether something beside an element or around it lies behind its letters. */
  const hasOtherGround = (block: Element, { element: last }: Ground): boolean => {
    const box = dom.getBoundingClientRect(block);
    for (let node: Element | null = block; node !== null && node !== last; node = parentAcrossShadow(node))
      if (drawsBefore(view, node) || isOverlaid(view, node, box)) return true;
    return last !== null && drawsBefore(view, last);
  };
  return (element, style) => {
    const colour = rgbOf(letterColour(style));
    // A shadow or an outline makes letters readable.
    if (colour === null || isFilledByBackground(style) || hasEdge(style)) return false;
    const ground = groundOf(element);
    if (ground === null || !isSame(colour, ground.colour)) return false;
    const block = blockOf(view, element);
    let isMixed = mixed.get(block);
    if (isMixed === undefined) mixed.set(block, (isMixed = mixed.size >= MAX_BLOCKS || hasOtherGround(block, ground)));
    return !isMixed;
  };
}

/** Undefined where a box has no background of its own. */
function ownGround(element: Element, style: CSSStyleDeclaration): Ground | null | undefined {
  const { backgroundColor, backgroundImage, mixBlendMode, filter, backdropFilter } = style;
  const changes = [backgroundImage, filter, backdropFilter].some((value) => (value ?? '') !== '' && value !== 'none');
  if (changes || ((mixBlendMode ?? '') !== '' && mixBlendMode !== 'normal')) return null;
  const alpha = backgroundColor === '' ? 0 : alphaOf(backgroundColor);
  if (alpha < FAINT) return undefined;
  const colour = alpha < FULL ? null : rgbOf(backgroundColor);
  return colour === null ? null : { element, colour };
}

function canvasOf(view: Window): Ground | null {
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

/** Whether a style sheet draws a box before or after what is inside an element: often a ground for it. */
function drawsBefore(view: Window, element: Element): boolean {
  return ['::before', '::after'].some((name) => {
    const { content, position, backgroundColor, backgroundImage } = view.getComputedStyle(element, name);
    if (content === 'none' || content === 'normal' || content === '') return false;
    return (
      (position === 'absolute' || position === 'fixed') &&
      (backgroundImage !== 'none' || alphaOf(backgroundColor) > FAINT)
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
