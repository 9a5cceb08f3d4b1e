/**
 * Intervals of text. A post is counted in two units: UTF-16 code units of an original field, and folded units
 * (see `FoldedText`). The optional brand keeps the two apart: a plain number fits both, but neither fits the other.
 */
declare const countedIn: unique symbol;

/** Offset into an original field, in UTF-16 code units, from 0. */
export type Utf16Offset = number & { readonly [countedIn]?: 'UTF-16 code units' };
/** Index of a folded unit, from 0. */
export type UnitIndex = number & { readonly [countedIn]?: 'folded units' };

/** Part of an original field; `end` is exclusive. */
export interface Span {
  start: Utf16Offset;
  end: Utf16Offset;
}

/** Part of a folded text; `end` is exclusive. */
export interface UnitSpan {
  start: UnitIndex;
  end: UnitIndex;
}
