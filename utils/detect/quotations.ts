/**
 * Words that a text quotes. Warnings, news and stories repeat a lure in quotation marks; recruiters seldom quote.
 */
import { unitAt, type PostText } from './post-text.ts';

const PAIRS: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['「', '」'],
  ['『', '』'],
  ['”', '”'],
]);
/** UTF-16 units between the marks. */
const MIN_QUOTE_LENGTH = 8;
const MAX_QUOTE_LENGTH = 400;
const MARK = /["“„«「『”]/u;
const MARKS = new RegExp(MARK, 'gu');

/** Folded units, `to` exclusive. */
export interface Quotation {
  from: number;
  to: number;
}

/** Quotations of 8 to 400 UTF-16 units within one paragraph, in order. */
export function readQuotations(post: PostText): Quotation[] {
  const quotations: Quotation[] = [];
  for (const range of post.fields) {
    if (range.field !== 'text' && range.field !== 'title') continue;
    // Most texts have no mark, and an iterator of matches takes time.
    if (!MARK.test(range.source)) continue;
    let next = 0;
    for (const mark of range.source.matchAll(MARKS)) {
      if (mark.index < next) continue;
      const close = range.source.indexOf(PAIRS.get(mark[0]) ?? '"', mark.index + 1);
      if (close < 0 || close - mark.index > MAX_QUOTE_LENGTH) continue;
      next = close + 1;
      const quoted = range.source.slice(mark.index + 1, close);
      if (quoted.length < MIN_QUOTE_LENGTH || quoted.includes('\n\n')) continue;
      quotations.push({ from: unitAt(post, range, mark.index), to: unitAt(post, range, close) });
    }
  }
  return quotations;
}

export function isQuoted(quotations: readonly Quotation[], from: number, to: number): boolean {
  return quotations.some((each) => each.from <= from && to <= each.to);
}
