/** Splits a long text into paragraphs, lines and sentences, and long paragraphs into parts. Bounds are UTF-16 offsets. */

/** A longer paragraph is split into parts of at most `MAX_PART_UNITS`. */
const MAX_WHOLE_UNITS = 1_600;
const MAX_PART_UNITS = 400;
/** Shorter paragraphs, lines and sentences are joined with the next. */
const MIN_PARAGRAPH_UNITS = 24;
const MIN_LINE_UNITS = 30;
/** Code units that end a sentence. */
const SENTENCE_ENDS: ReadonlySet<number> = new Set(Array.from('.!?。！？।॥။።؟۔…', (sign) => sign.charCodeAt(0)));

/** Offsets at which the paragraphs start, in order, and the length of the text. */
export function paragraphBounds(source: string): number[] {
  const bounds = [0];
  const close = (at: number): void => {
    if (at - (bounds[bounds.length - 1] as number) >= MIN_PARAGRAPH_UNITS) bounds.push(at);
  };
  for (let from = 0; from < source.length;) {
    const to = paragraphEnd(source, from);
    if (to - from > MAX_WHOLE_UNITS) for (let at = from; (at = partEnd(source, at, to)) < to;) close(at);
    close(to);
    from = to;
  }
  if (bounds.length > 1 && source.length > (bounds[bounds.length - 1] as number)) bounds.pop();
  if (source.length > (bounds[bounds.length - 1] as number)) bounds.push(source.length);
  return bounds;
}

/** As `paragraphBounds`, with line breaks as bounds too: a list of offers may have no empty lines. */
export function lineBounds(source: string): number[] {
  const paragraphs = paragraphBounds(source);
  const lines = [0];
  for (let i = 1; i < paragraphs.length; i++) {
    const end = paragraphs[i] as number;
    let start = paragraphs[i - 1] as number;
    for (;;) {
      const line = source.indexOf('\n', start + MIN_LINE_UNITS);
      if (line < 0 || line + MIN_LINE_UNITS >= end) break;
      start = line + 1;
      lines.push(start);
    }
    lines.push(end);
  }
  return lines;
}

/** Bounds of sentences within `lines` (from `lineBounds`). */
export function sentenceBounds(source: string, lines: readonly number[]): number[] {
  const bounds = [0];
  for (let i = 1; i < lines.length; i++) {
    const end = lines[i] as number;
    for (let at = (lines[i - 1] as number) + MIN_LINE_UNITS; at + MIN_LINE_UNITS < end; at++) {
      if (!endsSentence(source, at)) continue;
      bounds.push(at);
      at += MIN_LINE_UNITS - 1;
    }
    bounds.push(end);
  }
  return bounds;
}

/** ASCII signs need a space after them, as they also stand inside names and numbers; other scripts write none. */
function endsSentence(source: string, at: number): boolean {
  const before = source.charCodeAt(at - 1);
  return SENTENCE_ENDS.has(before) && (before > 0x7f || source.charCodeAt(at) === SPACE);
}

/** Offset behind the empty line that ends the paragraph. */
function paragraphEnd(source: string, from: number): number {
  for (let line = source.indexOf('\n', from); line >= 0; line = source.indexOf('\n', line + 1)) {
    const next = source.charCodeAt(line + 1);
    if (next === NEW_LINE || next === RETURN) return line + 2;
  }
  return source.length;
}

const NEW_LINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;

/** End of a part: behind the last line that fits, else the last word, else the maximum length. */
function partEnd(source: string, from: number, to: number): number {
  const limit = from + MAX_PART_UNITS;
  if (limit >= to) return to;
  let word = limit;
  for (let at = limit; at > from + MIN_PARAGRAPH_UNITS; at--) {
    const before = source.charCodeAt(at - 1);
    if (before === NEW_LINE) return at;
    if (before === SPACE && word === limit) word = at;
  }
  return word;
}
