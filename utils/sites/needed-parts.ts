/** Derives simpler selectors from a selector with `:has(…)`, for a quick test of pages without any match. */
import { splitSelectorList } from './split-selector-list.ts';

/** A selector whose first parenthesis is that of `:has(…)`, so not one of `:not(…)`. Its argument holds none. */
const HAS = /^(?:[^()"']|"[^"]*"|'[^']*')*:has\(((?:[^()"']|"[^"]*"|'[^']*')*)\)/u;
/** Combinators and `*` before the first part that names something. */
const LEADING = /^(?:[>+~\s]|\*(?=[>+~\s]))+/u;

/**
 * Selectors of which at least one has a match in each document where `selector` has one. They are the arguments of its
 * `:has(…)`, or the selector itself. Several selectors often need the same part, and browsers find a part in a fifth of the
 * time.
 *
 * @param selector a single selector, without commas at its top level
 */
export function neededParts(selector: string): string[] {
  const inside = HAS.exec(selector)?.[1] ?? '';
  // Elsewhere `:scope` and `&` name another element than in `:has(…)`.
  if (inside.trim() === '' || /:scope|&/iu.test(inside)) return [selector];
  return splitSelectorList(inside).map((part) => part.replace(LEADING, ''));
}
