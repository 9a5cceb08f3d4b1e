/**
 * Reads the words of an element as a person sees them in line order, without forcing layout: `innerText` costs sixty
 * times as much. Style, script and hidden data that sites keep inside their content are left out.
 */
import { MAX_TEXT } from '../model/job-post.ts';

const SKIPPED = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE SVG IFRAME OBJECT VIDEO AUDIO CANVAS TEXTAREA SELECT DATALIST HEAD LINK META'.split(
    ' ',
  ),
);
const INLINE = new Set(
  'A ABBR B BDI BDO CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK Q RUBY S SAMP SMALL SPAN STRONG SUB SUP TIME U VAR WBR IMG'.split(
    ' ',
  ),
);
/** Side by side with nothing between them, these are set apart by style; unless each holds one letter of a word. */
const APART = new Set(['A', 'SPAN', 'LABEL', 'TIME']);
/** Deepest nesting read; a page that nests deeper hides nothing a person could see. */
const MAX_DEPTH = 2000;

export function readText(element: Element, strip?: string): string {
  const parts: string[] = [];
  let length = 0;
  const add = (text: string): void => {
    // Twice the cap: white space goes afterwards, and the post keeps its first and last half.
    if (length > 2 * MAX_TEXT) return;
    parts.push(text);
    length += text.length;
  };
  const walk = (node: Node, depth: number): void => {
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      if (child.nodeType === 3) {
        add((child as Text).data.replaceAll(/\s+/gu, ' '));
        continue;
      }
      if (child.nodeType !== 1) continue;
      const inner = child as Element;
      const tag = inner.tagName.toUpperCase();
      if (tag === 'BR') add('\n');
      else if (tag === 'IMG') add(emojiOf(inner));
      else if (depth < MAX_DEPTH && !SKIPPED.has(tag) && !isHidden(inner) && (!strip || !inner.matches(strip))) {
        const block = !INLINE.has(tag);
        if (block) add('\n');
        else if (APART.has(tag) && child.previousSibling?.nodeType === 1 && isLong(child)) add(' ');
        walk(inner, depth + 1);
        if (block) add(tag === 'TD' || tag === 'TH' ? ' ' : '\n');
      }
    }
  };
  walk(element, 0);
  return tidy(parts.join(''));
}

/** Words of their own: more than a letter each, and not a comma that belongs to the word before. */
function isLong(node: Node): boolean {
  const text = node.textContent ?? '';
  return text.length > 1 && (node.previousSibling?.textContent ?? '').length > 1 && /^[\p{L}\p{N}]/u.test(text);
}

/** One space between words, no blank line twice, nothing at the ends. */
export function tidy(text: string): string {
  return text
    .replaceAll(/[^\S\n]+/gu, ' ')
    .replaceAll(/ ?\n ?/gu, '\n')
    .replaceAll(/\n{2,}/gu, '\n')
    .trim();
}

/** Hidden by its own attributes. Data that sites keep in `<code>` counts as hidden. */
export function isHidden(element: Element): boolean {
  if (element.hasAttribute('hidden')) return true;
  if (element.tagName === 'CODE') {
    const first = (element.textContent ?? '').trimStart()[0];
    if (first === '{' || first === '[') return true;
  }
  const style = element.getAttribute('style');
  return style !== null && /display\s*:\s*none/iu.test(style);
}

/** Pictures that stand for one emoji (X, Facebook) say it in `alt`. */
function emojiOf(image: Element): string {
  const alt = image.getAttribute('alt') ?? '';
  return alt.length <= 16 && /^\P{L}+$/u.test(alt) ? alt : '';
}
