/**
 * Finds words that a page splits by elements and shows whole: `<div>sal</div><div>ary</div>`, side by side in one line. Where
 * letters meet across elements their boxes are measured, in texts with several such places only.
 */
import * as dom from './form-safe-dom.ts';
import { originalOf } from './original-of.ts';

/** Two texts that follow one another, and what was read between them: `parts` from `start` to `end`. */
export interface TextSeam {
  before: Text;
  after: Text;
  start: number;
  end: number;
}

/** A text with fewer seams is not measured: few words are split. */
const MIN_SEAMS = 4;
/** Further seams are taken for what most of the measured ones are. */
const MAX_MEASURED = 1000;
/** Of the height of a letter; a space is about twice as wide. */
const MAX_GAP = 0.12;

/** Whether a letter meets a letter that may continue its word. */
export function isSeam(before: string, after: string): boolean {
  const [last, first] = [before.slice(-1), after.slice(0, 1)];
  if (last <= ' ' || first <= ' ') return false;
  if (!/[\p{L}\p{M}]/u.test(last) || !/[\p{L}\p{M}]/u.test(first)) return false;
  return !(/\p{Ll}/u.test(last) && /\p{Lu}/u.test(first));
}

/** The seams at which the page shows one word. Computes layout. */
export function joinedSeams(seams: readonly TextSeam[]): TextSeam[] {
  const parent = seams[0] === undefined ? null : dom.parentElement(originalOf(seams[0].before));
  if (seams.length < MIN_SEAMS || parent === null) return [];
  const range = dom.ownerDocument(parent).createRange();
  // Tools read pages without a browser, where nothing is laid out.
  if (typeof range.getBoundingClientRect !== 'function') return [];
  const measured = seams.slice(0, MAX_MEASURED);
  const joined = measured.filter(({ before, after }) => adjoin(range, originalOf(before), originalOf(after)));
  return joined.length * 2 > measured.length ? [...joined, ...seams.slice(MAX_MEASURED)] : joined;
}

function adjoin(range: Range, before: Text, after: Text): boolean {
  const a = boxOfUnit(range, before, before.data.length - 1);
  const b = boxOfUnit(range, after, 0);
  const height = Math.min(a.height, b.height);
  const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const gap = Math.min(Math.abs(b.left - a.right), Math.abs(a.left - b.right));
  return height > 0 && shared > height / 2 && gap <= height * MAX_GAP;
}

function boxOfUnit(range: Range, text: Text, at: number): DOMRect {
  range.setStart(text, at);
  range.setEnd(text, at + 1);
  return range.getBoundingClientRect();
}
