/** A post as the engine reads it: all fields folded into one text, with the way back to each. */
import { fieldText, POST_FIELDS, type JobPost, type PostField } from '../model/job-post.ts';
import { foldInto } from '../text/fold.ts';
import { originalEnd } from '../text/original-end.ts';
import type { FoldTable } from '../text/fold-table.ts';
import { FoldedText } from '../text/folded-text.ts';

/** A field of a post within the folded text of all fields. */
export interface FieldRange {
  field: PostField;
  source: string;
  /** Folded units, `to` exclusive. */
  from: number;
  to: number;
}

export interface PostText {
  text: FoldedText;
  fields: FieldRange[];
}

/** UTF-16 offsets into a field, `end` exclusive. */
export interface FieldSpan {
  field: PostField;
  start: number;
  end: number;
}

/** `into`: a folded text to fill anew; absent: a new one is made. */
export function readPost(post: JobPost, table: FoldTable, into?: FoldedText): PostText {
  const sources = POST_FIELDS.map((field) => fieldText(post, field));
  const text = into ?? new FoldedText(sources.reduce((sum, source) => sum + source.length + 4, 64));
  text.clear();
  const fields = POST_FIELDS.map((field, index) => {
    const source = sources[index] ?? '';
    const from = text.length;
    if (source !== '') foldInto(text, source, table);
    return { field, source, from, to: text.length };
  });
  return { text, fields };
}

export function fieldOf(post: PostText, unit: number): FieldRange {
  for (const range of post.fields) if (unit < range.to) return range;
  return post.fields[post.fields.length - 1] as FieldRange;
}

/** The part of a field from which units `from` to `to` (exclusive) were folded. */
export function spanOf(post: PostText, table: FoldTable, from: number, to: number): FieldSpan {
  const range = fieldOf(post, from);
  const last = Math.min(to, range.to);
  return {
    field: range.field,
    start: post.text.offsets[from] ?? 0,
    end: originalEnd(post.text, range.source, last, table),
  };
}

/** The unit at or behind an offset of a field. */
export function unitAt(post: PostText, range: FieldRange, offset: number): number {
  let low = range.from;
  let high = range.to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((post.text.offsets[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
