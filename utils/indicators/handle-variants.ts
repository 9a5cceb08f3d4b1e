/**
 * The handles that a handle read from a picture may stand for. The recogniser loses underscores, most of all at the
 * lower edge of a line, and confuses similar letters.
 */
import { CONFUSED_CHARACTERS } from './confused-characters.ts';
/** Errors in one handle. */
const MAX_ERRORS = 2;
const MAX_LETTERS = 32;

/**
 * Without the handle itself; those with one error first.
 * @param handle lower case, without `@`  @param max handles at most
 */
export function handleVariants(handle: string, max: number): string[] {
  if (handle.length > MAX_LETTERS) return [];
  const known = new Set([handle]);
  let last = [handle];
  for (let errors = 1; errors <= MAX_ERRORS; errors++) {
    const next: string[] = [];
    for (const one of last)
      for (const variant of withOneChange(one)) {
        if (known.size > max) break;
        if (known.has(variant)) continue;
        known.add(variant);
        next.push(variant);
      }
    last = next;
  }
  return [...known].slice(1);
}

/** Underscores put back between two signs or at the end, and each confused pair at each place. */
function* withOneChange(handle: string): Generator<string> {
  for (let at = 1; at <= handle.length; at++)
    if (handle[at - 1] !== '_' && handle[at] !== '_') yield `${handle.slice(0, at)}_${handle.slice(at)}`;
  for (const [read, shown] of CONFUSED_CHARACTERS)
    for (let at = handle.indexOf(read); at >= 0; at = handle.indexOf(read, at + 1))
      yield handle.slice(0, at) + shown + handle.slice(at + read.length);
}
