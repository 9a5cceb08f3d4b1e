/**
 * Reads the text of an element with line breaks between blocks, without forcing layout: `innerText` takes sixty times as
 * long. Leaves out style, script and hidden data.
 */
import * as dom from './form-safe-dom.ts';
import { inputWords, isLockedField, wordsSetIn } from './field-words.ts';
import { selectedWords, isFixedSelect, isOpenSelect, labelOf } from './select-words.ts';
import { displayOf, isHiddenByMarkup, isIcon } from './hidden-by-markup.ts';
import { generatedWords, isEmptyElement, MAX_EMPTY_ELEMENTS } from './generated-words.ts';
import { isSeam, joinedSeams, type TextSeam } from './joined-letters.ts';
import { MAX_TEXT_UNITS } from '../model/cap-text.ts';
import { resolveBidiOverrides } from '../model/bidi-overrides.ts';
import { missingPictureWords } from './missing-picture.ts';
import { POP_DIRECTION, overrideEachLine, RTL_OVERRIDE, overridesDirection } from './bidi-override.ts';
import { annotationWords, isRubyAnnotation } from './ruby.ts';
import { mayHostShadowRoot, shadowRootOf } from './shadow-roots.ts';
import { unreadTest } from './read-without.ts';

/** No style sheet draws the text of these, or it is the reader's. */
const UNREAD_TAGS = new Set('IFRAME VIDEO AUDIO CANVAS TEXTAREA SELECT'.split(' '));
/** Describe a drawing; in HTML these are elements like others. */
const SVG_UNREAD_TAGS = new Set(['TITLE', 'DESC']);
const SVG = 'http://www.w3.org/2000/svg';
const INLINE_TAGS = /* @__PURE__ */ new Set(
  'A ABBR B BDI BDO CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK Q RP RT RUBY S SAMP SMALL SPAN STRONG SUB SUP TIME U VAR WBR IMG'.split(
    ' ',
  ),
);
/** Adjacent elements of these kinds get a space between them, unless one holds a single letter of a word. */
const SPACED_TAGS = new Set(['A', 'SPAN', 'LABEL', 'TIME']);

/** Annotations of East Asian texts that are read. */
const MAX_ANNOTATIONS = 1000;

/** Their single letters are values. */
const LETTERLESS_TAGS = new Set(['BR', 'TD', 'TH', 'LI']);
/** A letter outside of the basic plane has two UTF-16 units. */
const MAX_LETTER_UNITS = 2;

/**
 * The text of an element. Of an element with a shadow root, first the root's.
 *
 * @param strip elements that are not read
 * @param maxUnits UTF-16 units after which only the end is read. Twice the cap of a post: white space goes
 *   afterwards, and a post keeps its first and last half.
 */
export function readText(element: Element, strip?: string, maxUnits = 2 * MAX_TEXT_UNITS): string {
  return readTextFrom(firstInside(element), element, strip, maxUnits);
}

/** The text of an element from a node in it on. */
export function readTextFrom(
  first: Node | null,
  element: Element,
  strip?: string,
  maxUnits = 2 * MAX_TEXT_UNITS,
): string {
  const parts: string[] = [];
  const seams: TextSeam[] = [];
  /** Annotations: between the letters they would split words. */
  const later: string[] = [];
  const isUnread = unreadTest();
  let length = 0;
  /** Empty elements whose style was computed. */
  let emptyElements = 0;
  /** Number of elements around the node that override the direction. */
  let overrides = overridesDirection(element) ? 1 : 0;
  if (overrides > 0) parts.push(RTL_OVERRIDE);
  const addSeparator = (separator: string): void => {
    parts.push(overrides > 0 ? overrideEachLine(separator) : separator);
  };
  /** The last text, and the place behind it. */
  let previous: Text | null = null;
  let start = 0;
  let node = first;
  while (node !== null && length <= maxUnits) {
    let next: Node | null = null;
    if (dom.nodeType(node) === 3) {
      const text = isUnread(node) ? '' : capText((node as Text).data, maxUnits);
      if (text !== '') {
        const after = node as Text;
        if (previous !== null && isSeam(previous.data, after.data) && parts.slice(start).join('') !== '')
          seams.push({ before: previous, after, start, end: parts.length });
        previous = after;
        start = parts.length + 1;
      }
      parts.push(text);
      length += text.length;
    } else if (isRead(node, strip)) {
      const inner = wordsOfPart(node as Element);
      const text = separatorBefore(node) + (inner?.words ?? '');
      addSeparator(text);
      if (inner?.later !== undefined && later.length < MAX_ANNOTATIONS) later.push(inner.later);
      length += text.length;
      if (inner === null) next = firstInside(node as Element);
      if (next === null && inner === null && emptyElements < MAX_EMPTY_ELEMENTS && isEmptyElement(node as Element)) {
        emptyElements++;
        const made = generatedWords(node as Element);
        if (made !== '') addSeparator(made + separatorAfter(node));
      }
      if (next !== null && overridesDirection(node as Element)) {
        overrides++;
        parts.push(RTL_OVERRIDE);
      }
    }
    // Not recursive: a page may nest deeper than a stack.
    while (next === null && node !== null && node !== element) {
      next = dom.nextSibling(node);
      if (next !== null) break;
      node = dom.parentNode(node);
      if (node !== null && dom.nodeType(node) === 11) {
        node = (node as ShadowRoot).host;
        next = dom.firstChild(node);
        if (next !== null) addSeparator('\n');
      }
      if (next !== null || node === null || node === element) continue;
      if (overrides > 0 && overridesDirection(node as Element)) {
        overrides--;
        parts.push(POP_DIRECTION);
      }
      addSeparator(separatorAfter(node));
    }
    node = next;
  }
  for (const seam of joinedSeams(seams)) parts.fill('', seam.start, seam.end);
  // A page may place its message after more text than is read.
  const end = node === null ? '' : `\n${readLastWords(element, strip, maxUnits / 2)}`;
  return tidyWhitespace([parts.join('') + end, ...later].join('\n'));
}

/** Words of an element that are not read node by node; null for others. `later` is read after all others. */
function wordsOfPart(element: Element): { words: string; later?: string } | null {
  const tag = tagOf(element);
  if (tag === 'INPUT') return { words: inputWords(element) };
  if (tag === 'SELECT' && !isOpenSelect(element)) return { words: selectedWords(element) };
  const label = tag === 'OPTION' ? labelOf(element) : null;
  if (label !== null) return { words: label };
  const set = tag === 'TEXTAREA' ? wordsSetIn(element) : null;
  if (set !== null) return { words: capText(set, MAX_TEXT_UNITS) };
  return isRubyAnnotation(element, tag) ? { words: '', later: annotationWords(element) } : null;
}

/** The first node of an element's shadow root, or its first child. Like the search for roots, asks likely hosts only. */
function firstInside(element: Element): Node | null {
  const first = dom.firstChild(element);
  const isBlank = first === null || (dom.nodeType(first) === 3 && isOnlyWhitespace(first as Text));
  const isLikely = (isBlank || tagOf(element).includes('-')) && mayHostShadowRoot(element);
  const root = isLikely ? shadowRootOf(element) : dom.shadowRoot(element);
  return root?.firstChild ?? first;
}

function isOnlyWhitespace(text: Text): boolean {
  return dom.nextSibling(text) === null && text.data.trim() === '';
}

/** Collapses white space; of a text longer than the limit it keeps the first and the last half. */
function capText(data: string, limit: number): string {
  const kept = data.length <= limit ? data : `${data.slice(0, limit / 2)} ${data.slice(-limit / 2)}`;
  return kept.replaceAll(/\s+/gu, ' ');
}

/** The last words of an element, from its end backwards. */
function readLastWords(element: Element, strip: string | undefined, maxUnits: number): string {
  const parts: string[] = [];
  const isUnread = unreadTest();
  let length = 0;
  const walker = dom
    .ownerDocument(element)
    .createTreeWalker(element, 5 /* elements and text */, (node) =>
      dom.nodeType(node) === 3 || isRead(node, strip) ? 1 : 2,
    );
  while (walker.lastChild() !== null);
  for (let node: Node | null = walker.currentNode; node !== null && length < maxUnits; node = walker.previousNode()) {
    if (dom.nodeType(node) !== 3) {
      parts.push(separatorAfter(node));
      continue;
    }
    if (isUnread(node)) continue;
    const text = (node as Text).data.slice(-maxUnits).replaceAll(/\s+/gu, ' ');
    parts.push(text);
    length += text.length;
  }
  return parts.toReversed().join('');
}

/** Number of nodes searched for words; a page with more nodes counts as not empty. */
const MAX_NODES = 3000;

/** Whether an element has at least this many readable letters; much cheaper than reading it. */
export function hasWords(element: Element, minLetters: number): boolean {
  const walker = dom
    .ownerDocument(element)
    .createTreeWalker(element, 5 /* elements and text */, (node) =>
      dom.nodeType(node) === 3 || isRead(node, undefined) ? 1 : 2,
    );
  let letters = 0;
  for (let looked = 0; looked < MAX_NODES; looked++) {
    const node = walker.nextNode();
    if (node === null) return false;
    if (dom.nodeType(node) === 3) letters += (node as Text).data.trim().length;
    if (letters >= minLetters) return true;
  }
  return true;
}

function isRead(node: Node, strip: string | undefined): boolean {
  if (dom.nodeType(node) !== 1) return false;
  const element = node as Element;
  const tag = tagOf(node);
  if (isUnreadPart(element) || (tag.endsWith('SVG') && isIcon(element))) return false;
  if (SVG_UNREAD_TAGS.has(tag) && element.namespaceURI === SVG) return false;
  return !isHiddenByMarkup(element, tag) && (strip === undefined || !dom.matches(element, strip));
}

/** Whether the words in an element are not drawn, or are the reader's. */
export function isUnreadPart(element: Element): boolean {
  const tag = tagOf(element);
  return UNREAD_TAGS.has(tag) && !isLocked(element, tag);
}

/** Whether a field shows words that the reader cannot change: a locked text area, an open or a fixed `<select>`. */
function isLocked(field: Element, tag: string): boolean {
  if (tag === 'TEXTAREA') return isLockedField(field);
  return tag === 'SELECT' && (isOpenSelect(field) || isFixedSelect(field));
}

/** The separator before the words of an element: a new line for a block. */
function separatorBefore(node: Node): string {
  const tag = tagOf(node);
  if (tag === 'IMG') return emojiOf(node as Element) || missingPictureWords(node as Element);
  if (tag === 'OPTGROUP') return `\n${labelOf(node as Element) ?? ''}\n`;
  if (!INLINE_TAGS.has(tag)) return isLetterInLine(node, tag) ? '' : '\n';
  const previous = dom.previousSibling(node);
  return SPACED_TAGS.has(tag) && previous !== null && hasOwnWords(previous, node) ? ' ' : '';
}

function separatorAfter(node: Node): string {
  const tag = tagOf(node);
  if (INLINE_TAGS.has(tag)) return '';
  return tag === 'TD' || tag === 'TH' ? ' ' : isLetterInLine(node, tag) ? '' : '\n';
}

/** Whether a block is one letter of a line: sites animate words so. Computes styles, of such letters only. */
function isLetterInLine(node: Node, tag: string): boolean {
  const letter = LETTERLESS_TAGS.has(tag) ? null : dom.firstChild(node);
  if (letter === null || dom.nodeType(letter) !== 3 || dom.nextSibling(letter) !== null) return false;
  if ((letter as Text).data.length > MAX_LETTER_UNITS) return false;
  const isLike = (other: Node | null): boolean => other !== null && dom.nodeType(other) === 1 && tagOf(other) === tag;
  if (!isLike(dom.previousSibling(node)) && !isLike(dom.nextSibling(node))) return false;
  return displayOf(node as Element).startsWith('inline');
}

function tagOf(node: Node): string {
  return dom.tagName(node as Element);
}

/** Whether two adjacent elements each hold more than one letter, and the second begins with a letter or digit. */
function hasOwnWords(previous: Node, node: Node): boolean {
  if (dom.nodeType(previous) !== 1) return false;
  const text = dom.textContent(node as Element);
  return text.length > 1 && dom.textContent(previous as Element).length > 1 && /^[\p{L}\p{N}]/u.test(text);
}

/** Collapses spaces and blank lines, and trims. */
export function tidyWhitespace(text: string): string {
  return resolveBidiOverrides(text)
    .replaceAll(/[^\S\n]+/gu, ' ')
    .replaceAll(/ ?\n ?/gu, '\n')
    .replaceAll(/\n{2,}/gu, '\n')
    .trim();
}

/** The emoji in the `alt` text of an image: X and Facebook show emoji as images. */
function emojiOf(image: Element): string {
  const alt = dom.getAttribute(image, 'alt') ?? '';
  return alt.length <= 16 && /^\P{L}+$/u.test(alt) ? alt : '';
}
